"""The pages that pictures are taken of, and what to do on each first."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page as Tab

OPEN = "pharmacy-visits"
CLOSED = "morning-stiffness"


def as_it_comes(tab: Tab) -> None:
    """Does nothing."""


def submit_nothing(tab: Tab) -> None:
    """Sends the form without an answer."""
    tab.locator("main form button[type=submit]").first.click()


def answer(tab: Tab) -> None:
    """Picks the second option and sends it."""
    tab.locator("input[type=radio]").nth(1).check()
    tab.locator("main form button[type=submit]").first.click()


def show_receipt_error(tab: Tab) -> None:
    """Asks for a response with a receipt that nobody was given."""
    tab.locator("main form input[type=text]").first.fill("nobody-was-given-this")
    tab.locator("main form button[type=submit]").first.click()


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page to take a picture of.

    Attributes:
        name: The picture's name.
        path: The page's address.
        first: What to do on it before the picture is taken.
        staff: Whether to be signed in.
        status: What the address answers with.
    """

    name: str
    path: str
    first: Callable[[Tab], None] = as_it_comes
    staff: bool = False
    status: int = 200


PAGES = (
    Page(name="home", path="/"),
    Page(name="poll", path=f"/p/{OPEN}"),
    Page(name="poll-no-answer", path=f"/p/{OPEN}", first=submit_nothing),
    Page(name="poll-thanks", path=f"/p/{OPEN}", first=answer),
    Page(name="poll-closed", path=f"/p/{CLOSED}"),
    Page(name="results-before-answering", path=f"/p/{OPEN}/results", status=403),
    Page(name="results-closed", path=f"/p/{CLOSED}/results"),
    Page(name="frame", path=f"/e/{OPEN}"),
    Page(name="frame-thanks", path=f"/e/{OPEN}", first=answer),
    Page(name="frame-results", path=f"/e/{CLOSED}/results"),
    Page(name="article", path="/example/article"),
    Page(name="receipt", path="/receipt"),
    Page(name="receipt-unknown", path="/receipt", first=show_receipt_error),
    Page(name="privacy", path="/privacy"),
    Page(name="accessibility", path="/accessibility"),
    Page(name="rules", path="/rules"),
    Page(name="dataset", path=f"/d/{CLOSED}"),
    Page(name="not-found", path="/p/no-such-poll", status=404),
    Page(name="staff-sign-in", path="/staff/sign-in"),
    Page(name="staff-dashboard", path="/staff/", staff=True),
    Page(name="staff-new-poll", path="/staff/polls/new", staff=True),
    Page(name="staff-poll-open", path=f"/staff/polls/{OPEN}", staff=True),
    Page(name="staff-poll-closed", path=f"/staff/polls/{CLOSED}", staff=True),
    Page(name="staff-sign-ins", path="/staff/sign-ins", staff=True),
    Page(name="style-guide", path="/style-guide"),
)

"""The pages about versions of a poll that pictures are taken of."""

import picture_acts as acts
import picture_polls as polls
from picture_page import Page
from playwright.sync_api import Page as Tab


def _reworded(tab: Tab) -> None:
    """Changes words that people have answered."""
    tab.fill("#text", "How often do you lie down during the day?")
    acts.press("Save question")(tab)


def _reworded_and_more(tab: Tab) -> None:
    """Changes words that people have answered, and takes an answer away."""
    answers = tab.input_value("#options").splitlines()
    tab.fill("#options", "\n".join(answers[1:]))
    _reworded(tab)


VERSIONS = (
    Page(name="results-two-versions", path=f"/p/{polls.CHANGED}/results"),
    Page(name="dataset-two-versions", path=f"/d/{polls.CHANGED}"),
    Page(
        name="versions-meaning",
        path=f"/staff/polls/{polls.CHANGED}/questions/how_often",
        staff=True,
        first=_reworded,
        then=409,
    ),
    Page(
        name="versions-another",
        path=f"/staff/polls/{polls.CHANGED}/questions/how_often",
        staff=True,
        first=_reworded_and_more,
        then=409,
    ),
)

"""The pages of the survey editor that pictures are taken of."""

import re
from dataclasses import dataclass
from itertools import count
from urllib.parse import urljoin

import picture_acts as acts
import picture_polls as polls
from picture_page import Page
from playwright.sync_api import Page as Tab

_TIMES = count(1)
_OUTLINE = f"/staff/polls/{polls.DRAFTED}/questions"


def _unfolded(tab: Tab) -> None:
    """Unfolds whatever is folded."""
    for summary in tab.locator("main summary").all():
        if not summary.evaluate("s => s.parentElement.open"):
            summary.click()


def _translated(tab: Tab) -> None:
    """Translates the first text."""
    tab.locator("textarea").first.fill("Vivir con AR, el año que viene")
    acts.press("Save translation")(tab)


def _mistyped(tab: Tab) -> None:
    """Saves a question with a limit that is no number."""
    tab.fill("#limit_most", "a day")
    acts.press("Save question")(tab)


@dataclass(frozen=True, kw_only=True)
class _Overtaken:
    """Saves what another tab has changed since it was opened.

    Attributes:
        field: The id of the field that both tabs write into.
        theirs: What the other tab writes, with a place for what differs each time.
        mine: What this tab writes; "": nothing.
        save: The button that saves.
        at: The page where the other tab writes; "": this one.
    """

    field: str
    theirs: str = "Naps do not count{}."
    mine: str = ""
    save: str
    at: str = ""

    def __call__(self, tab: Tab) -> None:
        other = tab.context.new_page()
        other.goto(urljoin(tab.url, self.at))
        # Something else each time: what says the same is no change.
        words = self.theirs.format(f" ({next(_TIMES)})")
        other.fill(f"#{self.field}", words)
        other.get_by_role("button", name=re.compile("^Save ")).last.click()
        other.locator(".notice", has_text="is saved").wait_for()
        other.close()
        if self.mine:
            tab.fill(f"#{self.field}", self.mine)
        acts.press(self.save)(tab)


EDITING = (
    Page(name="editing-new", path="/staff/polls/new/questions", staff=True),
    Page(name="editing-at-a-glance", path=f"/staff/polls/{polls.DRAFTED}", staff=True),
    Page(name="editing-outline", path=_OUTLINE, staff=True, first=_unfolded),
    Page(
        name="editing-refused",
        path=_OUTLINE,
        staff=True,
        first=acts.press("Move down " + polls.FIRST_ASKED),
        then=422,
    ),
    *(
        Page(
            name=f"editing-{code}",
            path=f"{_OUTLINE}/{code}",
            staff=True,
            first=_unfolded,
        )
        for code in polls.EDITED
    ),
    Page(
        name="editing-problem",
        path=f"{_OUTLINE}/{polls.NUMBERED}",
        staff=True,
        first=_mistyped,
        then=422,
    ),
    Page(
        name="editing-conflict",
        path=f"{_OUTLINE}/{polls.NUMBERED}",
        staff=True,
        first=_Overtaken(field="hint", mine="In hours", save="Save question"),
        then=409,
    ),
    Page(
        name="editing-page",
        path=f"/staff/polls/{polls.DRAFTED}/pages/2",
        staff=True,
        first=_unfolded,
    ),
    Page(
        name="editing-page-conflict",
        path=f"/staff/polls/{polls.DRAFTED}/pages/2",
        staff=True,
        first=_Overtaken(field="title", mine="Your nights", save="Save page"),
        then=409,
    ),
    Page(
        name="editing-quick-conflict",
        path=f"/staff/polls/{polls.DRAFT}/edit",
        staff=True,
        first=_Overtaken(
            field="text",
            theirs="Do you garden{}?\nYes\nNo",
            mine="Do you have a garden?\nYes\nNo",
            save="Save draft",
        ),
        then=409,
    ),
    Page(
        name="editing-text-conflict",
        path=f"/staff/polls/{polls.DRAFTED}/survey",
        staff=True,
        first=_Overtaken(field="title", save="Save draft", at="pages/2"),
        then=409,
    ),
    Page(
        name="editing-delete-conflict",
        path=f"{_OUTLINE}/{polls.NUMBERED}/delete",
        staff=True,
        first=_Overtaken(
            field="hint", save="Delete question", at=f"{_OUTLINE}/{polls.NUMBERED}"
        ),
        then=409,
    ),
    Page(
        name="editing-delete",
        path=f"{_OUTLINE}/{polls.NUMBERED}/delete",
        staff=True,
    ),
    Page(
        name="editing-languages",
        path=f"/staff/polls/{polls.DRAFTED}/translations",
        staff=True,
    ),
    Page(
        name="editing-translation",
        path=f"/staff/polls/{polls.DRAFTED}/translations/es",
        first=_translated,
        staff=True,
    ),
)

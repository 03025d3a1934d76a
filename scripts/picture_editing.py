"""The pages of the survey editor that pictures are taken of."""

import picture_acts as acts
import picture_polls as polls
from picture_acts import Act
from picture_page import Page
from playwright.sync_api import Page as Tab

_OUTLINE = f"/staff/polls/{polls.DRAFTED}/questions"


def _unfolded(tab: Tab) -> None:
    """Unfolds whatever is folded."""
    for summary in tab.locator("main summary").all():
        if not summary.evaluate("s => s.parentElement.open"):
            summary.click()


def _mistyped(tab: Tab) -> None:
    """Saves a question with a limit that is no number."""
    tab.fill("#limit_most", "a day")
    acts.press("Save question")(tab)


def _overtaken(hint: str) -> Act:
    """Saves a question that another tab has changed since it was opened."""

    def act(tab: Tab) -> None:
        other = tab.context.new_page()
        other.goto(tab.url)
        # Something else each time: what says the same is no change.
        other.fill("#hint", other.input_value("#hint") + "Naps do not count. ")
        other.get_by_role("button", name="Save question").click()
        other.wait_for_load_state()
        other.close()
        tab.fill("#hint", hint)
        acts.press("Save question")(tab)

    return act


EDITING = (
    Page(name="editing-new", path="/staff/polls/new/questions", staff=True),
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
        first=_overtaken("In hours"),
        then=409,
    ),
    Page(
        name="editing-page",
        path=f"/staff/polls/{polls.DRAFTED}/pages/2",
        staff=True,
        first=_unfolded,
    ),
    Page(
        name="editing-delete",
        path=f"{_OUTLINE}/{polls.NUMBERED}/delete",
        staff=True,
    ),
)

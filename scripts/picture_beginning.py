"""The pages of beginning with what is there, and of previews, to take pictures of."""

import picture_acts as acts
import picture_polls as polls
from picture_page import Page
from playwright.sync_api import Page as Tab

_SURVEY = "/staff/polls/living-with-ra/preview"
_LIBRARY = f"/staff/polls/{polls.DRAFT}/library"


def _look_for_pain(tab: Tab) -> None:
    tab.fill("#words", "pain")
    acts.press("Search")(tab)


def _take_some(tab: Tab) -> None:
    """Takes questions into a copy, so that the draft stays as others picture it."""
    acts.press("Copy this poll", "Take questions from another poll")(tab)
    for box in tab.locator("main input[type=checkbox]").all()[:4]:
        box.check()
    acts.press("Add to this poll")(tab)


BEGINNING = (
    Page(name="ready-made", path="/staff/polls/new/ready-made", staff=True),
    Page(name="library", path=_LIBRARY, staff=True),
    Page(name="library-found", path=_LIBRARY, first=_look_for_pain, staff=True),
    Page(
        name="library-taken",
        path=f"/staff/polls/{polls.DRAFT}",
        first=_take_some,
        staff=True,
    ),
    Page(name="preview", path=_SURVEY, staff=True),
    Page(name="preview-check", path=_SURVEY, first=acts.answer_survey, staff=True),
    Page(
        name="preview-stored",
        path=_SURVEY,
        first=acts.press("Submit answers", after=acts.answer_survey),
        staff=True,
    ),
    Page(name="preview-phone", path=f"{_SURVEY}/phone", staff=True),
)

"""The pages of translated polls that pictures are taken of."""

import picture_acts as acts
from picture_page import Page

_POLL, _SURVEY = "pharmacy-visits", "living-with-ra"

TRANSLATED = (
    Page(name="arabic-poll", path=f"/p/{_POLL}?lang=ar"),
    Page(name="arabic-frame-thanks", path=f"/e/{_POLL}?lang=ar", first=acts.answer),
    Page(name="arabic-data", path=f"/d/{_POLL}?lang=ar"),
    *(
        Page(
            name=f"arabic-survey-{kind}",
            path=f"/p/{_SURVEY}?lang=ar",
            first=acts.go_on(pages),
        )
        for kind, pages in (
            *(("single", 0), ("points", 3), ("number", 4), ("rank", 5)),
            *(("matrix", 6), ("date", 7), ("check", 9)),
        )
    ),
    Page(name="arabic-survey-results", path=f"/p/{_SURVEY}/results?lang=ar"),
    Page(name="spanish-poll", path=f"/p/{_POLL}?lang=es"),
)

"""When a poll is open and asked again, as the editor takes and shows it."""

from dataclasses import replace
from datetime import date

import pytest

from pollsvc.domain.repeats import Repeat
from pollsvc.domain.schedules import Schedule
from pollsvc.domain.spans import Span
from tests.blueprints.test_editor_keeps import versions
from tests.factories import SLUG, local
from tests.staff import TYPED, drafted, polls, signed_in, stored

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
pytestmark = [pytest.mark.usefixtures("database_url"), on_sqlite]
MONTHLY = {"opens_date": "2026-12-01", "opens_time": "00:00", "repeats": "monthly"}


def next_times(editor):
    return [" ".join(li.to_text().split()) for li in editor.document.query("ol > li")]


def test_the_next_five_windows_are_shown_before_anything_is_saved(app, editor):
    closes = {"closes_date": "2026-12-31", "closes_time": "23:59", "zone": "UTC"}
    editor.press("Show the next times", **(TYPED | MONTHLY | closes))
    shown = [words for words in next_times(editor) if " UTC" in words]
    assert shown == [
        "Tue 1 Dec 2026, 00:00 UTC to Thu 31 Dec 2026, 23:59 UTC",
        "Fri 1 Jan 2027, 00:00 UTC to Sun 31 Jan 2027, 23:59 UTC",
        "Mon 1 Feb 2027, 00:00 UTC to Sun 28 Feb 2027, 23:59 UTC",
        "Mon 1 Mar 2027, 00:00 UTC to Wed 31 Mar 2027, 23:59 UTC",
        "Thu 1 Apr 2027, 00:00 UTC to Fri 30 Apr 2027, 23:59 UTC",
    ]
    assert "Asked every month. Until somebody stops it." in editor.text
    assert polls(app) == ()
    editor.press("Save draft")
    assert stored(app, "sleep").draft.schedule.repeats == Repeat.MONTHLY


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            {"opens_date": "2026-12-01", "zone": "America/New_York"},
            "(14:00 UTC), closes in 14 days: Tue 15 Dec 2026, 09:00 in New York (14:0",
        ),
        ({"lasts": "36", "lasts_unit": "hours"}, "Closes 36 hours after you open it."),
        (
            {"opens_date": "2026-12-01", "repeats": "days", "every": "28"},
            "Asked every 28 days. Until somebody stops it.",
        ),
        (
            {"opens_date": "2026-12-01", "repeats": "weekday", "weekday": "tuesday"},
            "Asked on the first Tuesday of each month.",
        ),
        (
            {"opens_date": "2026-12-01", "repeats": "quarterly", "times": "4"},
            "Asked every three months. 4 waves in all.",
        ),
        (
            {"opens_date": "2026-12-01", "repeats": "monthly", "until": "2027-06-30"},
            "The last opens on 30 June 2027 at the latest.",
        ),
    ],
)
def test_a_schedule_is_echoed_as_a_sentence_and_comes_back_as_it_was_typed(
    editor, typed, said
):
    editor.press("Save draft", **(TYPED | {"closing": "after"} | typed))
    assert said in editor.text
    after = editor.open("/staff/polls/sleep/edit").fields_of("#editor")
    assert {name: after[name] for name in typed} == typed
    assert after["closing"] == "after"


def test_what_the_editor_does_not_show_of_a_schedule_stays(app, editor):
    series = Schedule(
        opens=local(2026, 12, 1),
        lasts=Span(2),
        repeats=Repeat.WEEKLY,
        skips=(date(2026, 12, 15),),
        stopped=True,
    )
    drafted(app, schedule=series)
    editor.open(f"/staff/polls/{SLUG}/edit").press("Save draft", title="Other")
    assert stored(app, SLUG).draft.schedule == series
    editor.press("Save draft", opens_time="10:00")
    later = replace(series, opens=local(2026, 12, 1, 10))
    assert stored(app, SLUG).draft.schedule == later
    editor.press("Save draft", opens_date="2026-12-02")
    assert stored(app, SLUG).draft.schedule.skips == ()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"lasts": "40"}, "A wave must close before the next one opens"),
        (
            {"closing": "date", "closes_date": "2026-11-01"},
            "The poll must close after it opens.",
        ),
        (
            {"repeats": "weekday", "place": "first", "weekday": "monday"},
            "This is another day than it repeats on; the first of those is Mon 7 Dec",
        ),
        ({"repeats": "days", "every": "0"}, "Write a number from 1 to "),
        ({"repeats": "days", "every": "-3"}, "Write a number from 1 to "),
        ({"zone": "Mars/Olympus"}, "Select a time zone."),
        ({"opens_date": "2027-02-31"}, "Write the date like 2026-11-30."),
    ],
)
def test_of_a_schedule_that_cannot_be_saved_no_times_are_shown(editor, typed, said):
    base = {"closing": "after", "lasts": "2", "zone": "UTC"}
    editor.press("Show the next times", **(TYPED | MONTHLY | base | typed))
    assert said in editor.document.query("#next-times")[0].to_text()
    assert [words for words in next_times(editor) if " to " in words] == []


def test_two_authors_of_a_schedule_see_how_theirs_differ(app, editor):
    drafted(app)
    editor.open(f"/staff/polls/{SLUG}/edit")
    opens = {"opens_date": "2026-12-01", "closing": "after"}
    other = signed_in(app, "ben@example.org").open(f"/staff/polls/{SLUG}/edit")
    other.press("Save draft", **opens, repeats="days", every="28", times="3")
    mine = {"repeats": "weekday", "weekday": "tuesday"}
    editor.press("Save draft", **opens, **mine)
    assert versions(editor) == {
        "How often is it asked?": (
            "Every so many days, as below",
            "On a weekday of each month, as below",
        ),
        "Every so many days": ("28", ""),
        "On a weekday of each month": ("", "first Tuesday"),
        "How many waves": ("3", ""),
    }

"""Staff change the waves of an open poll by the buttons on its page."""

import pytest
import time_machine

from pollsvc.domain.repeats import Repeat
from pollsvc.domain.schedules import Schedule
from pollsvc.domain.spans import Span
from pollsvc.services import lifecycle
from tests.factories import SLUG, local, utc
from tests.staff import ADDRESS, drafted, signed_in, stored

DURING, BETWEEN = utc(2026, 11, 24, 12), utc(2026, 11, 26, 12)
WEEKLY = Schedule(opens=local(2026, 11, 23, 9), lasts=Span(2), repeats=Repeat.WEEKLY)
PAGE = f"/staff/polls/{SLUG}"

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
pytestmark = [pytest.mark.usefixtures("database_url"), on_sqlite]


@pytest.fixture
def member(app):
    """Somebody at the page of a weekly poll whose first wave is open."""
    with time_machine.travel(DURING):
        drafted(app, schedule=WEEKLY)
        with app.app_context():
            lifecycle.open_poll(slug=SLUG, actor=ADDRESS, now=DURING)
        yield signed_in(app).open(PAGE)


def times(member):
    return [words.to_text() for words in member.document.query("#series ~ ol > li")]


def test_the_page_says_when_it_is_asked_next(member):
    assert "Asked every week. Until somebody stops it." in member.text
    assert len(times(member)) == 5
    assert times(member)[0] == "Mon 30 Nov 2026, 09:00 UTC to Wed 2 Dec 2026, 09:00 UTC"


def test_the_page_of_a_draft_shows_its_windows(app):
    with time_machine.travel(utc(2026, 11, 20)):
        drafted(app, schedule=WEEKLY)
        member = signed_in(app).open(PAGE)
        assert times(member)[0].startswith("Mon 23 Nov 2026, 09:00 UTC to Wed 25")
        assert len(times(member)) == 5
        assert member.text.count("Asked every week.") == 1


def test_a_wave_is_skipped_and_taken_back(app, member):
    assert "Leaves out that of Mon 30 Nov 2026." in member.text
    member.press("Skip the next wave")
    assert "The next wave is left out." in member.said
    assert times(member)[0] == "Mon 30 Nov 2026, 09:00 UTC: left out"
    again = f"{PAGE}/waves/2026-W49/skip"
    token = member.fields_of("main form")["csrf_token"]
    assert member.client.post(again, data={"csrf_token": token}).status_code == 303
    assert "is left out already, or has opened" in member.open(PAGE).said
    assert len(stored(app, SLUG).draft.schedule.skips) == 1
    member.press("Leave nothing out")
    assert stored(app, SLUG).draft.schedule == WEEKLY


def test_a_series_is_stopped_and_begun_again(app, member):
    member.press("Stop repeating")
    assert stored(app, SLUG).draft.schedule.stopped
    assert "Stopped: it is not asked again for now." in member.text
    with time_machine.travel(BETWEEN):
        member.open("/staff/")
        assert "Stopped" in member.text
        member.open(PAGE)
    assert (times(member), "Stop repeating" in member.buttons()) == ([], False)
    assert "The next wave opens Mon 30 Nov 2026, 09:00 UTC." in member.text
    member.press("Begin repeating again")
    assert stored(app, SLUG).draft.schedule == WEEKLY


def test_closing_a_wave_asks_first_and_says_what_follows(member):
    member.follow("Close this wave now")
    assert "This cannot be undone." in member.text
    assert "The next wave opens Mon 30 Nov 2026, 09:00 UTC." in member.text
    member.press("Close this wave now")
    assert (member.path, "The wave is closed." in member.said) == (PAGE, True)
    assert "Between waves" in member.text
    assert "Close this wave now" not in member.text


def test_a_wave_is_extended_on_a_page_that_says_what_that_means(member):
    member.follow("Let it close later")
    assert "So far it closes Wed 25 Nov 2026, 09:00 UTC." in member.text
    assert "The next wave opens Mon 30 Nov 2026, 09:00 UTC." in member.text
    assert member.fields_of("main form")["closes_date"] == "2026-11-30"
    member.press("Let it close then", closes_date="2026-11-28", closes_time="18:00")
    assert (member.path, "open for longer" in member.said) == (PAGE, True)
    assert "Open until 28 November 2026, 18:00 (UTC)." in member.text


@pytest.mark.parametrize(
    ("day", "problem"),
    [
        ("2026-11-24", "after the one at which it closes now"),
        ("2026-12-24", "The next wave opens before that."),
        ("soon", "Write the date like 2026-11-30."),
    ],
)
def test_a_time_that_cannot_be_is_said_and_what_was_typed_stays(member, day, problem):
    member.follow("Let it close later").press("Let it close then", closes_date=day)
    assert member.status == 422
    assert problem in member.problems[0]
    assert member.fields_of("main form")["closes_date"] == day


@pytest.mark.parametrize(
    ("way", "button"),
    [
        ("Close this wave now", "Close this wave now"),
        ("Let it close later", "Let it close then"),
    ],
)
def test_a_page_about_an_earlier_wave_changes_no_later_one(member, way, button):
    member.follow(way)
    assert member.fields_of("main form")["wave"] == "2026-W48"
    member.press(button, wave="2026-W47")
    assert "about a wave that takes no answers any more" in member.said
    assert "Open until 25 November 2026, 09:00 (UTC)." in member.text


@pytest.mark.parametrize("way", ["close", "extend"])
def test_between_waves_there_is_nothing_to_close_or_extend(member, way):
    with time_machine.travel(BETWEEN):
        member.open(f"{PAGE}/waves/{way}")
        assert member.path == PAGE
        assert "No wave takes answers now." in member.said


@pytest.mark.parametrize(
    "way", ["2026-W49/skip", "take-back", "stop", "begin-again", "close"]
)
def test_a_press_that_came_too_late_is_said_on_the_polls_page(app, member, way):
    token = member.fields_of("main form")["csrf_token"]
    with app.app_context():
        lifecycle.close_poll(slug=SLUG, actor=ADDRESS, now=DURING)
    answer = member.client.post(f"{PAGE}/waves/{way}", data={"csrf_token": token})
    assert answer.status_code == 303
    assert "Only an open poll has waves that can change." in member.open(PAGE).said


@pytest.mark.usefixtures("member")
def test_who_may_not_write_polls_sees_when_it_is_asked_and_no_buttons(app):
    reader = signed_in(app, "ben@example.org", "analyst").open(PAGE)
    assert len(times(reader)) == 5
    assert "Skip the next wave" not in reader.buttons()


def test_a_poll_that_is_asked_once_can_be_extended_and_no_more(app):
    with time_machine.travel(DURING):
        drafted(app, schedule=Schedule(closes=local(2026, 12, 1)))
        with app.app_context():
            lifecycle.open_poll(slug=SLUG, actor=ADDRESS, now=DURING)
        member = signed_in(app).open(PAGE)
        assert "Stop repeating" not in member.buttons()
        assert "Close this wave now" not in member.text
        member.follow("Let it close later")
        assert member.status == 200

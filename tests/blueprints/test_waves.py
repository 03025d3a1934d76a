"""A poll that is asked again: each wave has its own answers, results and files."""

import json
from datetime import UTC, datetime

import pytest
import time_machine

from pollsvc.domain.repeats import Repeat
from pollsvc.domain.schedules import Schedule
from pollsvc.services import lifecycle
from tests.factories import SLUG, local, utc
from tests.page import words
from tests.publishing import submit

POLL = f"/p/{SLUG}"
WAVES = "nav[aria-label=Waves]"
OCTOBER, NOVEMBER = utc(2026, 10, 10, 12), utc(2026, 11, 10, 12)
MONTHLY = Schedule(
    opens=local(2026, 10, 1), closes=local(2026, 10, 31), repeats=Repeat.MONTHLY
)


@pytest.fixture
def asked_twice(publish, app):
    """A monthly poll in its second month: ten said "Once", then twelve "Twice"."""
    with time_machine.travel(NOVEMBER), app.app_context():
        publish(schedule=MONTHLY, now=OCTOBER)
        for _ in range(10):
            submit("1", now=OCTOBER)
        lifecycle.run_due(now=NOVEMBER)
        for _ in range(12):
            submit("2", now=NOVEMBER)
        lifecycle.close_poll(slug=SLUG, actor="ada", now=NOVEMBER)
        yield


@pytest.mark.usefixtures("asked_twice")
@pytest.mark.parametrize(
    ("address", "wave", "responses"),
    [
        (f"{POLL}/results", "2026-11", 12),
        (f"{POLL}/w/2026-11/results", "2026-11", 12),
        (f"{POLL}/w/2026-10/results", "2026-10", 10),
    ],
)
def test_what_a_page_hands_out_is_of_its_own_wave(visitor, address, wave, responses):
    page = visitor.open(address)
    assert f"{responses} answers" in page.text
    file = page.follow("Results as JSON")
    shown = json.loads(file.html)
    assert (shown["wave"], shown["responses"]) == (wave, responses)
    table = page.follow("Results as CSV").html.splitlines()
    assert {line.split(",")[1] for line in table[1:]} == {wave}


@pytest.mark.usefixtures("asked_twice")
def test_the_link_to_an_earlier_waves_results_leads_back_to_them(visitor):
    page = visitor.open(f"{POLL}/w/2026-10/results")
    (link,) = page.document.query("#page-url")
    assert "10 answers" in visitor.open(link.attrs["value"]).text


def test_a_new_wave_asks_everybody_again(publish, visitor, app, counted):
    publish(schedule=MONTHLY, now=OCTOBER)
    with time_machine.travel(OCTOBER):
        visitor.open(POLL).press("Submit answer", visits="1")
    with time_machine.travel(NOVEMBER):
        with app.app_context():
            lifecycle.run_due(now=NOVEMBER)
        form = visitor.open(POLL)
        assert (form.path, form.chosen) == (POLL, [])
        form.press("Submit answer", visits="2")
        assert visitor.open(POLL).path == f"{POLL}/results"
        assert counted() == ["2"]


@pytest.mark.parametrize("is_stored", [False, True])
def test_between_two_waves_the_last_results_are_shown_and_when_it_is_asked_next(
    publish, visitor, app, is_stored
):
    """On the page, in the frame and for programs; the next wave may be stored."""
    publish(schedule=MONTHLY, now=OCTOBER)
    with app.app_context():
        for _ in range(10):
            submit("1", now=OCTOBER)
    with time_machine.travel(datetime(2026, 10, 31, 12, tzinfo=UTC)):
        if is_stored:
            with app.app_context():
                lifecycle.run_due(now=datetime.now(UTC))
        for address in (POLL, f"/e/{SLUG}"):
            page = visitor.open(address)
            assert page.path == f"{address}/results"
            assert "10 answers" in page.text
            assert "Next asked 1 November 2026, 00:00 (UTC)" in page.text
        shown = json.loads(visitor.open(f"{POLL}/results.json").html)
        assert (shown["wave"], shown["state"]) == ("2026-10", "closed")
        assert shown["next_opens_at"] == "2026-11-01T00:00:00Z"
    with time_machine.travel(datetime(2026, 11, 1, tzinfo=UTC)):
        opens = visitor.open(POLL)
        assert opens.path == (POLL if is_stored else f"{POLL}/results")


def test_a_poll_that_was_closed_for_good_is_not_asked_next(publish, visitor, app):
    publish(schedule=MONTHLY, now=OCTOBER)
    with time_machine.travel(OCTOBER), app.app_context():
        lifecycle.close_poll(slug=SLUG, actor="ada", now=OCTOBER)
        page = visitor.open(f"{POLL}/results")
        assert "Next asked" not in page.text
        assert "next_opens_at" not in visitor.open(f"{POLL}/results.json").html


@pytest.mark.usefixtures("asked_twice")
@pytest.mark.parametrize("address", [f"{POLL}/results", f"/e/{SLUG}/results"])
def test_from_the_results_every_wave_that_has_opened_can_be_gone_to(visitor, address):
    page = visitor.open(address)
    assert "Wave 2026-11" in page.text
    (earlier,) = page.document.query(f"{WAVES} a")
    assert earlier.attrs["href"] == f"{POLL}/w/2026-10/results"
    assert "10 answers" in visitor.open(earlier.attrs["href"]).text


@pytest.mark.usefixtures("asked_twice")
def test_the_page_of_the_data_leads_to_the_results_of_each_wave(visitor):
    page = visitor.open(f"/d/{SLUG}")
    assert page.follow("2026-10").path == f"{POLL}/w/2026-10/results"


def test_a_poll_of_one_wave_says_nothing_of_others(publish, visitor):
    publish()
    assert visitor.open(f"{POLL}/results").document.query(WAVES) == []


def test_a_wave_that_has_not_opened_has_no_results_to_go_to(publish, visitor, app):
    publish(schedule=MONTHLY, now=OCTOBER)
    between = datetime(2026, 10, 31, 12, tzinfo=UTC)
    with time_machine.travel(between):
        with app.app_context():
            lifecycle.run_due(now=between)
        page = visitor.open(f"/d/{SLUG}")
        assert "2026-11" in page.text
        linked = [words(link) for link in page.document.query("table a")]
        assert linked == ["2026-10"]
        assert visitor.open(f"{POLL}/results").document.query(WAVES) == []

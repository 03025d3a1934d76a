"""How staff come to a wave's numbers, what stands there, and who may see it."""

from dataclasses import replace

import pytest
import time_machine

from pollsvc.domain.release_policies import Visibility
from pollsvc.domain.schedules import Repeat, Schedule
from pollsvc.services import lifecycle, retention
from tests.all_kinds import SURVEY, varied
from tests.factories import SLUG, local, utc
from tests.page import words
from tests.publishing import submit
from tests.staff import drafted, signed_in

POLL = f"/staff/polls/{SLUG}"
PAGE = f"{POLL}/analysis"
MONTHS = [utc(2026, month, 10, 12) for month in (9, 10, 11)]
NOVEMBER = MONTHS[-1]
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
MONTHLY = Schedule(
    opens=local(2026, 10, 1), closes=local(2026, 10, 31), repeats=Repeat.MONTHLY
)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOVEMBER, tick=False) as clock:
        yield clock


@pytest.fixture
def asked_monthly(app, publish):
    """Asks a poll month by month; of thirty so many say "Once", the others "Twice"."""

    def asked_monthly(*said):
        months = MONTHS[-len(said) :]
        opens = replace(MONTHLY, opens=local(2026, months[0].month, 1))
        publish(
            schedule=replace(opens, closes=local(2026, months[0].month, 30)),
            now=months[0],
        )
        with app.app_context():
            for once, moment in zip(said, months, strict=True):
                lifecycle.run_due(now=moment)
                for number in range(30):
                    submit("1" if number < once else "2", now=moment)
                submit("dont_know", now=moment)

    return asked_monthly


@pytest.fixture
def survey(app, publish):
    """A survey of every kind of question, answered by seventy people."""
    publish(questionnaire=SURVEY)
    with app.app_context():
        for number in range(70):
            submit("", raw_answers=varied(number))


def table(page, caption):
    """The rows of the first table of that name: what stands in each cell."""
    for found in page.document.query("table"):
        if words(found.query_one("caption")).startswith(caption):
            return [
                [words(cell) for cell in row.query("th, td")]
                for row in found.query("tbody tr")
            ]
    raise AssertionError(caption)


def test_from_the_polls_page_to_its_numbers_and_to_an_earlier_wave(app, asked_monthly):
    asked_monthly(12, 27)
    member = signed_in(app).open(POLL).follow("Analysis")
    assert member.path == PAGE
    rows = {row[0]: row[1:] for row in table(member, "Shares")}
    assert rows["Once"] == ["27", "90.0%", "74.4% to 96.5%", "68.9% to 97.3%"]
    assert "Shares are of the 30 people who answered; in the wave before" in member.text
    assert "Don't know: 1." in member.text
    once = table(member, "Against wave 2026-10")[1]
    assert once == [
        "Once",
        "40.0%",
        "90.0%",
        "+50.0",
        "+26.4 to +66.7",
        "Yes (p under 0.001)",
    ]
    member.follow("Wave 2026-10")
    assert member.path == f"{PAGE}/2026-10"
    assert "Against wave" not in member.text


@on_sqlite
def test_a_wave_that_has_not_opened_has_no_numbers_yet(app, asked_monthly, clock):
    asked_monthly(12)
    after = utc(2026, 11, 30, 12)
    clock.move_to(after)
    with app.app_context():
        lifecycle.run_due(now=after)
    member = signed_in(app).open(f"/d/{SLUG}")
    assert "2026-12" in member.text
    member.open(PAGE)
    assert "Shares are of the 30 people who answered." in member.text
    assert member.document.query("nav[aria-label=Waves]") == []
    assert member.open(f"{PAGE}/2026-12").status == 404


@on_sqlite
def test_before_its_first_wave_a_poll_has_no_numbers(app, publish):
    publish(schedule=Schedule(opens=local(2026, 12, 1)))
    assert "The poll has not been opened yet." in signed_in(app).open(PAGE).text


@on_sqlite
def test_with_every_interval_stands_as_if_what_it_was_computed(app, asked_monthly):
    asked_monthly(12, 27)
    page = signed_in(app).open(PAGE).text
    assert "Wilson’s score interval, 95%. As if these people had been drawn" in page
    assert "Newcombe’s hybrid score interval, 95%. As if the people of each" in page
    assert "adjusted after Holm" in page
    assert "Shares from wave to wave" not in page


@on_sqlite
def test_over_three_waves_it_is_said_whether_a_share_rises(app, asked_monthly):
    asked_monthly(5, 15, 24)
    member = signed_in(app).open(PAGE)
    rows = {row[0]: row[1:] for row in table(member, "Shares from wave to wave")}
    assert rows["Once"] == ["16.7%", "50.0%", "80.0%", "Rises (p under 0.001)"]
    assert rows["Twice"] == ["83.3%", "50.0%", "20.0%", "Falls (p under 0.001)"]
    assert "The same in every wave" in rows["None"]
    assert "Cochran and Armitage’s test for a trend. As if the people" in member.text


@pytest.mark.usefixtures("survey")
def test_every_kind_of_question_has_its_numbers(app):
    member = signed_in(app).open(PAGE)
    assert member.status == 200
    for expected in (
        "Net promoter score",
        "Mean (hours)",
        "Upper quartile (hours)",
        "Top two: “Agree” or “Agree strongly”",
        "How many put the answer of the row ahead of that of the column",
        "Round 1",
        "What people wrote is not shown",
        "Which dates is not shown",
        "A net promoter score is only given from 100 people on.",
    ):
        assert expected in member.text
    assert "nan" not in member.text.lower().split()
    assert "ZZCANARY" not in member.html


@on_sqlite
@pytest.mark.usefixtures("survey")
def test_after_the_single_answers_are_deleted_the_tallies_still_speak(app):
    with app.app_context():
        lifecycle.close_poll(slug=SLUG, actor="ada", now=NOVEMBER)
        retention.purge_poll(slug=SLUG, actor="ada", now=NOVEMBER)
    member = signed_in(app).open(PAGE)
    assert "the single answers were deleted" in member.text
    assert "Mean (hours)" not in member.text
    assert "Median (hours)" in member.text


@on_sqlite
def test_who_may_see_data_sees_it_and_nobody_else(app, publish):
    publish(results=Visibility.STAFF_ONLY)
    assert signed_in(app, role="analyst").open(PAGE).status == 200
    editor = signed_in(app, email="ed@example.org", role="editor")
    assert "Analysis" not in editor.open(POLL).text
    assert editor.open(PAGE).status == 403
    assert app.test_client().get(PAGE).status_code == 303


@on_sqlite
@pytest.mark.parametrize("path", ["/staff/polls/none/analysis", f"{PAGE}/2020-01"])
def test_what_is_not_there_is_not_found(app, publish, path):
    publish()
    assert signed_in(app).open(path).status == 404


@on_sqlite
def test_of_a_draft_there_is_nothing_to_say(app):
    drafted(app)
    assert "The poll has not been opened yet." in signed_in(app).open(PAGE).text


@on_sqlite
def test_public_pages_never_show_an_interval(app, publish):
    publish(results=Visibility.ALWAYS)
    with app.app_context():
        for _ in range(10):
            submit("1")
    public = app.test_client()
    for path in (f"/p/{SLUG}/results", f"/p/{SLUG}/results.json", f"/d/{SLUG}"):
        shown = public.get(path).text
        assert "Wilson" not in shown
        assert "95%" not in shown

"""What staff see of arrivals, what they can decide, and who may."""

import csv
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from pollsvc.domain.arrivals import Arrival
from pollsvc.domain.asides import Aside
from pollsvc.domain.ballots import receipt_text
from pollsvc.domain.release_policies import ReleasePolicy, Visibility
from pollsvc.storage import arrivals, polls, waves
from pollsvc.storage.session import reading, transaction
from tests.factories import SLUG
from tests.page import words
from tests.publishing import close, new_ballot, submit
from tests.staff import NOW, drafted, signed_in

PAGE = f"/staff/polls/{SLUG}/arrivals"
COUNT_IN, COUNT_OUT = "Count those set aside", "Stop counting those set aside"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def flooded(app, publish):
    """A poll that shows everything at once, some of its answers set aside."""
    publish(release=ReleasePolicy.LIVE, results=Visibility.ALWAYS)
    with app.app_context():
        for _ in range(14):
            submit("1", now=NOW)
        for _ in range(12):
            submit("2", now=NOW, aside=Aside.BURST)
        submit("2", now=NOW, aside=Aside.WORK_FAILED)


def facts(page):
    """What stands beside each term."""
    pairs = page.document.query("dl.facts div")
    return {words(p.query_one("dt")): words(p.query_one("dd")) for p in pairs}


@pytest.mark.usefixtures("flooded")
def test_from_the_polls_page_to_what_came_to_the_decision_and_back(app):
    member = signed_in(app).open(f"/staff/polls/{SLUG}").follow("Arrivals")
    assert member.path == PAGE
    assert facts(member) == {
        "Counted": "14",
        "Set aside, in a burst": "12",
        "Set aside, calculation failed": "1",
        "Those set aside are": "not counted",
    }
    member.follow(COUNT_IN)
    assert member.heading == "Count the 13 answers that were set aside?"
    assert "27 answers will be counted in all; now it is 14." in member.text
    assert "from now on are counted too" in member.text
    member.press("Count them")
    assert member.path == PAGE
    assert member.said == "The 13 answers that were set aside are now counted."
    assert facts(member)["Counted"] == "27"
    member.follow(COUNT_OUT).press("Stop counting them")
    assert member.said == "The 13 answers that were set aside are no longer counted."
    assert facts(member)["Counted"] == "14"


@pytest.mark.usefixtures("flooded")
def test_the_question_can_be_left_as_it_is(app):
    member = signed_in(app).open(PAGE).follow(COUNT_IN).follow("Leave it as it is")
    assert facts(member)["Those set aside are"] == "not counted"


@pytest.mark.usefixtures("flooded")
@pytest.mark.parametrize(("role", "may"), [("editor", True), ("analyst", False)])
def test_who_may_decide(app, role, may):
    member = signed_in(app, role=role).open(PAGE)
    assert member.status == 200
    assert (COUNT_IN in member.text) is may
    token = member.fields_of("header form")["csrf_token"]
    wave = NOW.strftime("%Y-%m")
    path = f"{PAGE}/{wave}/count-in"
    assert member.client.get(path).status_code == (200 if may else 403)
    answer = member.client.post(path, data={"csrf_token": token})
    assert answer.status_code == (303 if may else 403)
    assert member.open(PAGE).status == 200
    assert (facts(member)["Counted"] == "27") is may


def test_what_is_not_possible_is_said_and_not_offered(app, publish):
    publish()
    with app.app_context():
        for _ in range(12):
            submit("1", now=NOW)
        submit("2", now=NOW, aside=Aside.BURST)
    editor = signed_in(app).open(PAGE).follow(COUNT_IN)
    with app.app_context():
        close(now=NOW)
    editor.press("Count them")
    assert "fewer than 10 answers are set aside" in editor.said
    assert facts(editor)["Those set aside are"] == "not counted"
    editor.open(PAGE)
    assert "fewer than 10 answers are set aside" in editor.text
    assert COUNT_IN not in editor.text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/staff/polls/none/arrivals", 404),
        (f"{PAGE}/2020-01/count-in", 404),
        (f"{PAGE}/x/count-in", 404),
        (f"{PAGE}/2026-11/count-sideways", 404),
    ],
)
def test_what_does_not_exist(app, publish, path, status):
    publish()
    assert signed_in(app).open(path).status == status


def test_a_draft_has_no_arrivals_yet(app):
    drafted(app)
    assert "has not been opened yet" in signed_in(app).open(PAGE).text


def test_where_nothing_is_set_aside_nothing_is_to_be_decided(app, publish):
    publish()
    page = signed_in(app).open(PAGE)
    assert COUNT_IN not in page.text
    assert "Those set aside are" not in page.text


@pytest.fixture
def counted_by_the_hour(app):
    """Writes what was counted in an hour of the poll's newest wave."""

    def count(**hours):
        with app.app_context():
            with reading() as connection:
                poll = polls.with_slug(connection, SLUG)
                (wave,) = waves.of_poll(connection, poll.id)
            with transaction() as connection:
                for hour, (kind, number) in hours.items():
                    moment = hour.replace("_", "-", 2).replace("_", "T")
                    arrivals.add(connection, wave.id, moment, kind, number)

    return count


def test_hours_are_told_in_the_polls_zone_the_newest_first(
    app, publish, counted_by_the_hour, clock
):
    publish()
    counted_by_the_hour(
        **{
            "2026_11_23_03": (Arrival.RECEIVED, 1230),
            "2026_11_23_11": (Arrival.RECEIVED, 40),
        }
    )
    counted_by_the_hour(**{"2026_11_23_03": (Arrival.BURST, 700)})
    page = signed_in(app).open(PAGE)
    rows = [
        [words(cell) for cell in row.query("th, td")]
        for row in page.document.query("tbody tr")
    ]
    assert rows == [
        ["Mon 23 Nov, 06:00", "40", "0", "0"],
        ["Sun 22 Nov, 22:00", "1,230", "700", "0"],
    ]
    assert "One answer in 10 is counted here, by lot" in page.text
    with app.app_context():
        close(now=datetime.now(UTC) + timedelta(minutes=1))
    clock.shift(timedelta(hours=1))
    page = signed_in(app, email="bo@example.org").open(PAGE)
    assert page.document.query("tbody tr") == []
    assert "was deleted when the poll closed" in page.text


@pytest.mark.usefixtures("flooded")
def test_no_address_and_no_answer_is_on_the_page(app):
    page = signed_in(app).open(PAGE)
    for word in ("127.0.0.1", "Once", "Twice"):
        assert word not in page.text


@pytest.mark.usefixtures("flooded")
def test_results_say_how_many_were_set_aside_and_whether_they_count(app, newcomer):
    def results():
        page = newcomer().open(f"/p/{SLUG}/results")
        found = newcomer().open(f"/p/{SLUG}/results.json")
        table = newcomer().open(f"/p/{SLUG}/results.csv")
        rows = csv.DictReader(table.html.splitlines())
        return page.text, found.answer.body.decode(), next(rows)

    page, found, table = results()
    assert "13 answers came from networks that had sent very many before" in page
    assert "They were set aside, and are not counted here." in page
    assert "as soon as it is given, unless it was set aside." in page
    assert '"responses":14,"set_aside":13,"set_aside_counted":false' in found.replace(
        " ", ""
    ).replace("\n", "")
    assert (table["set_aside"], table["set_aside_counted"]) == ("13", "False")
    signed_in(app).open(PAGE).follow(COUNT_IN).press("Count them")
    page, found, table = results()
    assert "They were set aside, and are counted here." in page
    assert "unless it was set aside" not in page
    assert '"set_aside_counted":true' in found.replace(" ", "")
    assert (table["set_aside"], table["set_aside_counted"]) == ("13", "True")


def test_results_without_any_set_aside_do_not_speak_of_it(app, publish, newcomer):
    publish(release=ReleasePolicy.LIVE, results=Visibility.ALWAYS)
    with app.app_context():
        submit("1", now=NOW)
    assert "aside" not in newcomer().open(f"/p/{SLUG}/results").text


def test_of_nothing_but_answers_set_aside_that_is_said(app, publish, newcomer):
    publish(release=ReleasePolicy.LIVE, results=Visibility.ALWAYS)
    with app.app_context():
        submit("1", now=NOW, aside=Aside.BURST)
    text = newcomer().open(f"/p/{SLUG}/results").text
    assert "No answer is counted. 1 answer came from a network" in text


@pytest.mark.usefixtures("flooded")
def test_whose_answer_was_set_aside_reads_so_with_its_receipt(app, newcomer):
    ballot = new_ballot()
    with app.app_context():
        submit("1", ballot, now=NOW, aside=Aside.BURST)
    found = (
        newcomer()
        .open("/receipt")
        .press("Find my answer", receipt=receipt_text(ballot))
    )
    assert "so yours was set aside" in found.text
    signed_in(app).open(PAGE).follow(COUNT_IN).press("Count them")
    found = (
        newcomer()
        .open("/receipt")
        .press("Find my answer", receipt=receipt_text(ballot))
    )
    assert "set aside" not in found.text


@pytest.mark.usefixtures("flooded")
def test_rows_leave_out_what_does_not_count_and_the_dataset_says_so(app):
    member = signed_in(app).open(f"/d/{SLUG}")
    assert facts(member)["Answers set aside"] == "13, not among the rows"
    assert len(member.open(f"/d/{SLUG}.csv").html.splitlines()) == 1 + 14
    member.open(PAGE).follow(COUNT_IN).press("Count them")
    member.open(f"/d/{SLUG}")
    assert facts(member)["Answers set aside"] == "13, among the rows"
    assert len(member.open(f"/d/{SLUG}.csv").html.splitlines()) == 1 + 27


def test_the_busiest_hour_has_the_longest_bar_and_shows_what_was_set_aside(
    app, publish, counted_by_the_hour
):
    publish()
    counted_by_the_hour(
        **{
            "2026_11_23_03": (Arrival.RECEIVED, 400),
            "2026_11_23_11": (Arrival.RECEIVED, 40),
        }
    )
    counted_by_the_hour(**{"2026_11_23_03": (Arrival.BURST, 100)})
    counted_by_the_hour(**{"2026_11_23_11": (Arrival.WORK_FAILED, 50)})
    page = signed_in(app).open(PAGE)
    bars = [
        [rect.attrs["width"] for rect in row.query("rect")]
        for row in page.document.query("tbody tr")
    ]
    assert bars == [["10%", "12%"], ["100%", "25%"]]


@pytest.mark.usefixtures("flooded")
def test_the_polls_page_says_that_answers_are_set_aside(app):
    member = signed_in(app).open(f"/staff/polls/{SLUG}")
    assert "13 answers were set aside, and not counted: see Arrivals." in member.text
    member.open(PAGE).follow(COUNT_IN).press("Count them")
    member.open(f"/staff/polls/{SLUG}")
    assert "13 answers were set aside, and counted all the same" in member.text


def test_the_page_of_a_poll_with_none_does_not_speak_of_it(app, publish):
    publish()
    assert "set aside" not in signed_in(app).open(f"/staff/polls/{SLUG}").text

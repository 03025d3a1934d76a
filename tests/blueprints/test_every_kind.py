"""A survey of all kinds, answered by sixty people through its form: what is counted,
shown, taken away, changed, taken back, set aside and closed agrees everywhere."""

import csv
import io
import json
from datetime import UTC, datetime

import pytest

from pollsvc.domain.asides import Aside
from pollsvc.domain.release_policies import ReleasePolicy, Visibility
from pollsvc.services import recounting, set_aside
from tests.all_kinds import LONG, QUESTIONS, SURVEY, varied
from tests.counting import recounted, stored, tallied
from tests.factories import SLUG
from tests.page import words
from tests.publishing import AUTHOR, close, submit
from tests.survey_forms import POLL, TEXTS, send, walk

RESULTS = f"{POLL}/results"
PEOPLE = 60


@pytest.fixture
def survey(publish, app):
    """The survey, live and shown to everybody."""
    publish(
        questionnaire=SURVEY,
        title="A survey",
        results=Visibility.ALWAYS,
        release=ReleasePolicy.LIVE,
    )
    return app


@pytest.fixture
def answered(survey, newcomer):  # noqa: ARG001 -- it must be there
    """The survey after sixty people; the page that each of them saw at the end."""

    def answer(number):
        browser, raw = newcomer(), varied(number)
        # Page by page takes nine times as long: some do.
        return walk(browser.open(POLL), raw) if number % 12 == 0 else send(browser, raw)

    return [answer(number) for number in range(PEOPLE)]


def agrees(app):
    with app.app_context():
        recounting.recount(slug=SLUG)
        assert recounted() == tallied()
        return len(stored())


def in_json(visitor):
    """Every count of results.json by question, row, option and place."""
    document = json.loads(visitor.open(f"{RESULTS}.json").html)
    found = {}
    for question in document["questions"]:
        parts = question.get("rows") or [question | {"code": ""}]
        for part in parts:
            where = question["code"], part["code"]
            for kind, count in part["missing"].items():
                found[*where, kind, ""] = count
            for option in part["options"]:
                places = option.get("places", [option["count"]])
                for place, count in enumerate(places, start=1):
                    shown = str(place) if "places" in option else ""
                    found[*where, option["code"], shown] = count
    return document, found


def in_csv(visitor):
    """Every count of results.csv by question, row, option and place."""
    text = visitor.open(f"{RESULTS}.csv").answer.body.decode()
    lines = list(csv.DictReader(io.StringIO(text, newline="")))
    found = {
        (line["question"], line["row"], line["option"], line["place"]): int(
            line["count"]
        )
        for line in lines
    }
    assert len(found) == len(lines)
    return found


def on_the_page(page):
    """For each question, the numbers of people that its table shows, by label."""
    found = {}
    for section in page.document.query("main section"):
        code = TEXTS.get(words(section.query_one("h2")))
        if code is None:
            continue
        shown = found[code] = {}
        for row in section.query("table.results:not(.stacked) tbody tr"):
            label, *cells = [words(cell) for cell in row.query("th, td")]
            if cells:
                count = cells[0] if code == "rank" and len(cells) > 1 else cells[-1]
                shown[label.partition(" (your")[0]] = number_in(count)
        for row in section.query("table.stacked tbody tr"):
            name = words(row.query_one("th span"))
            for cell in row.query("td:not(.rest)"):
                label = words(cell.query_one("span[aria-hidden=true]"))
                shown[name, label] = number_in(words(cell.query_one("small")))
    return found


def number_in(text):
    return int(text.rpartition("(")[2].strip("()").replace(",", ""))


def labels_of(document):
    """What the page should show, by the JSON: labels in place of codes."""
    found = {}
    for question in document["questions"]:
        shown = found[question["code"]] = {
            option["label"]: option["count"] for option in question["options"]
        }
        for row in question.get("rows", ()):
            shown |= {(row["label"], o["label"]): o["count"] for o in row["options"]}
    return found


def check_results(app, visitor):
    """Page, JSON and CSV say the same, and it adds up; returns the document."""
    document, counts = in_json(visitor)
    assert in_csv(visitor) == counts
    page = on_the_page(visitor.open(RESULTS))
    for code, labels in labels_of(document).items():
        assert labels.items() <= page[code].items()
        # The rest are people who gave no answer.
        extra = sum(count for label, count in page[code].items() if label not in labels)
        missing = document["questions"][[*TEXTS.values()].index(code)]["missing"]
        assert extra in {0, sum(missing.values())}
    for question in document["questions"]:
        whole = question["base"] + sum(question["missing"].values())
        assert whole == document["responses"]
    assert agrees(app) >= document["responses"]
    return document


@pytest.mark.usefixtures("answered")
def test_sixty_people_are_counted_alike_everywhere(survey, visitor):
    document = check_results(survey, visitor)
    assert document["responses"] == agrees(survey) == PEOPLE
    by_kind = {question["kind"]: question for question in document["questions"]}
    assert all(question["base"] for question in by_kind.values())
    assert (
        sum(o["count"] for o in by_kind["multiple"]["options"])
        > (by_kind["multiple"]["base"])
    )
    assert by_kind["scale"]["promoter_score"] is None  # fewer than a hundred people
    assert by_kind["text"]["options"] == by_kind["date"]["options"] == []


@pytest.mark.usefixtures("answered")
def test_no_word_that_somebody_wrote_is_public(visitor):
    for address in (RESULTS, f"{RESULTS}.json", f"{RESULTS}.csv", f"/d/{SLUG}"):
        page = visitor.open(address)
        assert page.status == 200
        assert "ZZCANARY" not in page.html
    assert visitor.open(f"/d/{SLUG}.csv").status == 403


@pytest.mark.usefixtures("survey")
def test_an_own_answer_is_marked_in_every_kind(newcomer):
    raw = {
        "single": ["1"],
        "multiple": ["0", "2"],
        "scale": ["9"],
        "number": ["4"],
        "rank__0": ["2"],
        "rank__2": ["1"],
        "matrix__knee": ["4"],
        f"matrix__{LONG}": ["dont_know"],
        "text": ["Knees"],
        "date__day": ["7"],
        "date__month": ["3"],
        "date__year": ["1999"],
    }
    page = send(newcomer(), raw)
    marked = [words(row) for row in page.document.query("tr.own th, td.mine, td.rest")]
    assert [text for text in marked if "your" in text] == [
        "Twice (your answer)",
        "Rest (your answer)",
        "Cold (your answer)",
        "9 (your answer)",
        "1 to 4 (your answer)",
        "Fatigue (your place: 1)",
        "Pain (your place: 2)",
        "Agree strongly 100% (1) (your answer)",
        "Don't know (your answer) 1",
    ]
    assert page.text.count("You gave one, too.") == 2
    assert "Knees" in page.text  # in the reader's own answer, and nowhere else
    assert "Knees" not in newcomer().open(RESULTS).html


def test_receipts_show_change_and_take_back(survey, answered, newcomer, visitor):
    before, _ = in_json(visitor)
    holder = newcomer()
    found = holder.open("/receipt").press("Find my answer", receipt=answered[1].receipt)
    check = found.press("Change my answer")
    form = check.press(f"Change the answer to {QUESTIONS[0].text}")
    changed = walk(form, varied(30), button="Change my answers")
    assert "Your new answer is counted" in changed.heading
    assert check_results(survey, visitor)["responses"] == PEOPLE
    changed.press("Take back my answer").press("Take back my answer")
    after = check_results(survey, visitor)
    assert after["responses"] == before["responses"] - 1


def test_a_form_with_a_stored_answer_gives_the_same_answer(survey, answered, newcomer):
    with survey.app_context():
        before = sorted(map(json.dumps, stored()))
    for page in answered[:8]:
        holder = newcomer()
        asked = holder.open("/receipt").press("Find my answer", receipt=page.receipt)
        check = asked.press("Change my answer")
        again = go_through(check).press("Change my answers")
        assert again.heading == "Thank you. Your answer was already counted."
    with survey.app_context():
        assert sorted(map(json.dumps, stored())) == before


def go_through(check):
    """The check page again, after each page was opened and sent as it stood."""
    for question in QUESTIONS:
        form = check.press(f"Change the answer to {question.text}")
        check = form.browser.send(*as_it_is(form))
        assert check.heading == "Check your answers", check.text
    return check


def as_it_is(page):
    """What a form sends when nothing is touched: lists and long texts too."""
    action, fields = page.form("Continue")
    picked = [
        (select.attrs["name"], option.attrs["value"])
        for select in page.document.query("form select")
        for option in select.query("option")
        if "selected" in option.attrs
    ]
    written = {
        area.attrs["name"]: area.to_text().strip()
        for area in page.document.query("form textarea")
    }
    return action, [(n, written.get(n, v)) for n, v in fields] + picked


@pytest.mark.usefixtures("answered")
def test_what_was_set_aside_is_counted_in_and_out(survey, visitor):
    before = check_results(survey, visitor)["responses"]
    now = datetime.now(UTC)
    with survey.app_context():
        for number in range(12):
            submit("", raw_answers=varied(number), aside=Aside.BURST, now=now)
    assert check_results(survey, visitor)["responses"] == before
    for counted, responses in ((True, before + 12), (False, before)):
        with survey.app_context():
            set_aside.count_set_aside(
                slug=SLUG,
                wave_code=f"{now:%Y-%m}",
                counted=counted,
                actor=AUTHOR,
                now=now,
            )
        assert check_results(survey, visitor)["responses"] == responses


@pytest.mark.usefixtures("answered")
def test_a_closed_survey_says_what_it_said_when_open(survey, visitor):
    before = check_results(survey, visitor)
    with survey.app_context():
        close(now=datetime.now(UTC))
    after = check_results(survey, visitor)
    assert after == before | {"state": "closed"}

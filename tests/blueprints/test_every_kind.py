"""A survey of all kinds, answered by sixty people through its form: what is counted,
shown, taken away, changed, taken back, set aside and closed agrees everywhere."""

import csv
import io
import json
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pollsvc.domain.asides import Aside
from pollsvc.domain.release_policies import ReleasePolicy, Visibility
from pollsvc.services import recounting, set_aside
from tests.all_kinds import QUESTIONS, SURVEY, varied
from tests.blueprints.conftest import crowded
from tests.conftest import copy_of, created
from tests.counting import recounted, stored, tallied
from tests.factories import SLUG
from tests.page import Browser, InProcess, words
from tests.publishing import AUTHOR, close, published, submit
from tests.survey_forms import POLL, TEXTS, send, walk

RESULTS = f"{POLL}/results"
PEOPLE = 60


@dataclass(frozen=True)
class Answered:
    """The survey after sixty people: its instance to copy, and what they were given.

    Attributes:
        folder: Of the instance.
        database: The address of its database, to which nobody is connected.
        receipts: Everybody's.
    """

    folder: Path
    database: str
    receipts: list[str]


@pytest.fixture(scope="module")
def answered_sqlite(migrated_sqlite_file, tmp_path_factory):
    """Answering takes longer than looking at it: each test has a copy."""
    folder = tmp_path_factory.mktemp("answered")
    with copy_of(f"sqlite:///{migrated_sqlite_file}", folder) as url:
        yield answered_by_all(folder / "instance", url)


@pytest.fixture(scope="module")
def answered_postgresql(migrated_postgres_database, tmp_path_factory):
    """The same over PostgreSQL."""
    folder = tmp_path_factory.mktemp("answered")
    with copy_of(migrated_postgres_database, folder) as url:
        yield answered_by_all(folder / "instance", url)


def answered_by_all(folder, url):
    with created(crowded(folder, url)) as app:
        with app.app_context():
            published(
                questionnaire=SURVEY,
                title="A survey",
                results=Visibility.ALWAYS,
                release=ReleasePolicy.LIVE,
                now=datetime.now(UTC),
            )
        pages = [answer(Browser(InProcess(app)), number) for number in range(PEOPLE)]
        return Answered(folder, url, [page.receipt for page in pages])


def answer(browser, number):
    """The page that somebody sees at the end."""
    raw = varied(number)
    # Page by page takes nine times as long: some do.
    return walk(browser.open(POLL), raw) if number % 12 == 0 else send(browser, raw)


@pytest.fixture(params=["sqlite", "postgresql"])
def answered(request):
    return request.getfixturevalue(f"answered_{request.param}")


@pytest.fixture
def database_url(answered, tmp_path):
    with copy_of(answered.database, tmp_path) as url:
        yield url


@pytest.fixture
def settings(answered, database_url, tmp_path):
    folder = shutil.copytree(answered.folder, tmp_path / "instance")
    return crowded(folder, database_url)


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


def test_sixty_people_are_counted_alike_everywhere(app, visitor):
    document = check_results(app, visitor)
    assert document["responses"] == agrees(app) == PEOPLE
    by_kind = {question["kind"]: question for question in document["questions"]}
    assert all(question["base"] for question in by_kind.values())
    assert (
        sum(o["count"] for o in by_kind["multiple"]["options"])
        > (by_kind["multiple"]["base"])
    )
    assert by_kind["scale"]["promoter_score"] is None  # fewer than a hundred people
    assert by_kind["text"]["options"] == by_kind["date"]["options"] == []


def test_no_word_that_somebody_wrote_is_public(visitor):
    for address in (RESULTS, f"{RESULTS}.json", f"{RESULTS}.csv", f"/d/{SLUG}"):
        page = visitor.open(address)
        assert page.status == 200
        assert "ZZCANARY" not in page.html
    assert visitor.open(f"/d/{SLUG}.csv").status == 403


def test_receipts_show_change_and_take_back(app, answered, newcomer, visitor):
    before, _ = in_json(visitor)
    holder = newcomer()
    found = holder.open("/receipt").press(
        "Find my answer", receipt=answered.receipts[1]
    )
    check = found.press("Change my answer")
    form = check.press(f"Change the answer to {QUESTIONS[0].text}")
    changed = walk(form, varied(30), button="Change my answers")
    assert "Your new answer is counted" in changed.heading
    assert check_results(app, visitor)["responses"] == PEOPLE
    changed.press("Take back my answer").press("Take back my answer")
    after = check_results(app, visitor)
    assert after["responses"] == before["responses"] - 1


def test_a_form_with_a_stored_answer_gives_the_same_answer(app, answered, newcomer):
    with app.app_context():
        before = sorted(map(json.dumps, stored()))
    for receipt in answered.receipts[:8]:
        holder = newcomer()
        asked = holder.open("/receipt").press("Find my answer", receipt=receipt)
        check = asked.press("Change my answer")
        again = go_through(check).press("Change my answers")
        assert again.heading == "Thank you. Your answer was already counted."
    with app.app_context():
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


def test_what_was_set_aside_is_counted_in_and_out(app, visitor):
    before = check_results(app, visitor)["responses"]
    now = datetime.now(UTC)
    with app.app_context():
        for number in range(12):
            submit("", raw_answers=varied(number), aside=Aside.BURST, now=now)
    assert check_results(app, visitor)["responses"] == before
    for counted, responses in ((True, before + 12), (False, before)):
        with app.app_context():
            set_aside.count_set_aside(
                slug=SLUG,
                wave_code=f"{now:%Y-%m}",
                counted=counted,
                actor=AUTHOR,
                now=now,
            )
        assert check_results(app, visitor)["responses"] == responses


def test_a_closed_survey_says_what_it_said_when_open(app, visitor):
    before = check_results(app, visitor)
    with app.app_context():
        close(now=datetime.now(UTC))
    after = check_results(app, visitor)
    assert after == before | {"state": "closed"}

"""The dataset page explains the file that it offers, and offers no more than it may."""

import csv
import io
from datetime import UTC, datetime

import pytest

from pollsvc.domain.questionnaires import DONT_KNOW, REFUSE, Translation
from pollsvc.domain.release_policies import ReleasePolicy, Visibility
from pollsvc.domain.staff import Role
from pollsvc.services import lifecycle
from tests.factories import SLUG, WORDING, options, question, questionnaire
from tests.publishing import submit
from tests.staff import signed_in

PAGE = f"/d/{SLUG}"
FILE = f"/d/{SLUG}.csv"
SUBMIT = "Submit answer"
OPEN_TO_ALL = {"results": Visibility.ALWAYS, "release": ReleasePolicy.LIVE}


@pytest.fixture
def answer(app):
    """Answers the poll, once for each code."""

    def answer(codes, slug=SLUG):
        with app.app_context():
            for code in codes:
                submit(code, slug=slug, now=datetime.now(UTC))

    return answer


@pytest.fixture
def close(app):
    def close():
        with app.app_context():
            now = datetime.now(UTC)
            lifecycle.close_poll(slug=SLUG, actor="ada@example.org", now=now)

    return close


def rows(page):
    assert page.status == 200
    return [*csv.DictReader(io.StringIO(page.html, newline=""))]


def answers(page):
    return sorted(row["visits"] for row in rows(page))


def test_the_page_says_what_every_column_and_code_means(publish, answer, visitor):
    publish(**OPEN_TO_ALL)
    answer(["1", "1", "2", "refuse"])
    page = visitor.open(PAGE)
    assert (page.status, page.heading) == (200, "Data: Pharmacy visits")
    for said in (
        WORDING,
        "Number of the row in this file",
        "visits",
        "Three or more",
        "-99 Not answered 0",
        "-98 Prefer not to say 1",
        "-97 Don't know 0",
        "(empty) Not asked 0",
        "1 Once 2",
    ):
        assert said in page.text, said


def test_the_first_rows_are_those_of_the_file(publish, answer, visitor):
    publish(**OPEN_TO_ALL)
    answer("0" * 15 + "1" * 15)
    shown = visitor.open(PAGE).document.query("table")[-1]
    cells = [row.query("td")[-1].to_text().strip() for row in shown.query("tbody tr")]
    file = [row["visits"] for row in rows(visitor.open(FILE))]
    assert cells == file[:20]
    assert sorted(file) == ["0"] * 15 + ["1"] * 15


def test_the_file_is_sent_to_be_saved_and_never_kept(publish, visitor):
    publish(**OPEN_TO_ALL)
    page = visitor.open(FILE)
    assert page.header("Content-Type") == "text/csv; charset=utf-8"
    assert page.header("Content-Disposition") == f"attachment; filename={SLUG}.csv"
    assert page.header("Cache-Control") == "no-store"
    assert page.header("ETag") is None
    assert page.answer.body == b"response,poll,version,wave,language,visits\r\n"


def test_one_who_has_answered_gets_rows_and_another_does_not(
    publish, answer, visitor, newcomer
):
    publish(release=ReleasePolicy.LIVE)
    answer("12")
    visitor.open(f"/p/{SLUG}").press(SUBMIT, visits="3")
    assert answers(visitor.open(FILE)) == ["1", "2", "3"]
    other = newcomer().open(FILE)
    assert other.status == 403
    assert "does not show these answers" in other.text
    page = newcomer().open(PAGE)
    assert page.status == 200
    assert "Handed out to those who have answered" in page.text
    assert "Download" not in page.text


def test_rows_of_a_batched_poll_move_in_groups(publish, answer, visitor):
    publish(results=Visibility.ALWAYS)
    answer("1" * 9)
    assert rows(visitor.open(FILE)) == []
    assert "once 10 people have answered" in visitor.open(PAGE).text
    answer("2" * 4)
    assert answers(visitor.open(FILE)) == ["1"] * 9 + ["2"]


def test_after_close_everybody_gets_every_answer(publish, answer, close, visitor):
    publish()
    answer("1" * 9 + "2" * 4)
    close()
    assert answers(visitor.open(FILE)) == ["1"] * 9 + ["2"] * 4


def test_few_answers_stay_hidden_after_close(publish, answer, close, visitor):
    publish()
    answer("123")
    close()
    assert rows(visitor.open(FILE)) == []
    assert "Fewer than 10 people answered" in visitor.open(PAGE).text


@pytest.mark.parametrize(
    ("role", "sees"), [(Role.ADMIN, True), (Role.ANALYST, True), (Role.EDITOR, False)]
)
def test_staff_see_stored_responses_where_their_role_says_so(
    app, publish, answer, role, sees
):
    publish(results=Visibility.STAFF_ONLY)
    answer("12")
    member = signed_in(app, role=role.value)
    member.open(FILE)
    assert member.status == (200 if sees else 403)
    if sees:
        assert answers(member) == ["1", "2"]
        member.open(PAGE)
        assert "Every stored response." in member.html


def test_rows_that_join_several_answers_are_for_staff_only(app, publish, visitor):
    both = questionnaire(question(), question(code="again", options=options("a", "b")))
    publish(results=Visibility.ALWAYS, questionnaire=both)
    with app.app_context():
        for _ in range(10):
            raw = {"visits": ["1"], "again": ["0"]}
            submit("1", raw_answers=raw, now=datetime.now(UTC))
    assert visitor.open(FILE).status == 403
    assert "single them out" in visitor.open(PAGE).text
    member = signed_in(app)
    member.open(FILE)
    assert len(rows(member)) == 10


@pytest.mark.parametrize("address", ["/d/nowhere", "/d/nowhere.csv"])
def test_there_must_be_such_a_poll(visitor, address):
    assert visitor.open(address).status == 404


@pytest.mark.parametrize(
    ("query", "hint"),
    [
        ("values=code", "codes labels both"),
        ("value=codes", "there is: values, waves, sep, raw"),
        ("sep=x", "comma semicolon tab"),
        ("raw=maybe", "0 1"),
        ("waves=1999-01", "not asked in 1999-01"),
        ("sep=%00", "not possible"),
        ("waves=%ED%A0%80", "not asked in"),
    ],
)
def test_an_option_that_cannot_be_is_refused_in_a_sentence(
    publish, visitor, query, hint
):
    publish(**OPEN_TO_ALL)
    page = visitor.open(f"{FILE}?{query}")
    assert page.status == 400
    assert hint in page.text


def test_the_form_of_options_leads_to_a_file_that_can_be_read(publish, answer, visitor):
    publish(**OPEN_TO_ALL)
    answer(["1", "refuse"])
    page = visitor.open(PAGE)
    (form,) = page.document.query("main form")
    assert form.attrs["action"] == FILE
    names = {c.attrs["name"] for c in form.query("input, select")}
    assert names == {"values", "sep", "raw"}
    for control in form.query("input[name=values]"):
        for option in form.query("select[name=sep] option"):
            values, sep = control.attrs["value"], option.attrs["value"]
            file = visitor.open(f"{FILE}?values={values}&sep={sep}&raw=1")
            assert file.status == 200
            assert len(file.html.splitlines()) == 3


def test_labels_that_a_spreadsheet_would_run_are_made_harmless(
    publish, answer, visitor
):
    asked = question(options=(*options("=1+1", "-2"), DONT_KNOW, REFUSE))
    publish(questionnaire=questionnaire(asked), **OPEN_TO_ALL)
    answer("01")
    safe = visitor.open(f"{FILE}?values=labels")
    assert answers(safe) == ["'-2", "'=1+1"]
    raw = visitor.open(f"{FILE}?values=labels&raw=1")
    assert answers(raw) == ["-2", "=1+1"]


def test_labels_are_had_in_any_language_of_the_poll(publish, answer, visitor):
    texts = {"questions.visits.options.1": "Una vez"}
    spanish = Translation(language="es", texts=texts)
    publish(questionnaire=questionnaire(translations=(spanish,)), **OPEN_TO_ALL)
    answer("12")
    labels = f"{FILE}?values=labels"
    assert answers(visitor.open(f"{labels}&lang=es")) == ["Twice", "Una vez"]
    assert answers(visitor.open(labels)) == ["Once", "Twice"]
    assert answers(visitor.open(f"{labels}&lang=de")) == ["Once", "Twice"]
    # Counts say nothing of the languages in which people answered.
    assert {row["language"] for row in rows(visitor.open(labels))} == {""}
    page = visitor.open(f"{PAGE}?lang=es")
    assert "Una vez" in page.text
    chosen = page.document.query_one("#lang option[selected]")
    assert chosen.attrs["value"] == "es"


def test_its_page_speaks_the_readers_language(publish, visitor):
    texts = {"title": "Visitas", "questions.visits.text": "¿Cuántas?"}
    spanish = Translation(language="es", texts=texts)
    publish(questionnaire=questionnaire(translations=(spanish,)), **OPEN_TO_ALL)
    visitor.headers = {"Accept-Language": "es"}
    page = visitor.open(PAGE)
    assert page.heading == "Datos: Visitas"
    assert "Inglés y español" in page.text
    assert "Una respuesta entre varias" in page.text
    assert "¿Cuántas?" in page.text

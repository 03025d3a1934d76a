"""Odd texts in a poll: refused in words, or the same wherever they are shown.

Over both databases, which disagree about what a text may hold: what is asked here
is that nobody can tell which of them it was.
"""

import csv
import io
import json
from datetime import UTC, datetime
from itertools import product

import pytest
from sqlalchemy.exc import DBAPIError

from pollsvc.definitions import read_definition, write_definition
from pollsvc.domain import polls, question_rules
from pollsvc.domain.errors import DefinitionRefused, DraftRefused
from pollsvc.domain.kinds import labels
from pollsvc.domain.release_policies import ReleasePolicy, Visibility
from pollsvc.domain.schedules import Schedule
from pollsvc.exports.cells import harmless
from pollsvc.extensions import db
from pollsvc.services import authoring, lifecycle
from tests.factories import draft, options, question, questionnaire
from tests.faults.odd_texts import BROKEN_BYTES, HUGE, REFUSED, STORED
from tests.page import Browser, InProcess
from tests.publishing import AUTHOR, submit
from tests.staff import signed_in

TITLES = ("title", "text", "hint", "label")
# A hint may say nothing.
NO_MATTER = ("nothing to be seen", "hint")
PLACES = [p for p in product([*REFUSED, "one megabyte"], TITLES) if p != NO_MATTER]
SLUGS = {name: name.replace(" ", "-").lower() for name in STORED}


def odd_draft(text, *, where=TITLES, slug="odd"):
    """A poll with a text in the given places."""
    asked = question(
        text=text if "text" in where else "How often?",
        hint=text if "hint" in where else None,
        options=options(text if "label" in where else "Once", "Twice"),
    )
    return draft(
        slug=slug,
        title=text if "title" in where else "Visits",
        questionnaire=questionnaire(asked),
        results=Visibility.ALWAYS,
        release=ReleasePolicy.LIVE,
        schedule=Schedule(),
    )


def as_file(text, slug="odd"):
    """A definition with a text in every place, as JSON, which is YAML too."""
    asked = {
        "code": "visits",
        "text": text,
        "hint": text,
        "options": [{"code": "0", "label": text}, {"code": "1", "label": "Twice"}],
    }
    whole = {"poll": slug, "title": text, "results": "always", "release": "live"}
    return json.dumps({**whole, "questions": [asked]})


@pytest.fixture
def odd_app(app):
    """An application with a poll for each text that is taken, read from a file."""
    now = datetime.now(UTC)
    with app.app_context():
        for name, (written, stored) in STORED.items():
            slug = SLUGS[name]
            read = read_definition(as_file(written, slug))
            authoring.create_poll(draft=read, actor=AUTHOR, now=now)
            kept = authoring.find_poll(slug=slug).draft
            assert kept == odd_draft(stored, slug=slug), name
            assert read_definition(write_definition(kept)) == kept, name
    return app


def test_a_text_is_the_same_on_every_page_and_in_every_file(odd_app):
    visitor, now = Browser(InProcess(odd_app)), datetime.now(UTC)
    for name, (_, stored) in STORED.items():
        slug = SLUGS[name]
        with odd_app.app_context():
            lifecycle.open_poll(slug=slug, actor=AUTHOR, now=now)
            submit("0", slug=slug, now=now)
        assert shown_on_page(visitor, slug) == {stored}, name
        assert shown_in_json(visitor, slug) == {stored}, name
        in_files = {
            cells(visitor, f"/p/{slug}/results.csv", "label"),
            cells(visitor, f"/d/{slug}.csv?values=labels", "visits"),
        }
        assert in_files == {harmless(stored)}, name
        raw = cells(visitor, f"/d/{slug}.csv?values=labels&raw=1", "visits")
        assert raw == stored, name


def shown_on_page(visitor, slug):
    """The texts of the question, its hint and its first option, each set apart."""
    page = visitor.open(f"/p/{slug}")
    elements = [page.document.query(p)[0] for p in ("h1", ".hint p", "label.row span")]
    assert {element.attrs["dir"] for element in elements} == {"auto"}
    return {element.to_text(separator="", strip=False) for element in elements}


def shown_in_json(visitor, slug):
    (asked,) = json.loads(visitor.open(f"/p/{slug}/results.json").html)["questions"]
    return {asked["text"], asked["options"][0]["label"]}


def cells(visitor, address, column):
    """What stands in a column of the first row of a file."""
    page = visitor.open(address)
    assert page.status == 200
    text = page.answer.body.decode("utf-8")
    return next(csv.DictReader(io.StringIO(text, newline="")))[column]


def test_every_page_of_a_draft_and_of_an_open_poll_takes_every_text(odd_app):
    member, visitor = signed_in(odd_app), Browser(InProcess(odd_app))
    for slug in SLUGS.values():
        staff = f"/staff/polls/{slug}"
        for path in (staff, f"{staff}.yaml", f"{staff}/edit"):
            assert member.open(path).status == 200, path
        assert member.open(f"/staff/polls/preview?of={slug}").status == 200
        with odd_app.app_context():
            lifecycle.open_poll(slug=slug, actor=AUTHOR, now=datetime.now(UTC))
        for path in (f"/p/{slug}/results", f"/d/{slug}", f"/e/{slug}", "/"):
            assert visitor.open(path).status == 200, path
    assert member.open("/staff/").status == 200


def test_what_no_text_may_be_is_refused_wherever_it_comes_in(app):
    with app.app_context():
        for name, place in PLACES:
            broken = odd_draft(REFUSED.get(name, HUGE), where=[place])
            with pytest.raises(DraftRefused) as refusal:
                authoring.create_poll(draft=broken, actor=AUTHOR, now=datetime.now(UTC))
            assert len(refusal.value.problems) == 1, (name, place)
        assert authoring.list_polls(now=datetime.now(UTC)) == ()


def test_without_the_check_the_databases_would_disagree(app, monkeypatch):
    for module in (polls, question_rules, labels):
        monkeypatch.setattr(module, "text_problem", lambda _text: None)
    broken = odd_draft(REFUSED["a null"], where=["title"])
    with app.app_context():
        is_sqlite = db.engine.dialect.name == "sqlite"
        try:
            authoring.create_poll(draft=broken, actor=AUTHOR, now=datetime.now(UTC))
            taken = True
        except (DBAPIError, ValueError):
            taken = False
        assert taken is is_sqlite


@pytest.mark.parametrize("name", [*REFUSED, "one megabyte"])
def test_a_file_with_such_a_text_is_refused_with_its_line(name):
    with pytest.raises(DefinitionRefused, match=r"^Line 1"):
        read_definition(as_file(REFUSED.get(name, HUGE)))


@pytest.mark.parametrize("name", BROKEN_BYTES)
def test_a_file_that_is_no_text_is_refused_with_its_line(name):
    file = as_file("OUR-TEXT").encode().replace(b"OUR-TEXT", BROKEN_BYTES[name])
    with pytest.raises(DefinitionRefused, match=r"^Line 1: \S.*\S\.$"):
        read_definition(file)

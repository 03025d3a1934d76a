"""Odd texts in every field, address and question that the service takes: no fault.

Over both databases: what one refuses and the other stores must get to neither.
"""

from datetime import UTC, datetime
from io import BytesIO
from itertools import product
from urllib.parse import quote, quote_from_bytes

import pytest

from pollsvc.services import authoring
from tests.factories import SLUG
from tests.faults.odd_texts import BROKEN_BYTES, REFUSED, STORED
from tests.page import URLENCODED
from tests.publishing import published
from tests.staff import signed_in

FIELDS = (
    *("visits", "_ballot", "_change", "receipt", "wave", "sure", "thanks"),
    *("email", "password", "next", "kept", "state", "answers", "of", "values"),
    *("waves", "sep", "raw", "text", "title", "slug", "sites", "results", "release"),
    *("closes_date", "closes_time", "opens_date", "opens_time", "zone", "press"),
    *("replaced", "seen", "url"),
)
TEXTS = {
    "a null": b"\0",
    "no UTF-8": b"".join(BROKEN_BYTES.values()),
    "unseen signs": "a\x1b\u202e\u200b\ufffe\ufffd\U0010ffff".encode(),
    "marks without end": ("e" + "\u0334" * 100).encode(),
    "a query": b"';<>\"&amp;{{7*7}}%s../../",
    "digits of elsewhere": "\u0661\u0662".encode(),
    "a number with a line": b"1_000",
    "an address": b"//other.example",
}


@pytest.fixture
def member(app):
    """A staff member who may do everything, at an instance with an open poll."""
    with app.app_context():
        published(now=datetime.now(UTC))
    return signed_in(app)


def rules(app):
    """Every rule but the one that would end the sign-in halfway."""
    left_out = {"static", "accounts.sign_out"}
    return [r for r in app.url_map.iter_rules() if r.endpoint not in left_out]


def addresses(rule, text):
    """A rule's address with a text for its blanks; and with the poll's own name."""
    pieces = rule.rule.split("<")
    blanks = [piece.partition(">") for piece in pieces[1:]]
    whole = [text + rest for _, _, rest in blanks]
    named = [
        (SLUG if name.endswith("slug") else text) + rest for name, _, rest in blanks
    ]
    return {pieces[0] + "".join(filled) for filled in (whole, named)}


@pytest.mark.parametrize("name", TEXTS)
def test_nothing_in_any_field_or_address_is_a_fault(app, member, name):
    odd = quote_from_bytes(TEXTS[name], safe="")
    member.open("/staff/polls/new")
    token = member.document.query_one("#editor [name=csrf_token]").attrs["value"]
    asked = "&".join(f"{field}={odd}" for field in FIELDS)
    sent = {
        "GET": {"query_string": asked},
        "POST": {"data": f"csrf_token={quote(token)}&{asked}"},
    }
    answered = {}
    for rule in rules(app):
        for address, method in product(addresses(rule, odd), rule.methods & set(sent)):
            with member.client.open(
                address,
                method=method,
                content_type=URLENCODED,
                headers={"Origin": "http://localhost"},
                **sent[method],
            ) as answer:
                answer.get_data()
                answered[method, address] = answer.status_code
    assert {place for place, status in answered.items() if status >= 500} == set()
    assert {200, 303, 404, 422} <= set(answered.values())
    assert member.open("/staff/polls/new").status == 200


def test_an_author_types_any_text_into_the_editor(app, member):
    for name, (written, stored) in STORED.items():
        slug = name.replace(" ", "-").lower()
        member.open("/staff/polls/new")
        typed = f"{written}\nx: {written}\nTwice"
        member.press("Save draft", text=typed, title=written, slug=slug)
        assert member.problems == [], name
        with app.app_context():
            draft = authoring.find_poll(slug=slug).draft
        (asked,) = draft.questionnaire.questions
        assert {draft.title, asked.text, asked.option("x").label} == {stored}, name


@pytest.mark.parametrize("field", ["text", "title"])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_no_text_may_be_is_taken_out_or_said_at_its_field(member, field):
    """Unseen signs are taken out of what is typed; the rest is said, and kept."""
    member.open("/staff/polls/new")
    standing = member.fields_of("#editor") | {"press": "save"}
    for number, (name, text) in enumerate(REFUSED.items()):
        odd = text.encode("utf-8", "surrogatepass")
        typed = {"text": b"How often?\nOnce\nTwice", "title": b"Visits"}
        typed[field] = odd + (b"\nOnce\nTwice" if field == "text" else b"")
        typed["slug"] = f"odd-{number}".encode()
        parts = {key: (BytesIO(value), None) for key, value in typed.items()}
        member._go("post", "/staff/polls/new", [*(standing | parts).items()])
        if member.status == 422:
            assert len(member.problems) == 1, name
            assert member.document.query_one(f"#{field}-error"), name
        else:
            assert member.status == 200, name
            assert "The draft is saved." in member.said, name

"""Pages that are drawn once: each visitor's own is on it, and nobody else's."""

import re

import pytest

from pollsvc.domain.release_policies import ReleasePolicy, Visibility
from tests.factories import SLUG

POLL = f"/p/{SLUG}"
TOKEN = re.compile(r'name="_ballot" value="([^"]+)"')


@pytest.fixture
def kept(app):
    """All that the process keeps of the pages that it has drawn, as one text."""

    def kept():
        pages = app.extensions["pollsvc_kept_pages"]._pages._kept
        return "".join(f"{key}{page.pieces}" for key, page in pages.items())

    return kept


@pytest.fixture(autouse=True)
def poll(publish):
    return publish(release=ReleasePolicy.LIVE, results=Visibility.ALWAYS)


def answered(person, code):
    return person.open(POLL).press("Submit answer", visits=code)


def token(person):
    return TOKEN.search(person.open(POLL).answer.body.decode())[1]


def test_two_forms_are_the_same_but_for_the_ballot(newcomer):
    ada, ben = (
        newcomer().open(POLL).answer.body.decode(),
        newcomer().open(POLL).answer.body.decode(),
    )
    assert TOKEN.search(ada)[1] != TOKEN.search(ben)[1]
    assert TOKEN.sub("", ada) == TOKEN.sub("", ben)


def test_each_is_shown_their_own_receipt_and_answer(newcomer):
    pages = [answered(newcomer(), code) for code in ("1", "1", "2")]
    receipts = [page.receipt for page in pages]
    assert len(set(receipts)) == 3
    for own, page in zip(receipts, pages, strict=True):
        assert [r for r in receipts if r in page.answer.body.decode()] == [own]


def test_nothing_of_a_visitor_is_kept(newcomer, kept):
    ada, ben = newcomer(), newcomer()
    tokens = [token(ada), token(ben)]
    receipts = [answered(ada, "1").receipt, answered(ben, "2").receipt]
    assert kept()
    assert [secret for secret in (*tokens, *receipts) if secret in kept()] == []


def test_a_new_answer_shows_at_once_though_the_page_was_drawn_before(newcomer):
    looker = newcomer()
    assert "No answers yet" in looker.open(f"{POLL}/results").text
    answered(newcomer(), "1")
    assert "1 person" in looker.open(f"{POLL}/results").text
    answered(newcomer(), "2")
    assert "2 people" in looker.open(f"{POLL}/results").text
    assert (
        looker.open(f"{POLL}/results.json").answer.body.decode().count('"count": 1')
        == 2
    )

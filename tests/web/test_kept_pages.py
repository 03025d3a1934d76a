"""Pages drawn once: each visitor's own in the blanks, and nobody else's."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from pollsvc.web import remembered
from pollsvc.web.kept_pages import BALLOT, RECEIPT, KeptPages


def test_a_page_is_drawn_once_for_all_it_depends_on():
    drawn, pages = [], KeptPages()

    def draw():
        drawn.append(1)
        return f"<p>{RECEIPT}</p><i>{RECEIPT}</i>"

    for receipt in ("AAAA", "BBBB"):
        page = pages.page("key", draw).fill({RECEIPT: receipt})
        assert page == f"<p>{receipt}</p><i>{receipt}</i>"
    assert drawn == [1]
    pages.page("another key", draw)
    assert drawn == [1, 1]


def test_what_goes_into_a_blank_is_text():
    page = KeptPages().page("key", lambda: f"<b>{BALLOT}</b>")
    assert page.fill({BALLOT: "<script>"}) == "<b>&lt;script&gt;</b>"


def test_a_text_like_a_blank_put_into_one_stays_text():
    page = KeptPages().page("key", lambda: f"{BALLOT} {RECEIPT}")
    assert page.fill({BALLOT: RECEIPT, RECEIPT: "AAAA"}) == f"{RECEIPT} AAAA"


def test_no_blank_is_left_open():
    page = KeptPages().page("key", lambda: BALLOT)
    with pytest.raises(KeyError):
        page.fill({RECEIPT: "AAAA"})


def test_the_oldest_page_makes_room(monkeypatch):
    monkeypatch.setattr(remembered, "MOST_KEPT", 3)
    pages, drawn = KeptPages(), []
    for key in (1, 2, 3, 4, 2, 1):
        pages.page(key, lambda key=key: drawn.append(key) or "")
    assert drawn == [1, 2, 3, 4, 1]


@pytest.fixture
def _taking_turns_often():
    """Threads take turns after almost every step."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


@pytest.mark.usefixtures("_taking_turns_often")
def test_pages_make_room_for_many_who_come_at_once(monkeypatch):
    monkeypatch.setattr(remembered, "MOST_KEPT", 2)
    pages, people = KeptPages(), 8

    def look_at_many(person):
        for number in range(10_000):
            pages.page((person, number), lambda: "")

    with ThreadPoolExecutor(people) as pool:
        assert list(pool.map(look_at_many, range(people))) == [None] * people
    assert len(pages._pages) == 2

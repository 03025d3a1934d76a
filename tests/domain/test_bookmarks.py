"""Bookmarks: what a link holds, when it ends, how much its length says, what fits."""

import random
from dataclasses import replace
from datetime import date

import pytest

from pollsvc.domain.ballots import Ballot
from pollsvc.domain.bookmarks import (
    SIZES,
    Paused,
    bookmark_for,
    bookmark_id,
    bookmark_key,
    bookmark_of,
    bookmark_text,
    fitted,
    last_day,
    packed,
    unpacked,
)
from pollsvc.domain.errors import NoRoomForBookmark, NoSuchBookmark
from pollsvc.domain.journeys import Stop
from pollsvc.domain.questionnaires import Question, QuestionKind
from tests.factories import question, questionnaire

BALLOT = Ballot(bytes(range(16)))
COMMENT = Question(code="comment", text="Anything else?", kind=QuestionKind.TEXT)
PAUSED = Paused(
    version=1,
    place=1,
    seen=frozenset({0}),
    raw={"visits": ["1"], "comment": ["half a sen"]},
)


def unlike(count):
    """So many characters of which next to nothing can be packed together."""
    lot = random.Random(17)  # noqa: S311 -- the same at every run
    return "".join(chr(lot.randrange(0x4E00, 0x9FA5)) for _ in range(count))


def test_a_link_holds_26_letters_and_digits_that_say_nothing_of_the_ballot():
    bookmark = bookmark_for(BALLOT)
    text = bookmark_text(bookmark)
    assert (len(text), text.isalnum(), text) == (26, True, text.lower())
    assert bookmark_of(f" {text.upper()} ") == bookmark
    assert bookmark.secret != BALLOT.secret
    assert bookmark.secret.hex() not in repr(bookmark)


@pytest.mark.parametrize(
    "broken", ["", "a", "a" * 25, "a" * 27, "a" * 25 + "é", "!" * 26]
)
def test_what_is_not_a_whole_link_is_told_so(broken):
    with pytest.raises(NoSuchBookmark, match="not a whole link"):
        bookmark_of(broken)


def test_id_and_key_follow_from_both_halves_and_from_neither_alone():
    here, elsewhere = b"a" * 32, b"b" * 32
    mine, other = bookmark_for(BALLOT), bookmark_for(Ballot(b"x" * 16))
    for made in (bookmark_id, bookmark_key):
        halves = [(here, mine), (here, other), (elsewhere, mine), (elsewhere, other)]
        assert len({made(*half) for half in halves}) == 4
    assert bookmark_id(here, mine) != bookmark_key(here, mine)[:16]


@pytest.mark.parametrize(
    ("made", "removed"),
    [
        ((2026, 11, 1), (2026, 12, 1)),
        ((2026, 11, 3), (2026, 12, 1)),
        ((2026, 11, 4), (2027, 1, 1)),
        ((2026, 11, 30), (2027, 1, 1)),
        ((2026, 12, 31), (2027, 2, 1)),
        ((2027, 1, 31), (2027, 3, 1)),
    ],
)
def test_it_ends_on_the_first_of_a_month_after_28_days_or_more(made, removed):
    assert last_day(date(*made)) == date(*removed)
    assert (date(*removed) - date(*made)).days >= 28


@pytest.mark.parametrize("place", [0, 1, Stop.CHECK])
def test_what_is_kept_comes_back_as_it_was(place):
    paused = replace(PAUSED, place=place)
    assert unpacked(packed(paused)) == paused


@pytest.mark.parametrize(
    ("characters", "size"), [(0, 4), (1, 4), (500, 4), (5_000, 16), (15_000, 64)]
)
def test_its_length_is_one_of_three(characters, size):
    words = unlike(characters)
    whole = packed(replace(PAUSED, raw={"comment": [words]}))
    assert len(whole) == size * 1024
    assert len(whole) in SIZES


def test_more_than_the_largest_is_refused():
    words = unlike(60_000)
    with pytest.raises(NoRoomForBookmark, match="longer than we can keep"):
        packed(replace(PAUSED, raw={"comment": [words]}))


def test_in_the_same_version_all_is_as_it_was_even_what_is_no_answer_yet():
    same = questionnaire(question(), COMMENT)
    unfit = replace(PAUSED, raw={"visits": ["no such option"]})
    assert fitted(unfit, same) is unfit


def test_in_a_later_version_what_still_is_an_answer_is_kept_and_the_way_begins_anew():
    later = questionnaire(question(), replace(COMMENT, code="remark"), version=2)
    now = fitted(PAUSED, later)
    assert (now.place, now.seen, now.version) == (0, frozenset(), 2)
    assert now.raw == {"visits": ["1"]}


def test_an_option_that_was_taken_out_is_no_answer_any_more():
    later = questionnaire(question(), COMMENT, version=2)
    gone = replace(PAUSED, raw={"visits": ["seven"], "comment": ["Yes"]})
    assert fitted(gone, later).raw == {"comment": ["Yes"]}

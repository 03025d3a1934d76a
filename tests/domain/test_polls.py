"""What can be done to a poll in each of its states, and which drafts are refused."""

from itertools import product

import pytest

from pollsvc.domain.errors import DraftRefused, MoveNotAllowed
from pollsvc.domain.polls import MAX_SLUG, Move, PollState, check_draft, moved
from pollsvc.domain.repeats import Repeat
from pollsvc.domain.schedules import Schedule
from tests.factories import draft, local, question, questionnaire

DRAFT, OPEN = PollState.DRAFT, PollState.OPEN
CLOSED, ARCHIVED = PollState.CLOSED, PollState.ARCHIVED

# Rows: the state before. Columns: open, undo open, close, archive.
TABLE = {
    DRAFT: (OPEN, None, None, None),
    OPEN: (None, DRAFT, CLOSED, None),
    CLOSED: (None, None, None, ARCHIVED),
    ARCHIVED: (None, None, None, None),
}


@pytest.mark.parametrize(("state", "move"), [*product(PollState, Move)])
def test_every_move_from_every_state(state, move):
    after = TABLE[state][list(Move).index(move)]
    if after is not None:
        assert moved(state, move) is after
        return
    with pytest.raises(MoveNotAllowed, match=rf"^An? {state} poll cannot be .+\.$"):
        moved(state, move)


def problems(**given):
    with pytest.raises(DraftRefused) as refused:
        check_draft(draft(**given))
    return list(refused.value.problems)


def test_the_pharmacy_poll_may_be_saved():
    assert check_draft(draft()) is None


@pytest.mark.parametrize(
    "slug",
    [
        *("", "A", "a b", "a_b", "-a", "a-", "a--b", "a/b", "a\n", "\u00e4", "."),
        "a" * (MAX_SLUG + 1),
    ],
)
def test_an_address_is_lower_case_words_with_single_hyphens(slug):
    assert problems(slug=slug) == ["slug"]


@pytest.mark.parametrize("slug", ["a", "0", "pharmacy-visits", "a" * MAX_SLUG])
def test_an_address_may_be_short_or_long(slug):
    assert check_draft(draft(slug=slug)) is None


@pytest.mark.parametrize("title", ["", "  ", "a\0b", "\u202egnp.exe"])
def test_a_title_has_words_that_can_be_shown(title):
    assert problems(title=title) == ["title"]


@pytest.mark.parametrize("zone", ["", "Nowhere", "EST5EDT4", "../UTC", "/etc/passwd"])
def test_a_zone_is_a_known_one(zone):
    assert problems(schedule=Schedule(zone=zone)) == ["schedule.zone"]


def test_a_schedule_that_cannot_be_kept_is_named_at_its_field():
    never = Schedule(opens=local(2026, 2, 1), closes=local(2026, 1, 1))
    assert problems(schedule=never) == ["schedule.closes"]
    endless = Schedule(repeats=Repeat.MONTHLY)
    assert problems(schedule=endless) == ["schedule.repeats"]


@pytest.mark.parametrize("days", [0, -1, 3_651, 10**9])
def test_answers_are_kept_for_a_day_at_least_and_ten_years_at_most(days):
    assert problems(keep_days=days) == ["keep_days"]


@pytest.mark.parametrize("days", [None, 1, 365, 3_650])
def test_answers_may_be_kept_for_a_while_or_until_somebody_deletes_them(days):
    assert check_draft(draft(keep_days=days)) is None


def test_every_problem_is_said_at_once():
    nameless = questionnaire(question(text=""))
    found = problems(slug="", title="", questionnaire=nameless)
    assert found == ["questions[0].text", "slug", "title"]

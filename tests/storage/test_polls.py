"""Polls and their waves come back as they were stored, and go with all they hold."""

from datetime import date

import pytest
from sqlalchemy import text

from pollsvc.domain.errors import NoSuchPoll, NoSuchWave, SlugTaken
from pollsvc.domain.polls import PollState
from pollsvc.domain.release_policies import ReleasePolicy, Visibility
from pollsvc.domain.repeats import Repeat, repeat_of
from pollsvc.domain.schedules import Schedule
from pollsvc.domain.spans import Span, Unit
from pollsvc.storage import polls, waves
from pollsvc.storage.session import reading, transaction
from tests.factories import SLUG, draft, local, options, question, questionnaire
from tests.publishing import NOW, published, submit

FULL = draft(
    slug="full",
    title="\u0643\u0645 \u0645\u0631\u0629 \U0001f48a",
    questionnaire=questionnaire(
        question(hint="Count the\nlast month", required=True),
        question(code="wait", text="<b>=1+1</b>", options=options("No", "Yes")),
        language="pt-BR",
    ),
    results=Visibility.ON_CLOSE,
    release=ReleasePolicy.LIVE,
    schedule=Schedule(
        zone="Europe/Berlin",
        opens=local(2026, 11, 1, 9),
        closes=local(2026, 11, 30, 23, 59),
        repeats=Repeat.MONTHLY,
    ),
    sites=("https://a.example", "https://b.example:8443"),
)
SERIES = Schedule(
    zone="Europe/Berlin",
    opens=local(2026, 11, 27, 9),
    lasts=Span(36, Unit.HOURS),
    repeats=repeat_of("last friday"),
    times=4,
    until=date(2027, 3, 31),
    skips=(date(2026, 12, 25), date(2027, 1, 29)),
    stopped=True,
)


def add(written, *, is_example=False):
    with transaction() as connection:
        return polls.add(connection, written, is_example=is_example, now=NOW)


def find(slug):
    with reading() as connection:
        return polls.with_slug(connection, slug)


@pytest.mark.parametrize("written", [draft(), FULL, draft(schedule=SERIES)])
def test_a_poll_comes_back_as_it_was_written(written):
    poll = add(written)
    assert find(written.slug) == poll
    assert (poll.draft, poll.state) == (written, PollState.DRAFT)


def test_an_address_belongs_to_one_poll():
    add(draft())
    with pytest.raises(SlugTaken):
        add(draft(title="Another"))
    assert find(SLUG).title == "Pharmacy visits"


def test_a_poll_cannot_move_to_an_address_that_is_taken():
    add(draft())
    other = add(FULL)
    moved = other.__class__(id=other.id, state=other.state, draft=draft())
    with pytest.raises(SlugTaken), transaction() as connection:
        polls.replace_draft(connection, moved)
    assert find("full") == other


def test_an_address_that_was_never_given_is_no_poll():
    with pytest.raises(NoSuchPoll):
        find("nothing")


def test_polls_are_listed_by_state_and_examples_apart():
    add(draft())
    example = add(FULL, is_example=True)
    with transaction() as connection:
        polls.set_state(connection, example.id, PollState.OPEN)
        assert [p.slug for p in polls.in_states(connection, PollState.DRAFT)] == [SLUG]
        assert [p.slug for p in polls.examples(connection)] == ["full"]


def test_a_poll_that_is_removed_leaves_nothing_behind():
    poll = published()
    submit("1")
    with transaction() as connection:
        polls.remove(connection, poll.id)
    holding = ("poll", "questionnaire", "wave", "response", "tally", "release")
    with reading() as connection:
        for table in holding:
            rows = connection.execute(text(f"SELECT count(*) FROM {table}"))  # noqa: S608
            assert rows.scalar_one() == 0, table


def test_a_wave_that_was_removed_cannot_be_locked(wave):
    with transaction() as connection:
        waves.remove_of(connection, wave.poll_id)
    with pytest.raises(NoSuchWave), transaction() as connection:
        waves.locked(connection, wave.id)


def test_a_wave_has_a_salt_of_its_own_until_it_is_erased(wave):
    other = published(slug="other")
    with transaction() as connection:
        salts = {w.id: w.salt for w in waves.with_keys(connection)}
        waves.erase_salts(connection, other.id)
        left = [w.id for w in waves.with_keys(connection)]
    assert len(set(salts.values())) == 2
    assert {len(salt) for salt in salts.values()} == {16}
    assert left == [wave.id]


def test_a_moment_comes_back_in_utc(wave):
    assert wave.window.opens_at == NOW
    assert wave.window.opens_at.utcoffset().total_seconds() == 0

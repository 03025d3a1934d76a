"""A process dies in the middle of something: it is done as a whole, or not at all."""

import pytest

from pollsvc.cli.files import write_whole
from pollsvc.domain.ballots import Ballot
from pollsvc.domain.schedules import Schedule
from pollsvc.services import lifecycle
from tests.counting import recounted, released, stored, stored_ids, tallied
from tests.factories import local, utc
from tests.faults import failpoints
from tests.faults.dying import dies_at_each_step, finished
from tests.faults.verdict import account, say
from tests.publishing import archive, close, published, submit, withdraw

PEOPLE = 9
LAST = Ballot(b"the tenth person")
OVER = utc(2026, 12, 1)


def answer():
    submit("1", LAST)


def take_back():
    withdraw(LAST)


def run_due():
    lifecycle.run_due(now=OVER)


@pytest.fixture
def answered(app):
    """A poll that nine have answered; the tenth answer is the first to be shown."""
    with app.app_context():
        published(schedule=Schedule(closes=local(2026, 11, 30)))
        for number in range(PEOPLE):
            submit(str(number % 4))
        yield app


def half_done(settings, act, *, sent, without=None):
    """After which steps an act was done by half, and whether in the end.

    Args:
        settings: The installation.
        act: The act.
        sent: How many answers were sent in all; in the end each has been acknowledged.
        without: The name of a sabotage.
    """
    deaths = dies_at_each_step(settings, act, without=without)
    say(account(sent, sent, stored_ids(), f"died {len(deaths.between)} times"))
    assert deaths.between
    assert deaths.before != deaths.after
    return deaths.halves + (["in the end"] if recounted() != tallied() else [])


@pytest.mark.usefixtures("answered")
def test_an_answer_and_the_release_that_it_completes(settings):
    assert half_done(settings, answer, sent=PEOPLE + 1) == []
    assert (len(stored()), released().responses) == (10, 10)


@pytest.mark.usefixtures("answered")
def test_taking_an_answer_back(settings):
    answer()
    assert half_done(settings, take_back, sent=PEOPLE + 1) == []
    assert len(stored()) == PEOPLE


@pytest.mark.usefixtures("answered")
@pytest.mark.parametrize("act", [close, run_due])
def test_closing_counting_releasing_and_shuffling(settings, act):
    answer()
    submit("2")
    assert half_done(settings, act, sent=PEOPLE + 2) == []
    assert (len(stored()), released().responses) == (11, 11)


@pytest.mark.usefixtures("answered")
def test_archiving(settings):
    close()
    assert half_done(settings, archive, sent=PEOPLE) == []


@pytest.mark.usefixtures("answered")
@pytest.mark.parametrize(("act", "sent"), [(answer, PEOPLE + 1), (close, PEOPLE)])
def test_statements_that_do_not_belong_together_would_be_done_by_half(
    settings, act, sent
):
    assert half_done(settings, act, sent=sent, without="commit_each_statement")


def write_and_die(path):
    def pieces():
        yield "a,b\r\n" * 100_000
        failpoints.die()
        yield "1,2\r\n"

    write_whole(pieces(), path)


@pytest.mark.parametrize("earlier", [None, "a,b\n"])
def test_a_file_that_is_being_written_does_not_stand_under_its_name(tmp_path, earlier):
    path = tmp_path / "answers.csv"
    if earlier:
        path.write_text(earlier)
    assert not finished(write_and_die, path)
    assert (path.read_text() if path.exists() else None) == earlier

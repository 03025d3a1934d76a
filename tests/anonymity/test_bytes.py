"""What the very bytes of closed polls would give away, looked at directly.

For a handful of people, of whom no search could tell an order from chance by columns.
"""

import pytest

from pollsvc.services import responding
from pollsvc.storage import forgetting, rewriting
from pollsvc.storage.session import reading
from tests.anonymity.chance import FALSE_ALARMS, in_sequence, neighbours, ranks
from tests.anonymity.conftest import recycle
from tests.anonymity.intruder import LOGS, new_in_each_transaction
from tests.anonymity.small_polls import order, sabotage
from tests.publishing import close

FEW = 20
PAGE = 4096
"""Of SQLite: the rows of a few people fit into one."""


def places_in_page(poll):
    """Where the row of each lies in the one page that holds them, from its end.

    SQLite fills a page from its end, so these are in the order of writing.
    """
    content = poll.left().files["pollsvc.sqlite"]
    places = [content.index(response) for response in poll.ids]
    assert len({place // PAGE for place in places}) == 1
    return [-place for place in places]


def shows_an_order(places):
    _, chance = neighbours(in_sequence(ranks(places)))
    return chance < FALSE_ALARMS


def written_one_by_one(poll):
    """The numbers of those whose rows a transaction of their own wrote, by the log."""
    files = poll.left().files
    if not files.get(LOGS["sqlite"]):
        return []
    groups = new_in_each_transaction(files, poll.ids)
    return [number for group in groups if len(group) == 1 for number in group]


@sabotage("sqlite")
def test_neither_pages_nor_the_log_of_a_closed_poll_show_an_order(small_poll):
    small_poll.answer(FEW, gone=0)
    assert written_one_by_one(small_poll) == [*range(FEW)]
    close()
    assert not shows_an_order(places_in_page(small_poll))
    assert written_one_by_one(small_poll) == []


@sabotage("sqlite")
def test_without_the_shuffle_a_page_shows_who_answered_after_whom(
    small_poll, monkeypatch
):
    monkeypatch.setattr(rewriting, "shuffle", lambda *_: None)
    small_poll.answer(FEW)
    close()
    places = places_in_page(small_poll)
    assert shows_an_order(places)
    assert places == sorted(places)


@sabotage("sqlite")
def test_with_the_log_not_emptied_it_shows_who_answered_after_whom(
    small_poll, monkeypatch
):
    for where in (forgetting, responding):
        monkeypatch.setattr(where, "forget_writes", lambda: None)
    small_poll.answer(FEW)
    close()
    assert written_one_by_one(small_poll) == [*range(FEW)]
    log = small_poll.left().files[LOGS["sqlite"]]
    assert all(response in log for response in small_poll.gone)


@pytest.fixture
def recycling(forgetful_postgres):
    """The server, set up as PostgreSQL is by default."""
    recycle(forgetful_postgres, "on")
    yield
    recycle(forgetful_postgres, "off")


@sabotage("postgresql")
@pytest.mark.usefixtures("recycling")
def test_with_files_of_the_log_kept_to_be_written_again_the_order_is_found(small_poll):
    """Which is PostgreSQL's default, and then the notice says so."""
    small_poll.answer()
    close()
    assert {s.partition(":")[0] for s in order(small_poll)} == {
        "postgresql/log of writes"
    }
    with reading() as connection:
        assert not forgetting.log_ends_with_wave(connection)


@sabotage("sqlite", "postgresql")
def test_with_them_removed_the_notice_need_not_say_so(small_poll):
    del small_poll
    with reading() as connection:
        assert forgetting.log_ends_with_wave(connection)

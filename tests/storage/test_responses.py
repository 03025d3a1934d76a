"""Responses under their ballot's id: once, replaced, withdrawn, and without order."""

from dataclasses import replace
from itertools import chain

import pytest
from sqlalchemy import text

from pollsvc.domain.asides import Aside
from pollsvc.domain.ballots import new_secret
from pollsvc.domain.responses import Response
from pollsvc.storage import responses, rewriting
from pollsvc.storage.session import reading, transaction

postgres_only = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
ROWS = 40


@pytest.fixture
def response(wave):
    return Response(
        id=new_secret(),
        wave_id=wave.id,
        version=1,
        answers={"visits": "1", "wait": None},
        language="en",
    )


def stored(wave_id):
    with reading() as connection:
        return list(responses.stream(connection, [wave_id]))


def test_a_response_comes_back_as_it_was_stored(response):
    with transaction() as connection:
        assert responses.add_new(connection, [response]) == {response.id}
    assert responses.find_now(response.wave_id, response.id) == response


def test_what_was_set_aside_says_so(response):
    aside = replace(response, aside=Aside.BURST)
    with transaction() as connection:
        responses.add_new(connection, [aside])
    assert stored(response.wave_id) == [aside]


def test_an_id_is_of_one_wave_only(response):
    with transaction() as connection:
        responses.add_new(connection, [response])
        assert responses.locked(connection, "another wave", [response.id]) == {}
    assert responses.find_now("another wave", response.id) is None


def test_an_id_that_is_taken_keeps_its_first_answer(response):
    other = replace(response, answers={"visits": "2"})
    with transaction() as connection:
        assert responses.add_new(connection, [response]) == {response.id}
        assert responses.add_new(connection, [other]) == set()
    assert stored(response.wave_id) == [response]


def test_an_answer_is_replaced_under_its_id(response):
    other = replace(response, answers={"visits": "2"}, language="de")
    with transaction() as connection:
        responses.add_new(connection, [response])
        responses.replace(connection, other)
    assert stored(response.wave_id) == [other]


def test_an_answer_taken_back_is_gone(response):
    with transaction() as connection:
        responses.add_new(connection, [response])
        responses.remove(connection, response.wave_id, response.id)
        assert responses.locked(connection, response.wave_id, [response.id]) == {}
    assert stored(response.wave_id) == []


def test_responses_are_counted_and_streamed_by_their_ids(response):
    many = [replace(response, id=new_secret()) for _ in range(ROWS)]
    with transaction() as connection:
        responses.add_all(connection, many)
        assert responses.count(connection, response.wave_id) == ROWS
        assert responses.count(connection, "another wave") == 0
    in_order = [found.id for found in stored(response.wave_id)]
    assert in_order == sorted(r.id for r in many)


def told(wave_id, tell, *, aside_too=True):
    with reading() as connection:
        return list(responses.told(connection, wave_id, tell, aside_too=aside_too))


def test_what_is_told_of_responses_comes_in_blocks_in_the_order_of_their_ids(
    monkeypatch, response
):
    monkeypatch.setattr(responses, "STREAMED_ROWS", 15)
    many = [
        replace(response, id=new_secret(), answers={"visits": str(n)})
        for n in range(ROWS)
    ]
    with transaction() as connection:
        responses.add_all(connection, many)
    blocks = told(response.wave_id, lambda one: one.answers["visits"])
    assert [len(block) for block in blocks] == [15, 15, 10]
    by_id = sorted(many, key=lambda one: one.id)
    assert [*chain.from_iterable(blocks)] == [one.answers["visits"] for one in by_id]


def test_nobody_is_told_a_responses_id(response):
    with transaction() as connection:
        responses.add_new(connection, [response])
    assert told(response.wave_id, lambda one: one) == [[replace(response, id=b"")]]


def test_what_is_said_again_and_again_is_told_once(response):
    others = [
        response,
        replace(response, answers={"visits": None}),
        replace(response, language="de"),
        replace(response, version=2),
        replace(response, aside=Aside.BURST),
    ]
    with transaction() as connection:
        for other in others * 20:
            responses.add_all(connection, [replace(other, id=new_secret())])
    asked = []
    (block,) = told(response.wave_id, lambda one: asked.append(one) or one)
    assert len(block) == 100
    assert len(asked) == len(others)
    assert {*map(repr, block)} == {repr(replace(other, id=b"")) for other in others}


@postgres_only
def test_what_nobody_asked_for_yet_stays_on_the_server(response):
    one_by_one(response)
    names = text("SELECT name FROM pg_cursors")
    with reading() as connection:
        blocks = responses.told(connection, response.wave_id, repr, aside_too=True)
        next(blocks)
        assert connection.execute(names).scalars().all() == ["streamed"]
        blocks.close()
        assert connection.execute(names).scalars().all() == []


@pytest.mark.parametrize("aside_too", [True, False])
def test_what_was_set_aside_is_told_where_it_is_asked_for(response, aside_too):
    with transaction() as connection:
        for aside in (None, *Aside):
            one = replace(response, id=new_secret(), aside=aside)
            responses.add_new(connection, [one])
    found = told(response.wave_id, lambda one: one.aside, aside_too=aside_too)
    assert {*chain.from_iterable(found)} == ({None, *Aside} if aside_too else {None})


def one_by_one(response):
    """Stores responses each in a transaction of its own; their ids as they came."""
    many = [replace(response, id=new_secret()) for _ in range(ROWS)]
    for each in many:
        with transaction() as connection:
            responses.add_new(connection, [each])
    return [each.id for each in many]


def rows_as_they_lie():
    """Each row's place on disk, the transaction that wrote it, and its id."""
    statement = text(
        """SELECT ctid::text AS place, xmin::text AS writer, id
        FROM response ORDER BY ctid"""
    )
    with reading() as connection:
        return [(c, x, bytes(i)) for c, x, i in connection.execute(statement)]


@postgres_only
def test_before_it_is_shuffled_a_wave_tells_in_which_order_it_was_answered(response):
    """What the shuffle is for: without it the test below would have to fail."""
    came = one_by_one(response)
    lie = rows_as_they_lie()
    assert [i for _, _, i in lie] == came
    assert len({xmin for _, xmin, _ in lie}) == ROWS


@postgres_only
def test_a_shuffled_wave_has_one_writer_and_no_order(response):
    came = one_by_one(response)
    before = stored(response.wave_id)
    with transaction() as connection:
        rewriting.shuffle(connection, response.wave_id)
    lie = rows_as_they_lie()
    assert len({xmin for _, xmin, _ in lie}) == 1
    assert [i for _, _, i in lie] != came
    assert stored(response.wave_id) == before


@postgres_only
def test_two_waves_can_be_shuffled_in_one_transaction(response):
    one_by_one(response)
    with transaction() as connection:
        rewriting.shuffle(connection, response.wave_id)
        rewriting.shuffle(connection, response.wave_id)
    assert len(stored(response.wave_id)) == ROWS


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_sqlite_keeps_rows_in_the_order_of_their_ids(response):
    came = one_by_one(response)
    with reading() as connection:
        lie = connection.execute(text("SELECT id FROM response")).scalars().all()
    assert lie == sorted(came) != came


def test_shuffling_loses_nothing(response):
    one_by_one(response)
    before = stored(response.wave_id)
    with transaction() as connection:
        rewriting.shuffle(connection, response.wave_id)
    assert stored(response.wave_id) == before

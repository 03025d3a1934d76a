"""Responses: added, found, replaced and withdrawn under their ballot's id."""

import json
from collections.abc import Callable, Generator, Iterable
from functools import lru_cache
from itertools import starmap
from operator import attrgetter
from typing import Any, TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    delete,
    func,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from pollsvc.domain.asides import Aside
from pollsvc.domain.responses import Response
from pollsvc.storage.prepared import Asked, Found, Prepared, Values, run_all
from pollsvc.storage.session import glance
from pollsvc.storage.streaming import Streamed
from pollsvc.storage.tables import ResponseRow

_TABLE = ResponseRow.__table__
_SELECT = select(_TABLE)
_COLUMNS = "wave_id, id, questionnaire_version, answers, flags"
_FIND = Prepared(
    f"SELECT {_COLUMNS} FROM response WHERE wave_id = :wave AND id = :id"  # noqa: S608
)
_ADD = Prepared(
    f"""INSERT INTO response ({_COLUMNS}) VALUES
    (:wave_id, :id, :questionnaire_version, :answers, :flags)
    ON CONFLICT DO NOTHING"""  # noqa: S608 -- names of our own
)
_INSERTS = {
    "sqlite": sqlite.insert(_TABLE).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(_TABLE).on_conflict_do_nothing(),
}
_IS_ASIDE = ResponseRow.flags.contains('"aside"')
_SAID = (
    "SELECT questionnaire_version, answers, flags FROM response WHERE wave_id = :wave"
)
_ALL_SAID = Streamed(f"{_SAID} ORDER BY id")
_COUNTED_SAID = Streamed(f"{_SAID} AND flags NOT LIKE :aside ORDER BY id")

Told = TypeVar("Told")

STREAMED_ROWS = 2_000
KEPT_ROWS = 4_000
"""How many different rows are remembered while others like them may come."""
MOST_SIZES = 256
"""As many as there are sizes of a lot that is stored together."""


def add_new(connection: Connection, responses: Iterable[Response]) -> set[bytes]:
    """Store responses unless their ids are taken; the primary key decides every race.

    Returns:
        The ids of those that were stored.
    """
    # In one order, so that two who add the same ids wait for each other in turn.
    rows = [_columns(each) for each in sorted(responses, key=attrgetter("id"))]
    return _ADDS[connection.dialect.name](connection, rows) if rows else set()


def _add_one_by_one(connection: Connection, rows: list[Values]) -> set[Any]:
    added = run_all(connection, [(_ADD, row) for row in rows])
    return {row["id"] for row, ran in zip(rows, added, strict=True) if ran.met}


def _add_at_once(connection: Connection, rows: list[Values]) -> set[Any]:
    # By one statement: PostgreSQL writes into each row by which one of its transaction
    # it came, and several would tell who came in a lot.
    numbered = {f"{n}{place}": v for place, r in enumerate(rows) for n, v in r.items()}
    (ran,) = run_all(connection, [(_adding(len(rows)), numbered)])
    return {bytes(stored) for (stored,) in ran.rows}


_ADDS: dict[str, Callable[[Connection, list[Values]], set[Any]]] = {
    "sqlite": _add_one_by_one,
    "postgresql": _add_at_once,
}


@lru_cache(MOST_SIZES)
def _adding(count: int) -> Prepared:
    names = _COLUMNS.split(", ")
    rows = (", ".join(f":{name}{place}" for name in names) for place in range(count))
    return Prepared(
        f"""INSERT INTO response ({_COLUMNS}) VALUES ({"), (".join(rows)})
        ON CONFLICT DO NOTHING RETURNING id"""  # noqa: S608 -- names of our own
    )


def add_all(connection: Connection, responses: Iterable[Response]) -> None:
    """Store many new responses."""
    connection.execute(_INSERTS[connection.dialect.name], [*map(_columns, responses)])


def find_now(wave_id: str, response_id: bytes) -> Response | None:
    """Return the response with an id, as it is at this moment.

    Raises:
        StoreUnavailable: The database cannot be reached.
    """
    found = glance(_FIND, wave=wave_id, id=response_id)
    return _response(found) if found else None


def locked(
    connection: Connection, wave_id: str, ids: Iterable[bytes]
) -> dict[bytes, Response]:
    """Return the responses with some ids, kept from other changes until the end."""
    (ran,) = run_all(connection, [locking(connection, wave_id, ids)])
    return by_id(ran.rows)


def locking(connection: Connection, wave_id: str, ids: Iterable[bytes]) -> Asked:
    """Return the statement that finds the responses with some ids, and locks them."""
    named = {f"id{number}": each for number, each in enumerate(sorted(ids))}
    statement = _locking(len(named), connection.dialect.name)
    return statement, {"wave": wave_id, **named}


def by_id(rows: Iterable[Found]) -> dict[bytes, Response]:
    """Return the responses that such a statement found, by their ids."""
    return {response.id: response for response in map(_response, rows)}


@lru_cache(MOST_SIZES)
def _locking(count: int, dialect: str) -> Prepared:
    names = ", ".join(f":id{number}" for number in range(count))
    lock = "" if dialect == "sqlite" else "ORDER BY id FOR UPDATE"
    return Prepared(
        f"""SELECT {_COLUMNS} FROM response
        WHERE wave_id = :wave AND id IN ({names}) {lock}"""  # noqa: S608
    )


def replace(connection: Connection, response: Response) -> None:
    """Store other answers under the same id."""
    connection.execute(
        update(ResponseRow)
        .where(ResponseRow.wave_id == response.wave_id, ResponseRow.id == response.id)
        .values(
            {k: v for k, v in _columns(response).items() if k not in {"id", "wave_id"}}
        )
    )


def remove(connection: Connection, wave_id: str, response_id: bytes) -> None:
    """Delete a response."""
    connection.execute(
        delete(ResponseRow).where(
            ResponseRow.wave_id == wave_id, ResponseRow.id == response_id
        )
    )


def remove_all(connection: Connection, wave_id: str) -> None:
    """Delete every response of a wave."""
    connection.execute(delete(ResponseRow).where(ResponseRow.wave_id == wave_id))


def count(connection: Connection, wave_id: str) -> int:
    """Return how many responses a wave has, by counting them."""
    statement = select(func.count()).where(ResponseRow.wave_id == wave_id)
    return connection.execute(statement).scalar_one()


def by_version(
    connection: Connection, wave_id: str, *, aside_too: bool
) -> dict[int, int]:
    """Return how many of a wave's responses answered each version.

    Args:
        connection: The transaction.
        wave_id: The wave.
        aside_too: Whether those that were set aside count.
    """
    version = ResponseRow.questionnaire_version
    statement = (
        select(version, func.count())
        .where(ResponseRow.wave_id == wave_id)
        .group_by(version)
    )
    if not aside_too:
        statement = statement.where(~_IS_ASIDE)
    return {row[0]: row[1] for row in connection.execute(statement)}


def stream(connection: Connection, wave_ids: list[str]) -> Generator[Response]:
    """Yield the responses of waves in the order of their ids, which says nothing."""
    yield from _streamed(connection, ResponseRow.wave_id.in_(wave_ids))


def told(
    connection: Connection,
    wave_id: str,
    tell: Callable[[Response], Told],
    *,
    aside_too: bool,
) -> Generator[list[Told]]:
    """Yield, block by block, what is told of each response of a wave.

    They come in the order of their ids, which says nothing; the ids are left out.

    Args:
        connection: Where to read.
        wave_id: The wave.
        tell: What to tell of a response; not asked again for one that says the same
            as one of the last few thousand different ones.
        aside_too: Whether those that were set aside are told of.
    """
    statement = _ALL_SAID if aside_too else _COUNTED_SAID
    values = {"wave": wave_id, "aside": '%"aside"%'}

    @lru_cache(maxsize=KEPT_ROWS)
    def told_once(version: int, answers: str, flags: str) -> Told:
        return tell(_response((wave_id, b"", version, answers, flags)))

    for rows in statement.blocks(connection, values, size=STREAMED_ROWS):
        yield list(starmap(told_once, rows))


def set_aside(connection: Connection, wave_id: str) -> Generator[Response]:
    """Yield the responses of a wave that were set aside."""
    yield from _streamed(connection, ResponseRow.wave_id == wave_id, _IS_ASIDE)


def _streamed(
    connection: Connection, *chosen: ColumnElement[bool]
) -> Generator[Response]:
    statement = (
        _SELECT.where(*chosen)
        .order_by(ResponseRow.wave_id, ResponseRow.id)
        .execution_options(yield_per=STREAMED_ROWS)
    )
    # Closed here, also where somebody stops reading halfway.
    with connection.execute(statement) as rows:
        for row in rows:
            yield _response(row)


def _columns(response: Response) -> Values:
    return {
        "id": response.id,
        "wave_id": response.wave_id,
        "questionnaire_version": response.version,
        "answers": json.dumps(response.answers, separators=(",", ":")),
        "flags": _written_flags(response.language, response.aside),
    }


def _response(row: Found) -> Response:
    wave_id, response_id, version, answers, flags = row
    language, aside = _read_flags(flags)
    return Response(
        id=bytes(response_id),
        wave_id=wave_id,
        version=version,
        answers=json.loads(answers),
        language=language,
        aside=aside,
    )


# There are a few kinds of them, however many responses.
@lru_cache(maxsize=100)
def _written_flags(language: str, aside: Aside | None) -> str:
    flags = {"language": language} | ({"aside": aside.value} if aside else {})
    return json.dumps(flags, separators=(",", ":"))


@lru_cache(maxsize=100)
def _read_flags(stored: str) -> tuple[str, Aside | None]:
    flags = json.loads(stored)
    return flags["language"], Aside(flags["aside"]) if "aside" in flags else None

"""Waves, stored and found."""

import secrets
import uuid
from datetime import datetime

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from pollsvc.domain.errors import NoSuchWave
from pollsvc.domain.schedules import Window
from pollsvc.domain.sentences import sentence
from pollsvc.domain.waves import Wave
from pollsvc.storage import catalogue
from pollsvc.storage.prepared import Asked, Prepared, run_all
from pollsvc.storage.tables import WaveRow

_SELECT = select(WaveRow.__table__)
_HOLD = Prepared("SELECT id FROM wave WHERE id = :wave FOR SHARE")
_HOLD_ALONE = Prepared("SELECT id FROM wave WHERE id = :wave FOR UPDATE")
_UNNAMED = WaveRow.key_id.is_(None) & WaveRow.salt.is_not(None)


def add(connection: Connection, poll_id: str, code: str, window: Window) -> Wave:
    """Store a new wave with a fresh salt, keyed with the secret that is in use."""
    wave = Wave(
        id=uuid.uuid4().hex,
        poll_id=poll_id,
        code=code,
        window=window,
        closed_at=None,
        salt=secrets.token_bytes(16),
        key_id=catalogue.key_in_use(connection),
    )
    connection.execute(
        insert(WaveRow).values(
            id=wave.id,
            poll_id=poll_id,
            code=code,
            opens_at=window.opens_at,
            closes_at=window.closes_at,
            salt=wave.salt,
            key_id=wave.key_id,
            aside_counted=False,
        )
    )
    return wave


def remove_of(connection: Connection, poll_id: str) -> None:
    """Delete a poll's waves with all they hold."""
    connection.execute(delete(WaveRow).where(WaveRow.poll_id == poll_id))


def remove(connection: Connection, wave_id: str) -> None:
    """Delete one wave with all it holds."""
    connection.execute(delete(WaveRow).where(WaveRow.id == wave_id))


def of_poll(connection: Connection, poll_id: str) -> list[Wave]:
    """Return a poll's waves, the newest first."""
    rows = connection.execute(
        _SELECT.where(WaveRow.poll_id == poll_id).order_by(WaveRow.opens_at.desc())
    )
    return [_wave(row) for row in rows]


def locked(connection: Connection, wave_id: str) -> Wave:
    """Return a wave that is to be changed: nobody else can, nor answer, until the end.

    Answers under way are waited for; later ones wait. On SQLite the transaction
    itself is that lock.

    Raises:
        NoSuchWave: It was removed a moment ago: its poll went back to draft.
    """
    statement = _SELECT.where(WaveRow.id == wave_id).with_for_update()
    locked_row = connection.execute(statement).one_or_none()
    if locked_row is None:
        msg = sentence("This poll has just been put back to draft.")
        raise NoSuchWave(msg)
    return _wave(locked_row)


def hold(connection: Connection, wave_id: str, *, alone: bool) -> None:
    """Keep a wave from being closed, or changed at all, until the transaction ends.

    On SQLite the transaction itself does that.

    Args:
        connection: The transaction.
        wave_id: The wave.
        alone: Whether it is kept from others who hold it, too.
    """
    run_all(connection, holding(connection, wave_id, alone=alone))


def holding(connection: Connection, wave_id: str, *, alone: bool) -> list[Asked]:
    """Return the statements that hold a wave; none where nothing is to be asked."""
    if connection.dialect.name == "sqlite":
        return []
    return [(_HOLD_ALONE if alone else _HOLD, {"wave": wave_id})]


def not_closed(connection: Connection) -> list[Wave]:
    """Return every wave that has not been closed yet."""
    rows = connection.execute(
        _SELECT.where(WaveRow.closed_at.is_(None)).order_by(WaveRow.opens_at)
    )
    return [_wave(row) for row in rows]


def with_keys(connection: Connection) -> list[Wave]:
    """Return every wave whose responses can still be found with a receipt."""
    rows = connection.execute(
        _SELECT.where(WaveRow.salt.is_not(None)).order_by(WaveRow.opens_at.desc())
    )
    return [_wave(row) for row in rows]


def count_by_key(connection: Connection, *, unnamed: str) -> dict[str, int]:
    """Return how many waves need each key to find a response, by the key's name.

    Args:
        connection: The transaction.
        unnamed: The name to use for keys of before they had names.
    """
    name = func.coalesce(WaveRow.key_id, unnamed)
    rows = connection.execute(
        select(name, func.count()).where(WaveRow.salt.is_not(None)).group_by(name)
    )
    return {key_id: waves for key_id, waves in rows}  # noqa: C416 -- rows are no pairs


def any_unnamed(connection: Connection) -> bool:
    """Return whether any wave needs a key of before keys had names."""
    statement = select(WaveRow.id).where(_UNNAMED).limit(1)
    return connection.execute(statement).first() is not None


def name_unnamed(connection: Connection, key_id: str) -> None:
    """Name the key of waves of before keys had names."""
    connection.execute(update(WaveRow).where(_UNNAMED).values(key_id=key_id))


def extend(connection: Connection, wave_id: str, *, until: datetime) -> None:
    """Let a wave close at another moment."""
    connection.execute(
        update(WaveRow).where(WaveRow.id == wave_id).values(closes_at=until)
    )


def mark_closed(connection: Connection, wave_id: str, *, at: datetime) -> None:
    """Record that a wave has closed."""
    connection.execute(
        update(WaveRow).where(WaveRow.id == wave_id).values(closed_at=at)
    )


def mark_purged(connection: Connection, wave_id: str, *, at: datetime) -> None:
    """Record that a wave's responses are deleted, and erase its salt with them."""
    connection.execute(
        update(WaveRow).where(WaveRow.id == wave_id).values(purged_at=at, salt=None)
    )


def count_aside(connection: Connection, wave_id: str, *, counted: bool) -> None:
    """Record whether answers that were set aside count."""
    connection.execute(
        update(WaveRow).where(WaveRow.id == wave_id).values(aside_counted=counted)
    )


def erase_salts(connection: Connection, poll_id: str) -> None:
    """Erase what it takes to find a response of the poll with its receipt."""
    connection.execute(
        update(WaveRow).where(WaveRow.poll_id == poll_id).values(salt=None)
    )


def _wave(row: Row[tuple[object, ...]]) -> Wave:
    stored = row._mapping  # noqa: SLF001 -- the documented way to read a row by name
    return Wave(
        id=stored["id"],
        poll_id=stored["poll_id"],
        code=stored["code"],
        window=Window(opens_at=stored["opens_at"], closes_at=stored["closes_at"]),
        closed_at=stored["closed_at"],
        salt=stored["salt"],
        key_id=stored["key_id"],
        aside_counted=stored["aside_counted"],
        purged_at=stored["purged_at"],
    )

"""The newest release of each wave, stored and found.

Only the newest: the steps between releases would tell in which order people
answered, long after the wave has closed.
"""

import json

from sqlalchemy import Connection, bindparam, delete, select

from pollsvc.domain.cells import RESPONSES
from pollsvc.domain.releases import Release
from pollsvc.storage.prepared import Prepared, Values
from pollsvc.storage.session import glance
from pollsvc.storage.tables import ReleaseRow

_OF_WAVE = ReleaseRow.wave_id == bindparam("wave")
_NEWEST = select(ReleaseRow.__table__).where(_OF_WAVE)
_PUT = Prepared(
    """INSERT INTO release
    (wave_id, sequence, released_on, responses, counts, set_aside, aside_counted)
    VALUES (:wave, 1, :day, :responses, :counts, :set_aside, :aside_counted)
    ON CONFLICT (wave_id) DO UPDATE SET sequence = release.sequence + 1,
    released_on = excluded.released_on, responses = excluded.responses,
    counts = excluded.counts, set_aside = excluded.set_aside,
    aside_counted = excluded.aside_counted"""
)
_PROGRESS = Prepared(
    """SELECT tally.count,
    responses - CASE WHEN aside_counted THEN set_aside ELSE 0 END
    FROM tally LEFT JOIN release ON release.wave_id = tally.wave_id
    WHERE tally.wave_id = :wave AND question = :question AND cell = :cell"""
)
_SEQUENCE = Prepared("SELECT sequence FROM release WHERE wave_id = :wave")


def put(connection: Connection, release: Release) -> None:
    """Store a release in place of the wave's last one."""
    _PUT.count_all(connection, [_columns(release)])


def progress(connection: Connection, wave_id: str) -> tuple[int, int | None]:
    """Return how many responses a wave has, and how many its newest release counts.

    In the release those that were set aside are left out, whether they count or not;
    None: there is none. Both are of one moment: a batch that somebody else completes
    must not look like one that nobody has released.
    """
    question, cell = RESPONSES
    values = {"wave": wave_id, "question": question, "cell": cell}
    ((responses, released),) = _PROGRESS.rows(connection, values)
    return int(responses), None if released is None else int(released)


def sequence_now(wave_id: str) -> int:
    """Return the number of a wave's newest release, 0 where there is none.

    Raises:
        StoreUnavailable: The database cannot be reached.
    """
    found = glance(_SEQUENCE, wave=wave_id)
    return int(found[0]) if found else 0


def remove(connection: Connection, wave_id: str) -> None:
    """Take a wave's release back."""
    connection.execute(delete(ReleaseRow).where(ReleaseRow.wave_id == wave_id))


def newest(connection: Connection, wave_id: str) -> Release | None:
    """Return a wave's newest release, or None if nothing was released yet."""
    row = connection.execute(_NEWEST, {"wave": wave_id}).one_or_none()
    if row is None:
        return None
    stored = row._mapping  # noqa: SLF001 -- the documented way to read a row by name
    return Release(
        wave_id=wave_id,
        released_on=stored["released_on"],
        responses=stored["responses"],
        counts=stored["counts"],
        set_aside=stored["set_aside"],
        aside_counted=stored["aside_counted"],
    )


def _columns(release: Release) -> Values:
    return {
        "wave": release.wave_id,
        "day": release.released_on.isoformat(),
        "responses": release.responses,
        "counts": json.dumps(release.counts),
        "set_aside": release.set_aside,
        "aside_counted": release.aside_counted,
    }

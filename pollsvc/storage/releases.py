"""The newest release of each wave, stored and found.

Only the newest: the steps between releases would tell in which order people
answered, long after the wave has closed.
"""

from sqlalchemy import Connection, bindparam, delete, insert, select

from pollsvc.domain.releases import Release
from pollsvc.storage.prepared import Prepared
from pollsvc.storage.session import glance
from pollsvc.storage.tables import ReleaseRow

_OF_WAVE = ReleaseRow.wave_id == bindparam("wave")
_NEWEST = select(ReleaseRow.__table__).where(_OF_WAVE)
_COUNTED = Prepared(
    """SELECT responses - CASE WHEN aside_counted THEN set_aside ELSE 0 END
    FROM release WHERE wave_id = :wave"""
)
_SEQUENCE = Prepared("SELECT sequence FROM release WHERE wave_id = :wave")


def put(connection: Connection, release: Release) -> None:
    """Store a release in place of the wave's last one."""
    last = connection.execute(
        select(ReleaseRow.sequence).where(ReleaseRow.wave_id == release.wave_id)
    ).scalar_one_or_none()
    remove(connection, release.wave_id)
    connection.execute(
        insert(ReleaseRow).values(
            wave_id=release.wave_id,
            sequence=(last or 0) + 1,
            released_on=release.released_on,
            responses=release.responses,
            counts=release.counts,
            set_aside=release.set_aside,
            aside_counted=release.aside_counted,
        )
    )


def counted(connection: Connection, wave_id: str) -> int | None:
    """Return how many responses a wave's newest release counts; None without one.

    Those that were set aside are left out, whether they count or not.
    """
    rows = _COUNTED.rows(connection, {"wave": wave_id})
    return int(rows[0][0]) if rows else None


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

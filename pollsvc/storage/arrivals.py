"""About how many answers came in which hour; deleted when the wave closes."""

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from pollsvc.domain.arrivals import Arrival
from pollsvc.storage.tables import ArrivalRow

_TABLE = ArrivalRow.__table__
_KEY = ("wave_id", "hour", "kind")
_ON_SQLITE, _ON_POSTGRESQL = sqlite.insert(_TABLE), postgresql.insert(_TABLE)
_ADDS = {
    "sqlite": _ON_SQLITE.on_conflict_do_update(
        index_elements=_KEY,
        set_={"count": _TABLE.c.count + _ON_SQLITE.excluded["count"]},
    ),
    "postgresql": _ON_POSTGRESQL.on_conflict_do_update(
        index_elements=_KEY,
        set_={"count": _TABLE.c.count + _ON_POSTGRESQL.excluded["count"]},
    ),
}


def add(
    connection: Connection, wave_id: str, hour: str, kind: Arrival, count: int
) -> None:
    """Add to what is counted of one kind in one hour; zero leaves no row."""
    if count:
        connection.execute(
            _ADDS[connection.dialect.name],
            {"wave_id": wave_id, "hour": hour, "kind": kind.value, "count": count},
        )


def of_wave(connection: Connection, wave_id: str) -> dict[tuple[str, Arrival], int]:
    """Return about how many came, by hour and kind, the earliest hour first."""
    rows = connection.execute(
        select(ArrivalRow.hour, ArrivalRow.kind, ArrivalRow.count)
        .where(ArrivalRow.wave_id == wave_id)
        .order_by(ArrivalRow.hour, ArrivalRow.kind)
    )
    return {(hour, Arrival(kind)): count for hour, kind, count in rows}


def forget(connection: Connection, wave_id: str) -> None:
    """Delete what is counted of a wave."""
    connection.execute(delete(ArrivalRow).where(ArrivalRow.wave_id == wave_id))

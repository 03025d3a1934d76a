"""About how many answers came in which hour; deleted when the wave closes."""

from sqlalchemy import Connection, delete, select

from pollsvc.domain.arrivals import Arrival
from pollsvc.storage.prepared import Prepared
from pollsvc.storage.tables import ArrivalRow

_ADD = Prepared(
    """INSERT INTO arrival (wave_id, hour, kind, count)
    VALUES (:wave, :hour, :kind, :count)
    ON CONFLICT (wave_id, hour, kind)
    DO UPDATE SET count = arrival.count + excluded.count"""
)


def add(
    connection: Connection, wave_id: str, hour: str, kind: Arrival, count: int
) -> None:
    """Add to what is counted of one kind in one hour; zero leaves no row."""
    if count:
        values = {"wave": wave_id, "hour": hour, "kind": kind.value, "count": count}
        _ADD.count_all(connection, [values])


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

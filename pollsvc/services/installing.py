"""The database of an installation: brought to the newest schema, or found wanting."""

from datetime import datetime

from pollsvc import logs
from pollsvc.domain.durability import not_durable
from pollsvc.domain.errors import NotInstalled
from pollsvc.domain.findings import Finding
from pollsvc.storage import audit, catalogue, durability, migrating, polls, staff
from pollsvc.storage.session import reading, transaction


def bring_up_to_date() -> bool:
    """Bring the database to the newest schema; return whether there was work to do."""
    made = migrating.upgrade_to_newest()
    if made:
        logs.happened("migration", revision=migrating.newest())
    return made


def use_key(name: str) -> None:
    """Key the waves that open from now on with the secret of this name."""
    with reading() as connection:
        if catalogue.key_in_use(connection) == name:
            return
    with transaction() as connection:
        catalogue.use_key(connection, name)


def require_up_to_date() -> None:
    """Refuse to work on a database that is empty or older than the program.

    Raises:
        NotInstalled: Saying what to do about it.
    """
    if not migrating.is_current():
        msg = (
            "The database is not prepared for this version; run `pollsvc init` "
            "or start the server once."
        )
        raise NotInstalled(msg)


def risks() -> tuple[Finding, ...]:
    """Return the database's settings that could lose acknowledged answers."""
    with reading() as connection:
        return not_durable(durability.settings_in_force(connection))


def holds_anything() -> bool:
    """Return whether the database, of whatever schema, holds a poll or staff."""
    with reading() as connection:
        if migrating.revision_of(connection) is None:
            return False
        return polls.any_stored(connection) or staff.any_stored(connection)


def mark_as_own(*, now: datetime) -> None:
    """Record that this instance was made for real use, so that no examples come."""
    with transaction() as connection:
        if audit.is_empty(connection):
            audit.record(
                connection,
                at=now,
                actor="command line",
                action="init",
                subject="instance",
            )

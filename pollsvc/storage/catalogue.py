"""What has changed since when, and which secret new waves are keyed with."""

from contextlib import closing

from sqlalchemy import Connection, select, update

from pollsvc.extensions import db
from pollsvc.storage.session import available
from pollsvc.storage.tables import CatalogueRow

_LOOK = "SELECT revision FROM catalogue"


def revision() -> int:
    """Return the revision, by the shortest way there is to the database.

    Raises:
        StoreUnavailable: The database cannot be reached.
    """
    with available(), closing(db.engine.raw_connection()) as connection:
        cursor = connection.cursor()
        cursor.execute(_LOOK)
        return int(cursor.fetchone()[0])  # type: ignore[index]


def revision_in(connection: Connection) -> int:
    """Return the revision as a transaction sees it."""
    return connection.execute(select(CatalogueRow.revision)).scalar_one()


def key_in_use(connection: Connection) -> str | None:
    """Return the name of the secret that new waves are keyed with."""
    return connection.execute(select(CatalogueRow.key_id)).scalar_one()


def use_key(connection: Connection, key_id: str) -> None:
    """Key new waves with the secret of this name."""
    connection.execute(update(CatalogueRow).values(key_id=key_id))

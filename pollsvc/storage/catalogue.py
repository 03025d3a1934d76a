"""What has changed since when, and which secret new waves are keyed with."""

from sqlalchemy import Connection, case, inspect, select, update

from pollsvc.storage.prepared import Prepared
from pollsvc.storage.session import glance
from pollsvc.storage.tables import CatalogueRow

REVISION = Prepared("SELECT revision FROM catalogue")
_KEY_IN_USE = select(CatalogueRow.key_id)


def revision() -> int:
    """Return the revision, by the shortest way there is to the database.

    Raises:
        StoreUnavailable: The database cannot be reached.
    """
    (found,) = glance(REVISION) or (0,)
    return int(found)


def revision_in(connection: Connection) -> int:
    """Return the revision as a transaction sees it."""
    ((found,),) = REVISION.rows(connection)
    return int(found)


def key_in_use(connection: Connection) -> str | None:
    """Return the name of the secret that new waves are keyed with."""
    return connection.execute(_KEY_IN_USE).scalar_one()


def revision_if_any(connection: Connection) -> int:
    """Return the revision of a database of any schema, or of none; 0: it has none."""
    if not inspect(connection).has_table(CatalogueRow.__tablename__):
        return 0
    return revision_in(connection)


def go_past(connection: Connection, revision: int) -> None:
    """Take a revision that nobody can have looked at, here or before."""
    later = case(
        (CatalogueRow.revision > revision, CatalogueRow.revision), else_=revision
    )
    connection.execute(update(CatalogueRow).values(revision=later + 1))


def use_key(connection: Connection, key_id: str) -> None:
    """Key new waves with the secret of this name."""
    connection.execute(update(CatalogueRow).values(key_id=key_id))

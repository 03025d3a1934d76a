"""What deleted responses leave behind in the database's files, and how it goes."""

from pollsvc.domain.errors import StoreUnavailable
from pollsvc.extensions import db
from pollsvc.storage.session import available, forget_writes


def forget_deleted() -> bool:
    """Leave nothing of deleted responses in the database's own files.

    SQLite has overwritten them, and its log of writes is emptied. PostgreSQL writes
    the table anew, while answers wait; where somebody keeps it from that for long, it
    only makes the place free, and the bytes stay until it is used again.

    Returns:
        Whether nothing is left.
    """
    if db.engine.dialect.name == "sqlite":
        forget_writes()
        return True
    try:
        _on_postgresql("VACUUM FULL response")
    except StoreUnavailable:
        _on_postgresql("VACUUM response")
        return False
    return True


def _on_postgresql(statement: str) -> None:
    with available(), db.engine.connect() as plain:
        # Neither runs within a transaction.
        connection = plain.execution_options(isolation_level="AUTOCOMMIT")
        connection.exec_driver_sql(statement)

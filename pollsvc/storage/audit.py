"""What staff did and when, written in the transaction of the act itself."""

from datetime import datetime

from sqlalchemy import Connection, insert, select

from pollsvc.storage.tables import AuditRow


def record(
    connection: Connection, *, at: datetime, actor: str, action: str, subject: str
) -> None:
    """Store one act.

    Args:
        connection: The transaction of the act: both are kept, or neither.
        at: When, aware.
        actor: A staff member's e-mail address, or "command line" or "schedule".
        action: A word for what was done, e.g. "open"; at most 32 characters.
        subject: What it was done to, e.g. a poll's slug.
    """
    connection.execute(
        insert(AuditRow).values(at=at, actor=actor, action=action, subject=subject)
    )


def is_empty(connection: Connection) -> bool:
    """Return whether nothing was ever done here: the instance is new."""
    return connection.execute(select(AuditRow.id).limit(1)).first() is None

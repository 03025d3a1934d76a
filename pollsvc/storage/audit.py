"""What staff did and when, written in the transaction of the act itself, and told."""

from datetime import datetime
from functools import partial

from sqlalchemy import Connection, insert, select

from pollsvc import logs
from pollsvc.storage.session import afterwards
from pollsvc.storage.tables import AuditRow

REMOVE_EXAMPLES = "remove examples"
"""Removes whole waves: afterwards only this record tells that there were any."""


def record(
    connection: Connection, *, at: datetime, actor: str, action: str, subject: str
) -> None:
    """Store one act, and tell of it in the log once it is stored.

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
    told = partial(logs.happened, "act", actor=actor, action=action, subject=subject)
    afterwards(connection, told)


def is_empty(connection: Connection) -> bool:
    """Return whether nothing was ever done here: the instance is new."""
    return connection.execute(select(AuditRow.id).limit(1)).first() is None

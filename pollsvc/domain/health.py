"""Whether an instance can do its work now, and what is missing if it cannot."""

from dataclasses import dataclass
from enum import StrEnum


class DatabaseState(StrEnum):
    """What the database can be used for."""

    OK = "ok"
    UNREACHABLE = "unreachable"
    READ_ONLY = "read-only"
    NOT_MIGRATED = "not migrated"


class LimitsState(StrEnum):
    """Where it is counted what a network sends."""

    SHARED = "shared"
    MEMORY = "memory"
    DEGRADED = "degraded"
    """Redis does not answer: each worker counts for itself."""


@dataclass(frozen=True, kw_only=True)
class Health:
    """What was found, each part by itself.

    Attributes:
        database: Whether answers can be stored.
        has_room: Whether there is room on the disk of the instance.
        limits: Where limits are counted; no reason to turn answers away.
    """

    database: DatabaseState
    has_room: bool
    limits: LimitsState

    @property
    def is_ready(self) -> bool:
        """Whether answers are taken."""
        return self.database is DatabaseState.OK and self.has_room

    @property
    def status(self) -> str:
        """All of it in one word."""
        if not self.is_ready:
            return "unready"
        return "degraded" if self.limits is LimitsState.DEGRADED else "ready"

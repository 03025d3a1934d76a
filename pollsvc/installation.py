"""The running installation: its settings and secret, bound to the application."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from flask import current_app

from pollsvc.config import Settings
from pollsvc.domain.keys import KeyRing, derive_key

EXTENSION = "pollsvc"


def machine_clock() -> datetime:
    """Return what this machine takes for the moment, UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, kw_only=True)
class Installation:
    """What `create_app` was given.

    Attributes:
        keys: The instance's secrets.
        clock: What time it is, UTC; the same for all servers of the database.
    """

    settings: Settings
    keys: KeyRing
    clock: Callable[[], datetime] = machine_clock
    _derived: dict[str, tuple[bytes, ...]] = field(
        default_factory=dict, repr=False, compare=False
    )

    @property
    def secret(self) -> bytes:
        """The secret that everything new is made with."""
        return self.keys.current

    def key(self, purpose: str) -> bytes:
        """Return the key for one purpose, to make things with."""
        return self.keys_to_read(purpose)[0]

    def keys_to_read(self, purpose: str) -> tuple[bytes, ...]:
        """Return the keys for one purpose, derived once: the newest secret's first."""
        found = self._derived.get(purpose)
        if found is None:
            derived = (derive_key(secret, purpose) for secret in self.keys.secrets)
            found = self._derived[purpose] = tuple(derived)
        return found

    def with_keys(self, keys: KeyRing) -> "Installation":
        """Return the same with other secrets."""
        return replace(self, keys=keys, _derived={})


def current() -> Installation:
    """Return the installation of the current application."""
    installation: Installation = current_app.extensions[EXTENSION]
    return installation

"""The running installation: its settings and secret, bound to the application."""

from dataclasses import dataclass, field

from flask import current_app

from pollsvc.config import Settings
from pollsvc.domain.keys import KeyRing, derive_key

EXTENSION = "pollsvc"


@dataclass(frozen=True, kw_only=True)
class Installation:
    """What `create_app` was given.

    Attributes:
        keys: The instance's secrets.
    """

    settings: Settings
    keys: KeyRing
    _derived: dict[str, bytes] = field(default_factory=dict, repr=False, compare=False)

    @property
    def secret(self) -> bytes:
        """The secret that everything new is made with."""
        return self.keys.current

    def key(self, purpose: str) -> bytes:
        """Return the key for one purpose, derived once from the current secret."""
        found = self._derived.get(purpose)
        if found is None:
            found = self._derived[purpose] = derive_key(self.secret, purpose)
        return found


def current() -> Installation:
    """Return the installation of the current application."""
    installation: Installation = current_app.extensions[EXTENSION]
    return installation

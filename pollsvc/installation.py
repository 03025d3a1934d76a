"""The running installation: its settings and secret, bound to the application."""

from dataclasses import dataclass

from flask import current_app

from pollsvc.config import Settings
from pollsvc.domain.keys import KeyRing

EXTENSION = "pollsvc"


@dataclass(frozen=True, kw_only=True)
class Installation:
    """What `create_app` was given.

    Attributes:
        keys: The instance's secrets.
    """

    settings: Settings
    keys: KeyRing

    @property
    def secret(self) -> bytes:
        """The secret that everything new is made with."""
        return self.keys.current


def current() -> Installation:
    """Return the installation of the current application."""
    installation: Installation = current_app.extensions[EXTENSION]
    return installation

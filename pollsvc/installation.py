"""The running installation: its settings and secret, bound to the application."""

from dataclasses import dataclass, field

from flask import current_app

from pollsvc.config import Settings

EXTENSION = "pollsvc"


@dataclass(frozen=True, kw_only=True)
class Installation:
    """What `create_app` was given.

    Attributes:
        secret: The instance's secret, at least 32 bytes.
    """

    settings: Settings
    secret: bytes = field(repr=False)


def current() -> Installation:
    """Return the installation of the current application."""
    installation: Installation = current_app.extensions[EXTENSION]
    return installation

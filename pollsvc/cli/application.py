"""The application that a command works in: made, checked, and closed again."""

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import Flask, current_app
from flask.cli import ScriptInfo

from pollsvc import logs
from pollsvc.cli.served_at import link_base
from pollsvc.extensions import db
from pollsvc.installation import current
from pollsvc.services import installing

FACTORY = "pollsvc.app:create_app"
"""Named, not imported: the wiring stands above the commands."""

ACTOR = "command line"

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


def make_app(*, telling: bool = False) -> Flask:
    """Return the application; files made from now on are for their owner only.

    Args:
        telling: Whether the log tells of all that happens, as a server's does; a
            command says itself what it did.

    Raises:
        SettingsError: A setting or the secret key cannot be used.
    """
    os.umask(0o077)
    info = ScriptInfo(app_import_path=FACTORY, set_debug_flag=False)
    app = info.load_app()
    if not telling:
        logs.configure(least=logging.WARNING)
    return app


@contextmanager
def working_in(app: Flask) -> Iterator[None]:
    """Work in an application, and close its connections afterwards."""
    with app.app_context():
        try:
            yield
        finally:
            db.engine.dispose()


def in_instance(
    command: Callable[Arguments, Result],
) -> Callable[Arguments, Result]:
    """Run a command in the instance that the settings name.

    Raises:
        SettingsError: A setting cannot be used.
        NotInstalled: The instance's database is not prepared.
    """

    @wraps(command)
    def inside(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        with working_in(make_app()):
            installing.require_up_to_date()
            return command(*args, **kwargs)

    return inside


def now() -> datetime:
    """Return the moment, UTC."""
    return current().clock()


def link_for(token: str) -> str:
    """Return the address that a one-time link's secret belongs into."""
    path = current_app.url_map.bind("").build("accounts.welcome", {"token": token})
    return f"{link_base(current().settings)}{path}"

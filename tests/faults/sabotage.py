"""Defences of the program, each taken away by one function.

So that tests can show that they would see it: to be called before the application is
made.
"""

import threading
import time
from contextlib import nullcontext

from sqlalchemy import Engine, event

from pollsvc.domain.responses import Outcome

LATE_S = 0.3
"""By how much something comes too late."""


def acknowledge_first():
    """An answer is acknowledged at once, and stored a little later."""
    from flask import current_app  # noqa: PLC0415

    from pollsvc.services import responding  # noqa: PLC0415

    store = responding.submit

    def promise(submission, **given):
        app = current_app._get_current_object()

        def keep():
            time.sleep(LATE_S)
            with app.app_context():
                store(submission, **given)

        threading.Thread(target=keep, daemon=True).start()
        return Outcome.SUBMITTED

    responding.submit = promise


def count_again():
    """Nobody looks who has been counted: an answer sent again counts once more."""
    from pollsvc.storage import responses  # noqa: PLC0415

    add_new = responses.add_new

    def add_all(connection, new):
        new = list(new)
        add_new(connection, new)
        return {response.id for response in new}

    responses.locked = lambda *_: {}
    responses.add_new = add_all


def write_lazily():
    """A commit does not wait until it is written."""
    from pollsvc.storage import session  # noqa: PLC0415

    prepare = session.prepare_engine
    lazy = {
        "sqlite": "PRAGMA synchronous=OFF",
        "postgresql": "SET SESSION synchronous_commit=off",
    }

    def prepare_lazily(engine):
        prepare(engine)

        def loosen(connection, _):
            cursor = connection.cursor()
            cursor.execute(lazy[engine.dialect.name])
            if engine.dialect.name == "postgresql":
                connection.commit()
            cursor.close()

        event.listen(engine, "connect", loosen)

    session.prepare_engine = prepare_lazily


def commit_each_statement():
    """What belongs together is not: each statement is a transaction of its own."""

    def commit(connection, cursor, *_):
        driver = cursor.connection
        if connection.dialect.name == "postgresql":
            driver.commit()
        elif driver.in_transaction:
            driver.execute("COMMIT")
            driver.execute("BEGIN IMMEDIATE")

    event.listen(Engine, "before_cursor_execute", commit)


def let_faults_through():
    """A database that cannot take something is no refusal but a fault."""
    from pollsvc.storage import session  # noqa: PLC0415

    session.available = nullcontext


def count_nowhere_else():
    """Where the shared counts cannot be reached, nothing is counted in their place."""
    from pollsvc.web.limits import limiter  # noqa: PLC0415

    bind = limiter.init_app

    def bind_without(app):
        app.config["RATELIMIT_IN_MEMORY_FALLBACK_ENABLED"] = False
        bind(app)

    limiter.init_app = bind_without

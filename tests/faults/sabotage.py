"""Defences of the program, each taken away by one function.

So that tests can show that they would see it: to be called before the application is
made.
"""

import threading
import time
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta

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

    from pollsvc.storage import prepared  # noqa: PLC0415

    cursor_of = prepared._cursor

    def commit(connection, *_):
        driver = connection.connection.dbapi_connection
        if connection.dialect.name == "postgresql":
            driver.commit()
        elif driver.in_transaction:
            driver.execute("COMMIT")
            driver.execute("BEGIN IMMEDIATE")

    def commit_and_give(connection):
        commit(connection)
        return cursor_of(connection)

    event.listen(Engine, "before_cursor_execute", commit)
    prepared._cursor = commit_and_give


def read_one_after_the_other():
    """Who reads sees for each statement what there is at that moment."""
    from pollsvc.storage import session  # noqa: PLC0415

    begin = session._begin_sqlite

    def begin_to_write(connection):
        if connection.get_execution_options().get(session._WRITING):
            begin(connection)

    session._begin_sqlite = begin_to_write
    session._one_state = lambda _: {}


def let_faults_through():
    """A database that cannot take something is no refusal but a fault."""
    from pollsvc.storage import session  # noqa: PLC0415

    session.available = nullcontext


def take_any_body():
    """A body is read whatever its length."""
    from pollsvc import app  # noqa: PLC0415

    app.MAX_BODY = 2**30


def answer_one_at_a_time():
    """A worker takes no request while another one is on its way."""
    from pollsvc.cli import serving  # noqa: PLC0415

    serving.THREADS = 1


def send_files_to_all():
    """Large files are sent to however many ask for them."""
    from pollsvc.web import downloads  # noqa: PLC0415

    downloads._places = threading.BoundedSemaphore(1000)


def forget_the_ballot():
    """Each time that a form is sent it is stored under another id."""
    import secrets  # noqa: PLC0415

    from pollsvc.services import responding  # noqa: PLC0415

    responding.response_id = lambda _key, _ballot: secrets.token_bytes(16)


def let_answers_in_late():
    """Storing an answer keeps nobody from closing the poll, and takes a while."""
    from pollsvc.storage import lots, waves  # noqa: PLC0415

    look = lots.look

    def look_and_dawdle(*arguments, **given):
        found = look(*arguments, **given)
        time.sleep(LATE_S)
        return found

    lots.look = look_and_dawdle
    waves.holding = lambda *_, **__: []


def lock_no_poll():
    """Nobody who moves a poll keeps others from moving it, and each takes a while."""
    from pollsvc.storage import polls  # noqa: PLC0415

    look = polls.with_slug

    def look_only(connection, slug, *, lock=False):
        poll = look(connection, slug)
        if lock:
            time.sleep(LATE_S)
        return poll

    polls.with_slug = look_only


def skew_clock(hours):
    """The machine's clock is wrong by so many hours."""
    import time_machine  # noqa: PLC0415

    wrong = datetime.now(UTC) + timedelta(hours=float(hours))
    time_machine.travel(wrong, tick=True).start()


def set_clock(hours):
    """The machine's clock is set by so many hours, while the tenth answer is stored."""
    from pollsvc.services import responding  # noqa: PLC0415

    store, left = responding.submit, iter(range(9, -1, -1))

    def store_meanwhile(submission, **given):
        if next(left, None) == 0:
            skew_clock(hours)
        return store(submission, **given)

    responding.submit = store_meanwhile


def believe_own_clock():
    """The moment is what the machine's clock says."""
    from pollsvc import app, installation  # noqa: PLC0415

    app.SharedClock = lambda _own: installation.machine_clock


def count_nowhere_else():
    """Where the shared counts cannot be reached, nothing is counted in their place."""
    from pollsvc.web.redis_counts import Link  # noqa: PLC0415

    Link.ask = lambda _self, shared, _own: shared()

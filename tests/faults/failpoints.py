"""Moments at which a process dies, as by `kill -9`, or runs out of disk.

To be called before the application is made.
"""

import os
import signal
from pathlib import Path

from sqlalchemy import Connection, Engine, event

NEW_ANSWER = "INSERT INTO response"
ANSWERED = "pollsvc_test_answered"


def die():
    """Ends this process between two steps; nothing of it runs any more."""
    os.kill(os.getpid(), signal.SIGKILL)


def die_before_commit(number):
    """Ends each process before it commits an answer, the so-manieth it stores."""
    _at_commits_of_answers(int(number), before=die)


def die_after_commit(number):
    """Ends each process when it has committed so many, and not said so yet."""
    _at_commits_of_answers(int(number), after=die)


def die_at_step(number):
    """Ends the process before its so-manieth statement or commit."""
    left = int(number)

    def step(*_):
        nonlocal left
        left -= 1
        if left == 0:
            die()

    event.listen(Engine, "before_cursor_execute", step)
    _around_commits(before=lambda _: step(), after=lambda _: step())


def full_disk(file):
    """SQLite's disk is full where a file says how many pages there are room for."""

    def find_room(connection, *_):
        if connection.dialect.name == "sqlite":
            pages = int(Path(file).read_text() or 0)
            driver = connection.connection.driver_connection
            driver.execute(f"PRAGMA max_page_count={pages}")

    # Begun again for each transaction: space may come back.
    event.listen(Engine, "begin", find_room)


def _at_commits_of_answers(number, *, before=None, after=None):
    left = number

    def note(connection, _cursor, statement, *_):
        if statement.startswith(NEW_ANSWER):
            connection.info[ANSWERED] = True

    def arrive(connection):
        nonlocal left
        left -= connection.info.get(ANSWERED, False)
        if left <= 0 and before:
            before()

    def go_on(connection):
        if connection.info.pop(ANSWERED, False) and left <= 0 and after:
            after()

    def forget(connection):
        connection.info.pop(ANSWERED, None)

    event.listen(Engine, "begin", forget)
    event.listen(Engine, "before_cursor_execute", note)
    _around_commits(before=arrive, after=go_on)


def _around_commits(*, before, after):
    commit = Connection._commit_impl

    def around(connection):
        before(connection)
        commit(connection)
        after(connection)

    Connection._commit_impl = around

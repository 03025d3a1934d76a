"""Moments at which a process dies, as by `kill -9`, or runs out of disk.

To be called before the application is made.
"""

import os
import signal
import sqlite3
from pathlib import Path

from sqlalchemy import Connection, Engine, event

NEW_ANSWER = "INSERT INTO response"


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
    """Ends the process before its so-manieth statement, commit, or step after one."""
    left = int(number)

    def step(*_):
        nonlocal left
        left -= 1
        if left == 0:
            die()

    _before_statements(step)
    _around_commits(before=step, after=step)


def full_disk(file):
    """SQLite's disk is full where a file says how many pages there are room for."""

    def find_room(connection, *_):
        if connection.dialect.name == "sqlite":
            pages = int(Path(file).read_text() or 0)
            driver = connection.connection.dbapi_connection
            driver.execute(f"PRAGMA max_page_count={pages}")

    # Begun again for each transaction: space may come back.
    event.listen(Engine, "begin", find_room)


def _at_commits_of_answers(number, *, before=None, after=None):
    left, answered = number, set()

    def note(driver, statement):
        if statement.startswith(NEW_ANSWER):
            answered.add(id(driver))
        elif statement.startswith("BEGIN"):
            answered.discard(id(driver))

    def arrive(driver):
        nonlocal left
        left -= id(driver) in answered
        if left <= 0 and before:
            before()

    def go_on(driver):
        if id(driver) in answered and left <= 0 and after:
            after()
        answered.discard(id(driver))

    _before_statements(note)
    _around_commits(before=arrive, after=go_on)


def _before_statements(call):
    """Calls with the driver's connection and each statement that is sent over it."""

    def watch(driver, _):
        if isinstance(driver, sqlite3.Connection):
            driver.set_trace_callback(lambda statement: call(driver, statement))
        else:
            driver.cursor_factory = _watched(type(driver.cursor()), call)

    event.listen(Engine, "connect", watch)


def _watched(cursor_class, call):
    class Watched(cursor_class):
        def execute(self, query, *rest, **options):
            call(self.connection, str(query))
            return super().execute(query, *rest, **options)

        def executemany(self, query, *rest, **options):
            call(self.connection, str(query))
            return super().executemany(query, *rest, **options)

    return Watched


def _around_commits(*, before, after):
    commit = Connection._commit_impl

    def around(connection):
        driver = connection.connection.dbapi_connection
        before(driver)
        commit(connection)
        after(driver)

    Connection._commit_impl = around

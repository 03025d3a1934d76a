"""What is to be said of the database: all that `pollsvc doctor` asks of it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pollsvc.domain.durability import judge
from pollsvc.domain.errors import StoreUnavailable
from pollsvc.domain.findings import Finding, ok, problem, warning
from pollsvc.domain.keys import KeyRing
from pollsvc.domain.polls import PollState
from pollsvc.domain.waves import Wave
from pollsvc.storage import durability, migrating, polls, waves
from pollsvc.storage.forgetting import is_history_left, log_ends_with_wave
from pollsvc.storage.session import Connection, reading, transaction

SLACK = timedelta(seconds=5)
FAR = timedelta(minutes=1)
LATE = timedelta(minutes=5)


def database_findings(*, keys: KeyRing, now: datetime) -> Iterator[Finding]:
    """Yield what is found, as far as the database lets one look.

    Args:
        keys: The instance's secrets.
        now: The system's time.
    """
    try:
        if not migrating.is_current():
            yield problem(
                "migrations",
                "the database is not of this version",
                "Run `pollsvc init`, or start the server once.",
            )
            return
        yield ok("migrations", f"up to date, revision {migrating.newest()}")
        with reading() as connection:
            yield from judge(durability.settings_in_force(connection))
            yield _log(connection)
            yield _history(connection)
            yield _integrity(connection)
            yield _clock(connection, now)
            yield _zones(connection)
            yield _keys(waves.with_keys(connection), keys)
            yield _schedule(waves.not_closed(connection), now)
            writable = durability.is_writable(connection)
        with transaction(of_answers=True):
            pass
    except StoreUnavailable as refusal:
        yield problem(
            "database",
            str(refusal.__cause__ or refusal).partition("\n")[0],
            "See that it runs, has room, and that POLLSVC_DATABASE_URL is right.",
        )
        return
    if writable:
        yield ok("database", "can be read and written")
    else:
        yield problem("database", "read-only", "Use the one that takes writes.")


def _log(connection: Connection) -> Finding:
    about = "database log"
    if log_ends_with_wave(connection):
        return ok(about, "keeps nothing of polls that have closed")
    return warning(
        about,
        "shows for some time after a poll has closed when each of its answers came",
        "Let PostgreSQL remove its log: see docs/how-to/forget.md.",
    )


def _history(connection: Connection) -> Finding:
    about = "history of closed polls"
    if is_history_left(connection):
        return warning(
            about,
            "the database's tables hold versions of answers that were written over",
            "It is removed twice a minute; if it stays, see docs/how-to/forget.md.",
        )
    return ok(about, "the database's tables hold none")


def _integrity(connection: Connection) -> Finding:
    about = "database files"
    if found := durability.problem_with_files(connection):
        return problem(about, found, "Stop the server and restore a backup.")
    return ok(about, "whole, as far as the database can tell")


def _clock(connection: Connection, now: datetime) -> Finding:
    apart = abs(durability.time_of(connection) - now)
    found = f"{apart.total_seconds():.1f} seconds between system and database"
    if apart <= SLACK:
        return ok("clock", found)
    advice = "Let both machines set their clocks by NTP: polls go by the database's."
    tell = warning if apart <= FAR else problem
    return tell("clock", found, advice)


def _zones(connection: Connection) -> Finding:
    drafts = [poll.draft for poll in polls.in_states(connection, *PollState)]
    zones = {"UTC", *(draft.schedule.zone for draft in drafts)}
    missing = sorted(zone for zone in zones if not _is_known(zone))
    if missing:
        advice = "Install the system's time zones, or the package tzdata."
        return problem("time zones", f"unknown: {', '.join(missing)}", advice)
    return ok("time zones", f"known: {', '.join(sorted(zones))}")


def _is_known(zone: str) -> bool:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        return False
    return True


def _keys(found: list[Wave], keys: KeyRing) -> Finding:
    lost = [wave for wave in found if keys.named(wave.key_id) is None]
    if lost:
        return problem(
            "keys",
            f"{len(lost)} waves are keyed with a secret that secret.key does not hold",
            "Put the lost line back into secret.key, or no receipt opens them.",
        )
    return ok("keys", f"secret.key opens all {len(found)} waves that are not archived")


def _schedule(running: list[Wave], now: datetime) -> Finding:
    late = [
        wave
        for wave in running
        if wave.window.closes_at and wave.window.closes_at + LATE < now
    ]
    if late:
        return warning(
            "schedule",
            f"{len(late)} waves should have been closed",
            "Start the server, or run `pollsvc due` every minute.",
        )
    return ok("schedule", "nothing is overdue")

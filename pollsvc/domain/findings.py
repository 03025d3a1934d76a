"""What a look at an instance found: each point good, doubtful or wrong."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """How bad it is."""

    OK = "ok"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One point that was looked at.

    Attributes:
        about: What was looked at, in a word or two, e.g. "database fsync".
        found: What it is.
        advice: What to do about it; None where it is good.
    """

    verdict: Verdict
    about: str
    found: str
    advice: str | None = None


def ok(about: str, found: str) -> Finding:
    """Return that something is as it should be."""
    return Finding(verdict=Verdict.OK, about=about, found=found)


def warning(about: str, found: str, advice: str) -> Finding:
    """Return that something may be meant, but should be looked at."""
    return Finding(verdict=Verdict.WARNING, about=about, found=found, advice=advice)


def problem(about: str, found: str, advice: str) -> Finding:
    """Return that something breaks a promise, or will."""
    return Finding(verdict=Verdict.PROBLEM, about=about, found=found, advice=advice)

"""Which database settings keep answers safe, and keep their times out of logs."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from pollsvc.domain.findings import Finding, Verdict, ok


@dataclass(frozen=True, kw_only=True)
class Rule:
    """What one setting of a database must be.

    Attributes:
        good: Whether a value keeps the promise.
        otherwise: How bad any other value is.
        advice: What to do then, and why.
    """

    setting: str
    good: Callable[[str], bool]
    advice: str
    otherwise: Verdict = Verdict.PROBLEM

    def look_at(self, value: str) -> Finding:
        """Return what to think of a value."""
        about = f"database {self.setting}"
        if self.good(value):
            return ok(about, value)
        return Finding(
            verdict=self.otherwise, about=about, found=value, advice=self.advice
        )


def _is(*values: str) -> Callable[[str], bool]:
    return lambda value: value in values


_LOST = "an answer that was acknowledged can be lost with the power"
_TIMES = "it writes down when each answer came"

SQLITE = (
    Rule(setting="journal_mode", good=_is("wal"), advice=f"Must be WAL, or {_LOST}."),
    Rule(setting="synchronous", good=_is("2"), advice=f"Must be FULL (2), or {_LOST}."),
    Rule(
        setting="secure_delete",
        good=_is("1"),
        advice="Must be on, or what was withdrawn stays readable in the file.",
    ),
    Rule(
        setting="temp_store",
        good=_is("2"),
        advice="Must be MEMORY (2), or sorting writes answers to other files.",
    ),
    Rule(
        setting="foreign_keys",
        good=_is("1"),
        advice="Must be on, or rows can stay behind that belong to nothing.",
    ),
)

POSTGRESQL = (
    Rule(
        setting="fsync",
        good=_is("on"),
        advice=f"Set fsync = on in postgresql.conf: without it {_LOST}.",
    ),
    Rule(
        setting="synchronous_commit",
        good=_is("on", "local", "remote_write", "remote_apply"),
        advice=f"Set synchronous_commit = on: without it {_LOST}.",
    ),
    Rule(
        setting="full_page_writes",
        good=_is("on"),
        otherwise=Verdict.WARNING,
        advice="Set full_page_writes = on, unless the storage never tears a page.",
    ),
    Rule(
        setting="track_commit_timestamp",
        good=_is("off"),
        advice=f"Set track_commit_timestamp = off: {_TIMES}.",
    ),
    Rule(
        setting="log_statement",
        good=_is("none", "ddl"),
        advice=f"Set log_statement = none: {_TIMES}.",
    ),
    Rule(
        setting="log_min_duration_statement",
        good=_is("-1"),
        otherwise=Verdict.WARNING,
        advice=f"Set log_min_duration_statement = -1: if it was slow, {_TIMES}.",
    ),
    Rule(
        setting="log_parameter_max_length",
        good=_is("0"),
        otherwise=Verdict.WARNING,
        advice="Set log_parameter_max_length = 0: a logged statement holds the answer.",
    ),
    Rule(
        setting="log_parameter_max_length_on_error",
        good=_is("0"),
        advice="Set log_parameter_max_length_on_error = 0: it would log answers.",
    ),
    Rule(
        setting="archive_mode",
        good=_is("off"),
        otherwise=Verdict.WARNING,
        advice="The archive holds the order and times of answers: keep it short.",
    ),
)


def judge(settings: Mapping[str, str]) -> Iterator[Finding]:
    """Yield a finding for each setting that a database reports and a rule is for.

    `log_parameter_max_length` counts for nothing where no statement is logged.
    """
    rules = SQLITE if "journal_mode" in settings else POSTGRESQL
    for rule in rules:
        value = settings.get(rule.setting)
        if value is None:
            continue
        if rule.setting == "log_parameter_max_length" and not _logs(settings):
            yield ok(f"database {rule.setting}", f"{value}, and no statement is logged")
        else:
            yield rule.look_at(value)


def not_durable(settings: Mapping[str, str]) -> tuple[Finding, ...]:
    """Return what would lose acknowledged answers, if anything would."""
    keeps = {"journal_mode", "synchronous", "fsync", "synchronous_commit"}
    keeps.add("full_page_writes")
    found = judge({name: settings[name] for name in keeps & settings.keys()})
    return tuple(finding for finding in found if finding.advice)


def _logs(settings: Mapping[str, str]) -> bool:
    statements = settings.get("log_statement", "none") not in {"none", "ddl"}
    return statements or settings.get("log_min_duration_statement", "-1") != "-1"

"""A report as text: rows in columns, proofs, facts, targets."""

import re
from collections.abc import Iterable, Mapping, Sequence

from benchmark.figures import Row, spread
from benchmark.reports import Fact, Proof, Report
from benchmark.targets import Verdict, judge

ROW_TITLES = (
    *("what", "conn.", "stored", "req/s", "±", "CPU ms", "p50 ms", "p99 ms"),
    *("databases' CPU ms", "generator"),
)
WHOLE_FROM = 100
NUMBER = re.compile(r"[\d.,]+%?")


def as_text(report: Report, machine: Mapping[str, str]) -> str:
    """Gives what a run has found, and on what machine."""
    verdicts = judge(report.rows, report.facts)
    parts = [
        _section("Measured on", machine.items()),
        *_setups(report.rows),
        _section("Stored as acknowledged", map(_proof, report.proofs)),
        _section("Single figures", map(_fact, report.facts)),
        _section("Targets", (_verdict(v) for v in verdicts if v.met is not None)),
        _section("Notes", ((note,) for note in report.notes)),
        _section("FAILED", ((failure,) for failure in report.failures)),
    ]
    return "\n\n".join(filter(None, parts))


def _setups(rows: Sequence[Row]) -> Iterable[str]:
    for setup in dict.fromkeys(row.setup for row in rows):
        lines = [_row(row) for row in rows if row.setup == setup]
        yield _section(setup, [ROW_TITLES, *lines])


def _row(row: Row) -> tuple[str, ...]:
    it = row.median
    beside = ", ".join(f"{name} {ms:.2f}" for name, ms in it.beside_ms.items())
    return (
        row.what,
        str(row.connections),
        f"{row.stored:,}" if row.stored else "",
        f"{it.rate:,.0f}",
        f"{spread(row.rates):.0%}" if len(row.rates) > 1 else "",
        "" if it.cpu_ms is None else f"{it.cpu_ms:.2f}",
        f"{it.p50_ms:.1f}",
        f"{it.p99_ms:.1f}",
        beside,
        f"{it.generator:.0%}",
    )


def _proof(proof: Proof) -> tuple[str, ...]:
    return (
        proof.where,
        f"{proof.acknowledged:,} acknowledged of {proof.sent:,} sent",
        f"{proof.stored:,} stored",
        proof.problem or f"recount agrees ({proof.recounted:,})",
    )


def _fact(fact: Fact) -> tuple[str, ...]:
    value = fact.value
    shown = f"{value:,.0f}" if value >= WHOLE_FROM else f"{value:.3g}"
    return (fact.what, shown, fact.unit, fact.note)


def _verdict(verdict: Verdict) -> tuple[str, ...]:
    value = "" if verdict.value is None else f"{verdict.value:.2f}"
    return (verdict.what, verdict.limit, value, verdict.word)


def _section(title: str, lines: Iterable[Sequence[str]]) -> str:
    held = [tuple(line) for line in lines]
    if not held:
        return ""
    columns = [_column(cells) for cells in zip(*held, strict=True)]
    rows = ("  ".join(cells).rstrip() for cells in zip(*columns, strict=True))
    return "\n".join([title, "-" * len(title), *rows])


def _column(cells: Sequence[str]) -> list[str]:
    """Gives cells one width: numbers to the right, words to the left."""
    width = max(map(len, cells))
    if NUMBER.fullmatch(next(filter(None, reversed(cells)), "")):
        return [cell.rjust(width) for cell in cells]
    return [cell.ljust(width) for cell in cells]

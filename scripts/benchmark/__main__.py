"""`scripts/bench`: runs the parts that are asked for, and prints what they found."""

import argparse
import dataclasses
import json
import sys
import tempfile
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from benchmark import pages
from benchmark.plans import FULL, QUICK, Bench, Plan
from benchmark.reports import Report
from benchmark.setups import POSTGRESQL, SQLITE, SQLITE_REDIS
from benchmark.tables import as_text
from benchmark.targets import Verdict, judge

Part = Callable[[Bench], None]

PARTS: Mapping[str, tuple[str, Part]] = {
    "sqlite": (
        "hello, poll page, answer and results at 1, 8 and 64 connections on SQLite",
        partial(pages.measure, name=SQLITE),
    ),
    "sqlite-redis": (
        "the same with limits in Redis, so with several workers",
        partial(pages.measure, name=SQLITE_REDIS),
    ),
    "postgresql": (
        "the same on PostgreSQL and Redis",
        partial(pages.measure, name=POSTGRESQL),
    ),
}


def main() -> None:
    """Runs what the command line asks for; fails where an answer went astray."""
    asked = _command_line().parse_args()
    names = asked.only.split(",") if asked.only else list(PARTS)
    if unknown := [name for name in names if name not in PARTS]:
        sys.exit(
            f"There is no part {', '.join(unknown)}; there is: {', '.join(PARTS)}."
        )
    report = Report(say=lambda line: print(line, file=sys.stderr, flush=True))
    with tempfile.TemporaryDirectory(prefix="pollsvc-bench-") as home:
        bench = Bench(plan=_plan(asked), home=Path(home), report=report)
        for name in names:
            PARTS[name][1](bench)
    print(_as_json(bench) if asked.json else as_text(report, _verdicts(report)))
    if report.failures:
        sys.exit(f"FAILED: {len(report.failures)} things were not as they should be.")


def _command_line() -> argparse.ArgumentParser:
    parts = "\n".join(f"  {name:<14}{about}" for name, (about, _) in PARTS.items())
    parser = argparse.ArgumentParser(
        prog="scripts/bench",
        description=__doc__,
        epilog=f"Parts:\n{parts}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--json", action="store_true", help="print JSON, not a table")
    parser.add_argument("--quick", action="store_true", help="a short form, for trying")
    parser.add_argument("--only", metavar="PART[,PART]", help="these parts only")
    parser.add_argument("--rounds", type=int, help="how often each phase is played")
    parser.add_argument("--seconds", type=float, help="how long a phase is")
    parser.add_argument("--connections", metavar="N[,N]", help="at a time; 1,8,64")
    return parser


def _plan(asked: argparse.Namespace) -> Plan:
    plan = QUICK if asked.quick else FULL
    given = {name: getattr(asked, name) for name in ("rounds", "seconds")}
    if asked.connections:
        given["connections"] = tuple(map(int, asked.connections.split(",")))
    return dataclasses.replace(
        plan, **{k: v for k, v in given.items() if v is not None}
    )


def _verdicts(report: Report) -> tuple[Verdict, ...]:
    return judge(report.rows, report.facts)


def _as_json(bench: Bench) -> str:
    report = bench.report
    document = {
        "plan": dataclasses.asdict(bench.plan),
        "rows": [dataclasses.asdict(row) for row in report.rows],
        "proofs": [
            dataclasses.asdict(proof) | {"problem": proof.problem}
            for proof in report.proofs
        ],
        "facts": [dataclasses.asdict(fact) for fact in report.facts],
        "targets": [
            dataclasses.asdict(verdict) | {"verdict": verdict.word}
            for verdict in _verdicts(report)
        ],
        "notes": report.notes,
        "failures": report.failures,
    }
    return json.dumps(document, indent=2, ensure_ascii=False)


if __name__ == "__main__":
    main()

"""`scripts/bench`: measures the parts that are asked for, and prints what was found."""

import argparse
import dataclasses
import sys
import tempfile
from pathlib import Path

from benchmark.commands import CommandFailed
from benchmark.documents import as_json
from benchmark.machines import describe
from benchmark.parts import PARTS
from benchmark.plans import FULL, QUICK, Bench, Plan
from benchmark.reports import Report
from benchmark.tables import as_text
from tests.servers.processes import ServerNotFoundError


def main() -> None:
    """Does what the command line asks; fails where an answer went astray."""
    asked = _command_line().parse_args()
    names = _names(asked.only)
    machine = describe()
    report = Report(say=lambda line: print(line, file=sys.stderr, flush=True))
    with tempfile.TemporaryDirectory(prefix="pollsvc-bench-") as home:
        bench = Bench(plan=_plan(asked), home=Path(home), report=report)
        for name in names:
            _measure(name, bench)
    print(as_json(bench, machine) if asked.json else as_text(report, machine))
    if report.failures:
        sys.exit(f"FAILED: {'; '.join(report.failures)}")


def _command_line() -> argparse.ArgumentParser:
    parts = "\n".join(f"  {name:<14}{part.about}" for name, part in PARTS.items())
    parser = argparse.ArgumentParser(
        prog="scripts/bench",
        description="Measures the service on this machine, beside a bare hello.",
        epilog=f"parts:\n{parts}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--json", action="store_true", help="print JSON, not a table")
    parser.add_argument("--quick", action="store_true", help="a short form, for trying")
    parser.add_argument("--only", metavar="PART[,PART]", help="these parts only")
    parser.add_argument("--rounds", type=int, help="how often each phase is played")
    parser.add_argument("--seconds", type=float, help="how long a phase is")
    parser.add_argument("--connections", metavar="N[,N]", help="instead of 1,8,64")
    parser.add_argument("--many", type=int, help="instead of 1,000,000 responses")
    return parser


def _names(only: str | None) -> list[str]:
    if only is None:
        return [name for name, part in PARTS.items() if part.by_default]
    names = only.split(",")
    if unknown := [name for name in names if name not in PARTS]:
        listed = ", ".join(PARTS)
        sys.exit(f"There is no part {', '.join(unknown)}; there is: {listed}.")
    return names


def _plan(asked: argparse.Namespace) -> Plan:
    plan = QUICK if asked.quick else FULL
    given = {name: getattr(asked, name) for name in ("rounds", "seconds", "many")}
    if asked.connections:
        given["connections"] = tuple(map(int, asked.connections.split(",")))
    named = {name: value for name, value in given.items() if value is not None}
    return dataclasses.replace(plan, **named)


def _measure(name: str, bench: Bench) -> None:
    """Measures one part; what stops it does not stop the others."""
    try:
        PARTS[name].measure(bench)
    except (CommandFailed, RuntimeError, OSError, ServerNotFoundError) as problem:
        bench.report.fail(f"{name}: {problem}")


if __name__ == "__main__":
    main()

"""Runs every tool that reads the code, a line for each; fails where any does."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
AT_ONCE = 2

# The slowest first, so that the others fill the time beside it.
TOOLS = {
    "types": ["mypy"],
    "imports": ["lint-imports"],
    "templates": ["djlint", "--lint", "--quiet", "pollsvc/templates"],
    "dependencies": ["deptry", "."],
    "unused code": ["vulture"],
    "lint": ["ruff", "check", "--quiet"],
    "format": ["ruff", "format", "--check", "--quiet"],
}


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What one tool said, and how long it took."""

    name: str
    passed: bool
    output: str
    seconds: float


def main() -> None:
    """Runs the tools named on the command line, or all."""
    asked = sys.argv[1:] or list(TOOLS)
    if unknown := set(asked) - set(TOOLS):
        sys.exit(f"There is no {', '.join(sorted(unknown))}; there is: {list(TOOLS)}")
    with ThreadPoolExecutor(AT_ONCE) as pool:
        outcomes = []
        for outcome in pool.map(run, asked):
            report(outcome)
            outcomes.append(outcome)
    if failed := [outcome.name for outcome in outcomes if not outcome.passed]:
        sys.exit(f"Checks that failed: {', '.join(failed)}.")


def run(name: str) -> Outcome:
    """Runs one tool to its end."""
    program, *arguments = TOOLS[name]
    start = time.monotonic()
    done = subprocess.run(
        [str(BIN / program), *arguments],
        cwd=ROOT,
        env=os.environ | {"COLUMNS": "88", "NO_COLOR": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return Outcome(
        name=name,
        passed=done.returncode == 0,
        output=done.stdout,
        seconds=time.monotonic() - start,
    )


def report(outcome: Outcome) -> None:
    """Prints a line for a tool, and what it found where it found something."""
    verdict = "ok" if outcome.passed else "FAILED"
    print(f"{outcome.name:<14} {verdict:<7} {outcome.seconds:5.1f} s", flush=True)
    if not outcome.passed:
        print(outcome.output, flush=True)


if __name__ == "__main__":
    main()

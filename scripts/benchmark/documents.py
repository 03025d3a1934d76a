"""A run as JSON: everything that the tables say, and the rate of each round."""

import json
from collections.abc import Mapping
from dataclasses import asdict

from benchmark.plans import Bench
from benchmark.targets import judge


def as_json(bench: Bench, machine: Mapping[str, str]) -> str:
    """Gives what a run has found, and on what machine."""
    report = bench.report
    document = {
        "machine": dict(machine),
        "plan": asdict(bench.plan),
        "rows": [asdict(row) for row in report.rows],
        "proofs": [asdict(p) | {"problem": p.problem} for p in report.proofs],
        "facts": [asdict(fact) for fact in report.facts],
        "targets": [
            asdict(verdict) | {"verdict": verdict.word}
            for verdict in judge(report.rows, report.facts)
        ],
        "notes": report.notes,
        "failures": report.failures,
    }
    return json.dumps(document, indent=2, ensure_ascii=False)

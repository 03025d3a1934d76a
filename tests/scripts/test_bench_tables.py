"""What a run prints: numbers under each other, and nothing that was not measured."""

from benchmark.figures import Sample
from benchmark.reports import Fact, Proof, Report
from benchmark.setups import SQLITE
from benchmark.tables import as_text

PRINTED = """\
Measured on
-----------
Python  3.11

SQLite
------
what       conn.  stored  req/s   ±  CPU ms  p50 ms  p99 ms  databases' CPU ms  generator
hello          8          1,100  9%    0.25     1.0    10.0                            5%
poll page      8            900        0.50     1.0    10.0  Redis 0.02                5%

Stored as acknowledged
----------------------
here   3 acknowledged of 4 sent  3 stored  recount agrees (9)
there  3 acknowledged of 3 sent  2 stored  3 acknowledged, 2 stored

Single figures
--------------
a start    0.123  s
many rows  1,236  s  cold

Targets
-------
poll page ÷ hello, CPU  at most 1.6  2.00  MISSED

FAILED
------
there: 3 acknowledged, 2 stored"""  # noqa: E501


def sample(rate, cpu_ms, **beside_ms):
    return Sample(
        rate=rate,
        cpu_ms=cpu_ms,
        p50_ms=1,
        p99_ms=10,
        generator=0.05,
        beside_ms=beside_ms,
    )


def proof(where, *, sent, stored):
    return Proof(
        where=where, sent=sent, acknowledged=3, stored=stored, recounted=9, held=9
    )


def test_a_report_is_printed_as_tables():
    report = Report(say=lambda _: None)
    report.add(SQLITE, "hello", 8, sample(1000, 0.25))
    report.add(SQLITE, "hello", 8, sample(1200, 0.25))
    report.add(SQLITE, "poll page", 8, sample(900, 0.5, Redis=0.02))
    report.measured(Fact(key="a", what="a start", value=0.1234, unit="s"))
    report.measured(
        Fact(key="b", what="many rows", value=1235.6, unit="s", note="cold")
    )
    report.prove(proof("here", sent=4, stored=3))
    report.prove(proof("there", sent=3, stored=2))
    assert as_text(report, {"Python": "3.11"}) == PRINTED

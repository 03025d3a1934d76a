"""The figures of the benchmark: percentiles, medians, verdicts and accounts."""

import pytest
from benchmark.figures import Row, Sample, median_sample, percentile, ratio, spread
from benchmark.reports import Fact, Proof, Report
from benchmark.setups import POSTGRESQL, SQLITE
from benchmark.targets import judge


@pytest.mark.parametrize(
    ("values", "part", "expected"),
    [
        ([7], 50, 7),
        ([7], 99, 7),
        ([1, 2], 50, 1),
        ([3, 1, 2], 50, 2),
        ([*range(1, 101)], 50, 50),
        ([*range(1, 101)], 99, 99),
        ([*range(1, 102)], 99, 100),
        ([*range(1, 101)], 100, 100),
    ],
)
def test_a_percentile_is_a_value_that_was_measured(values, part, expected):
    assert percentile(values, part) == expected


@pytest.mark.parametrize(
    ("value", "base", "expected"),
    [(3, 2, 1.5), (0, 2, 0), (3, 0, None), (None, 2, None), (3, None, None)],
)
def test_a_ratio_needs_both_and_a_base(value, base, expected):
    assert ratio(value, base) == expected


@pytest.mark.parametrize(
    ("rates", "expected"), [([5], 0), ([90, 100, 110], 0.1), ([0, 0], 0)]
)
def test_the_spread_is_half_of_the_width_over_the_median(rates, expected):
    assert spread(rates) == expected


def sample(**given):
    whole = {"rate": 1, "cpu_ms": 1, "p50_ms": 1, "p99_ms": 1, "generator": 0}
    return Sample(**(whole | given))


def test_each_figure_has_a_median_of_its_own():
    rounds = [
        sample(rate=1, cpu_ms=30, beside_ms={"Redis": 5}),
        sample(rate=2, cpu_ms=10, beside_ms={"Redis": 6}),
        sample(rate=3, cpu_ms=20, beside_ms={"Redis": 9}),
    ]
    median = median_sample(rounds)
    assert (median.rate, median.cpu_ms, median.beside_ms) == (2, 20, {"Redis": 6})


def test_a_cost_that_nobody_can_tell_stays_untold():
    assert median_sample([sample(cpu_ms=None)]).cpu_ms is None


def row(what, connections, **given):
    median = sample(**given)
    return Row(setup=SQLITE, what=what, connections=connections, median=median)


def verdict(rows=(), facts=(), *, of):
    return next(v for v in judge(rows, facts) if v.what == of)


@pytest.mark.parametrize(
    ("cost", "value", "word"),
    [(0.32, 1.6, "met"), (0.2, 1.0, "met"), (0.33, 1.65, "MISSED")],
)
def test_a_page_may_cost_so_many_times_a_hello(cost, value, word):
    rows = [row("hello", 8, cpu_ms=0.2), row("poll page", 8, cpu_ms=cost)]
    judged = verdict(rows, of="poll page ÷ hello, CPU")
    assert (judged.limit, judged.word) == ("at most 1.6", word)
    assert judged.value == pytest.approx(value)


@pytest.mark.parametrize(("rate", "word"), [(400, "met"), (399, "MISSED")])
def test_answers_must_reach_a_part_of_the_rate_of_hello(rate, word):
    rows = [row("hello", 64, rate=1000), row("answer", 64, rate=rate)]
    judged = verdict(rows, of="answer ÷ hello, rate at 64, SQLite")
    assert (judged.limit, judged.word) == ("at least 0.4", word)


@pytest.mark.parametrize("setup", [SQLITE, POSTGRESQL])
@pytest.mark.parametrize(("database", "word"), [(0.35, "met"), (0.37, "MISSED")])
def test_with_many_stored_the_databases_cost_is_counted_too(setup, database, word):
    rows = [
        Row(
            setup=f"{setup}, by stored responses",
            what="answer",
            connections=8,
            stored=stored,
            median=sample(cpu_ms=0.5, beside_ms={"PostgreSQL": beside}),
        )
        for stored, beside in ((1_000, 0.275), (1_000_000, database))
    ]
    judged = verdict(rows, of=f"answer, many stored ÷ few, CPU, {setup}")
    assert judged.word == word


def test_what_was_not_measured_is_neither_met_nor_missed():
    assert {judged.word for judged in judge([], [])} == {"not measured"}


def fact(key, value):
    return Fact(key=key, what=key, value=value, unit="s")


def test_a_release_is_judged_by_the_slower_of_the_two():
    facts = [fact("release-1000", 5), fact("release-1000000", 25)]
    assert verdict(facts=facts, of="cutting a release").word == "MISSED"


@pytest.mark.parametrize(
    ("bases", "value"), [({"sqlite3": 2, "csv": 5}, 2), ({"csv": 5}, 0.8)]
)
def test_an_export_is_held_against_the_best_that_is_there(bases, value):
    facts = [fact("export", 4), *(fact(k, v) for k, v in bases.items())]
    assert verdict(facts=facts, of="CSV export ÷ sqlite3 -csv").value == value


def test_a_figure_of_several_rounds_is_their_median():
    report = Report(say=print)
    for value in (9, 1, 4):
        report.measured(fact("help", value))
    assert [found.value for found in report.facts] == [4]


@pytest.mark.parametrize(
    ("acknowledged", "stored", "recounted", "held", "problem"),
    [
        (5, 5, 9, 9, None),
        (0, 0, 4, 4, "nothing was acknowledged"),
        (5, 4, 8, 8, "5 acknowledged, 4 stored"),
        (5, 6, 10, 10, "5 acknowledged, 6 stored"),
        (5, 5, None, 9, "9 held, not recounted"),
        (5, 5, 8, 9, "9 held, 8 recounted"),
    ],
)
def test_an_account_adds_up_or_says_why_not(
    acknowledged, stored, recounted, held, problem
):
    proof = Proof(
        where="here",
        sent=7,
        acknowledged=acknowledged,
        stored=stored,
        recounted=recounted,
        held=held,
    )
    assert proof.problem == problem
    said = []
    report = Report(say=said.append)
    report.prove(proof)
    assert bool(report.failures) is bool(said) is (problem is not None)

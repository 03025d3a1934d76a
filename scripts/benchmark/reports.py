"""What a run has found: rows, single facts, proofs and failures."""

import statistics
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from benchmark.figures import Row, Sample, median_sample


@dataclass(frozen=True, kw_only=True)
class Fact:
    """A single figure, such as the seconds that a command took.

    Attributes:
        key: A short name, by which the targets find it.
        what: What was measured, in words.
        note: What a reader must know of it; may be empty.
    """

    key: str
    what: str
    value: float
    unit: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Proof:
    """The account of one phase that stored answers.

    Attributes:
        sent: How many answers were sent.
        acknowledged: How many were answered by the redirect to the thanks.
        stored: By how many rows the table of responses has grown.
        recounted: How many responses `pollsvc recount` found; None: it disagreed.
        held: How many responses there were afterwards.
    """

    where: str
    sent: int
    acknowledged: int
    stored: int
    recounted: int | None
    held: int

    @property
    def problem(self) -> str | None:
        """What is wrong with the account, or None."""
        found = {
            "nothing was acknowledged": self.acknowledged == 0,
            f"{self.acknowledged} acknowledged, {self.stored} stored": (
                self.stored != self.acknowledged
            ),
            f"{self.held} held, {self.recounted or 'not'} recounted": (
                self.recounted != self.held
            ),
        }
        return next((sentence for sentence, wrong in found.items() if wrong), None)


Place = tuple[str, str, int, int]
"""A row's setup, what, connections and stored responses."""


@dataclass
class Report:
    """Collects what the parts find."""

    say: Callable[[str], None]
    proofs: list[Proof] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    _facts: dict[str, list[Fact]] = field(default_factory=lambda: defaultdict(list))
    _samples: dict[Place, list[Sample]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def add(
        self, setup: str, what: str, connections: int, sample: Sample, stored: int = 0
    ) -> None:
        """Takes one round of a row."""
        self._samples[setup, what, connections, stored].append(sample)

    def measured(self, fact: Fact) -> None:
        """Takes a single figure, or one more round of it."""
        self._facts[fact.key].append(fact)

    def prove(self, proof: Proof) -> None:
        """Takes an account; one that does not add up is a failure."""
        self.proofs.append(proof)
        if proof.problem:
            self.fail(f"{proof.where}: {proof.problem}")

    def fail(self, why: str) -> None:
        """Takes a failure, and says so at once."""
        self.failures.append(why)
        self.say(f"FAILED {why}")

    @property
    def facts(self) -> list[Fact]:
        """Every single figure: the median of its rounds."""
        return [
            replace(rounds[0], value=statistics.median(fact.value for fact in rounds))
            for rounds in self._facts.values()
        ]

    @property
    def rows(self) -> list[Row]:
        """Every row, in the order in which they came first."""
        return [
            Row(
                setup=setup,
                what=what,
                connections=connections,
                stored=stored,
                median=median_sample(samples),
                rates=tuple(round(sample.rate, 1) for sample in samples),
            )
            for (setup, what, connections, stored), samples in self._samples.items()
        ]

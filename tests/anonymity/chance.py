"""Whether a clue tells more of people than chance does, and how surely.

A clue gives people something that can be sorted: a column, or a place in a file. Each
is held against the true order of casting in several ways, and against groups of people.
Of all tries together fewer than one run in a million raises a false alarm: what counts
as found must be less likely than that by chance, after Holm's correction.

The probabilities are those under the hypothesis that every order of the rows is equally
likely. Sums over ranks are taken as normal: they are bounded, so that their true tails
are thinner. Matches, neighbours and few different values are counted, and their
probabilities exact or bounded from above.
"""

from collections import Counter
from dataclasses import dataclass
from math import comb, exp, lgamma, sqrt

import numpy as np
from scipy.stats import hypergeom, norm, rankdata

FALSE_ALARMS = 1e-6
FEWEST = 40
"""Of fewer people nothing can be told from chance at such a rate."""
FEWEST_IN_GROUP = 8
MOST_ALIKE = 0.1
"""Where more people share a value, it is a kind of group, not a rank."""
MOST_PEAKED = 5
"""Where the ranks' kurtosis is more, their sums are not normal."""


@dataclass(frozen=True)
class Clue:
    """What an intruder can sort people's rows by.

    Attributes:
        source: Where it is from, such as "response.xmin".
        values: By the number of a person, something that sorts.
    """

    source: str
    values: dict[int, object]


@dataclass(frozen=True)
class Finding:
    """What a clue told, and how likely as much would be by chance."""

    source: str
    told: str
    strength: float
    chance: float


@dataclass(frozen=True)
class Truth:
    """What is known of the people, and an intruder would like to know.

    Attributes:
        moments: When each cast, by number, as anything that sorts; the same for
            those who came together.
        answers: What each said.
        groups: By name, the numbers of the people in it.
    """

    moments: dict[int, object]
    answers: dict[int, str]
    groups: dict[str, set[int]]


def found(clues, truth):
    """What clues tell beyond chance, the surest first."""
    tries = sorted(
        (finding for clue in clues for finding in tries_with(clue, truth)),
        key=lambda finding: finding.chance,
    )
    for place, finding in enumerate(tries):
        if finding.chance * (len(tries) - place) > FALSE_ALARMS:
            return tries[:place]
    return tries


def tries_with(clue, truth):
    """Everything that is tried with one clue."""
    numbers = sorted(
        clue.values.keys() & truth.moments, key=lambda n: (truth.moments[n], n)
    )
    if len(numbers) < FEWEST:
        return
    moments = ranks([truth.moments[number] for number in numbers])
    places = ranks([clue.values[number] for number in numbers])
    sequence = in_sequence(places)
    answers = np.array([truth.answers[number] for number in numbers])
    for told, (strength, chance) in {
        "order": correlation(moments, places),
        "who came after whom": serial(places),
        "who came next": neighbours(sequence),
        "who is who": matches(sequence),
        "who is who, backwards": matches(sequence[::-1]),
        "who said what": guesses(answers, sequence),
        "who said what, backwards": guesses(answers, sequence[::-1]),
    }.items():
        yield Finding(clue.source, told, strength, chance)
    for name, members in truth.groups.items():
        inside = np.array([number in members for number in numbers])
        if FEWEST_IN_GROUP <= inside.sum() <= len(numbers) - FEWEST_IN_GROUP:
            yield Finding(clue.source, name, *apart(places, inside))


def ranks(values):
    """The ranks of anything that sorts; equal values share one."""
    place = {value: number for number, value in enumerate(sorted(set(values)))}
    return rankdata([place[value] for value in values])


def in_sequence(places):
    """Each one's place among all; lots decide between equals."""
    lots = np.random.default_rng(1).permutation(len(places))
    sequence = np.empty(len(places), dtype=int)
    sequence[np.lexsort((lots, places))] = np.arange(len(places))
    return sequence


def correlation(moments, places):
    """Spearman's coefficient."""
    if not np.ptp(places) or not np.ptp(moments):
        return 0.0, 1.0
    rho = float(np.corrcoef(moments, places)[0, 1])
    return rho, both_tails(rho * sqrt(len(places) - 1))


def serial(places):
    """How alike those are who came one after another, by Wald and Wolfowitz."""
    count, scores = len(places), places - places.mean()
    second, fourth = (scores**2).sum(), (scores**4).sum()
    if not second or count * fourth > MOST_PEAKED * second**2:
        return 0.0, 1.0
    observed = (scores * np.roll(scores, 1)).sum()
    mean = -second / (count - 1)
    variance = (
        (second**2 - fourth) / (count - 1)
        + (second**2 - 2 * fourth) / ((count - 1) * (count - 2))
        - mean**2
    )
    z = (observed - mean) / sqrt(variance)
    return float(z), both_tails(z)


def neighbours(sequence):
    """How many lie beside the one who came before; two do by chance.

    The probability of at least k is at most the mean of the number of sets of k.
    """
    count = len(sequence)
    beside = int((np.abs(np.diff(sequence)) == 1).sum())
    if not beside:
        return 0.0, 1.0
    runs = range(1, min(beside, count - beside) + 1)
    sets = sum(
        comb(beside - 1, run - 1) * comb(count - beside, run) * 2**run for run in runs
    )
    orders = exp(lgamma(count - beside + 1) - lgamma(count + 1))
    return float(beside), min(1.0, sets * orders)


def matches(sequence):
    """How many lie at the place at which they came; one does by chance."""
    right = int((sequence == np.arange(len(sequence))).sum())
    return float(right), exp(-lgamma(right + 1))


def guesses(answers, sequence):
    """How many answers are right if the first row is the first person's, and so on."""
    count = len(answers)
    rows = np.empty_like(answers)
    rows[sequence] = answers
    alike = answers[:, None] == rows[None, :]
    rest = alike - alike.mean(0) - alike.mean(1)[:, None] + alike.mean()
    spread = sqrt((rest**2).sum() / (count - 1))
    right = int((answers == rows).sum())
    if not spread:
        return float(right), 1.0
    return float(right), both_tails((right - alike.sum() / count) / spread)


def apart(places, inside):
    """Whether a group lies elsewhere than the others."""
    alike = Counter(places.tolist())
    if max(alike.values()) > MOST_ALIKE * len(places):
        return share(places, inside, alike)
    count, members = len(places), int(inside.sum())
    ties = sum(n**3 - n for n in alike.values()) / (count * (count - 1))
    variance = members * (count - members) / 12 * (count + 1 - ties)
    z = (places[inside].sum() - members * (count + 1) / 2) / sqrt(variance)
    return float(z), both_tails(z)


def share(places, inside, alike):
    """Whether a group has another share of any value than the others."""
    count, members = len(places), int(inside.sum())
    likely = []
    for value, holders in alike.items():
        both = int((inside & (places == value)).sum())
        law = hypergeom(count, holders, members)
        likely.append((min(law.cdf(both), law.sf(both - 1)), both))
    chance, both = min(likely)
    return float(both), min(1.0, 2 * chance * len(likely))


def both_tails(z):
    """How likely a normal variable is at least so far from its mean."""
    return float(2 * norm.sf(abs(z)))

"""Ways to count a ranking: every two options against each other, and by runoffs."""

from collections.abc import Mapping
from dataclasses import dataclass

Order = tuple[str, ...]
"""The codes of the options that somebody gave a place, the first first."""

Orders = Mapping[Order, int]
"""How many people gave which order."""


@dataclass(frozen=True, kw_only=True)
class Pairwise:
    """Every two options against each other.

    Attributes:
        codes: The options, in the order of rows and columns.
        ahead: In row i and column j how many people put option i ahead of option j.
        winner: The option that more people put ahead than behind, of every other one
            (Condorcet's winner); None where there is none.
        ties: Pairs of which as many put the one ahead as the other.
    """

    codes: tuple[str, ...]
    ahead: tuple[tuple[int, ...], ...]
    winner: str | None
    ties: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Round:
    """One round of an instant runoff.

    Attributes:
        counts: For each option still in, how many have it as their first of those.
        exhausted: How many gave none of those a place.
        dropped: The option that fewest have as their first; None in the last round.
        tied: Those that equally few have, where one of them had to be dropped.
    """

    counts: Mapping[str, int]
    exhausted: int
    dropped: str | None
    tied: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Runoff:
    """An instant runoff: what fewest have first is dropped until one has over half.

    Attributes:
        rounds: Of ties the option named first in the question is dropped here.
        winners: Who can win, whichever of tied options is dropped; one where it makes
            no difference.
    """

    rounds: tuple[Round, ...]
    winners: tuple[str, ...]

"""Ways to count a ranking: Borda's points, every two options, instant runoff.

No library fits: those for elections draw lots where options tie, and bring solvers and
pictures along. Here ties are told.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import combinations

from pollsvc.domain.rankings import Orders, Pairwise, Round, Runoff


def borda(places: Mapping[str, Sequence[int]]) -> dict[str, int]:
    """Return Borda's points: as many for a place as there are options behind it.

    Borda, Mémoire sur les élections au scrutin (1781). An option that somebody gave no
    place gets no points from them.

    Args:
        places: For each option how many people gave it the first place, the second,
            and so on.

    Returns:
        The points of each option, in the order given.
    """
    most = len(places)
    return {
        code: sum(count * (most - place) for place, count in enumerate(counts, start=1))
        for code, counts in places.items()
    }


def pairwise(orders: Orders, codes: Sequence[str]) -> Pairwise:
    """Return every two options against each other, and Condorcet's winner.

    An option with a place is ahead of all without one. Condorcet, Essai sur
    l'application de l'analyse (1785).

    Args:
        orders: How many people gave which order.
        codes: The options.
    """
    ahead = Counter[tuple[str, str]]()
    for order, people in orders.items():
        behind = set(codes)
        for code in order:
            behind.discard(code)
            ahead.update(dict.fromkeys(((code, other) for other in behind), people))
    return Pairwise(
        codes=tuple(codes),
        ahead=tuple(tuple(ahead[one, other] for other in codes) for one in codes),
        winner=_condorcet(ahead, codes),
        ties=tuple(
            (one, other)
            for one, other in combinations(codes, 2)
            if ahead[one, other] == ahead[other, one]
        ),
    )


def runoff(orders: Orders, codes: Sequence[str]) -> Runoff:
    """Return the instant runoff (alternative vote, with one seat).

    Until an option is first of more than half of those who placed any that is left,
    the one that fewest have first is dropped. Where several tie as last, all ways on
    are followed: whoever wins in one of them is a winner.

    Args:
        orders: How many people gave which order, each of at least one option.
        codes: The options, those to be dropped first of a tie in front.

    Returns:
        Nothing in it where nobody gave an order.
    """
    left, rounds = frozenset(codes), list[Round]()
    while left and any(orders.values()):
        firsts = _firsts(orders, left)
        last = _last(firsts) if _majority(firsts) is None else ()
        counts = {code: firsts[code] for code in codes if code in left}
        tied = tuple(code for code in counts if code in last)
        rounds.append(
            Round(
                counts=counts,
                exhausted=sum(orders.values()) - sum(counts.values()),
                dropped=tied[0] if tied else None,
                tied=tied if len(tied) > 1 else (),
            )
        )
        if not tied:
            break
        left -= {tied[0]}
    winners = _winners(orders, frozenset(codes)) if rounds else frozenset()
    return Runoff(
        rounds=tuple(rounds), winners=tuple(code for code in codes if code in winners)
    )


def _condorcet(
    ahead: Mapping[tuple[str, str], int], codes: Sequence[str]
) -> str | None:
    for one in codes:
        if all(
            ahead[one, other] > ahead[other, one] for other in codes if other != one
        ):
            return one
    return None


def _winners(orders: Orders, codes: frozenset[str]) -> frozenset[str]:
    # Twelve options are the most there are: four thousand sets of those left at worst.
    @cache
    def winners(left: frozenset[str]) -> frozenset[str]:
        firsts = _firsts(orders, left)
        if (winner := _majority(firsts)) is not None:
            return frozenset({winner})
        return frozenset().union(*(winners(left - {last}) for last in _last(firsts)))

    return winners(codes)


def _firsts(orders: Orders, left: frozenset[str]) -> dict[str, int]:
    firsts = dict.fromkeys(left, 0)
    for order, people in orders.items():
        for code in order:
            if code in left:
                firsts[code] += people
                break
    return firsts


def _majority(firsts: Mapping[str, int]) -> str | None:
    most = max(firsts, key=firsts.__getitem__)
    return most if 2 * firsts[most] > sum(firsts.values()) else None


def _last(firsts: Mapping[str, int]) -> tuple[str, ...]:
    fewest = min(firsts.values())
    return tuple(code for code, count in firsts.items() if count == fewest)

"""Estimates and their intervals as people read them."""

from collections.abc import Iterable

from pollsvc.domain.estimates import Change, Interval, Method, NoNumber
from pollsvc.domain.sentences import Sentence, in_a_row, sentence
from pollsvc.domain.spellings import Percent

NONE = "\u2013"
"""Stands where a table has nothing to say."""

_SMALLEST = 0.001


def share_words(share: float | None) -> str:
    """Return a share as a percentage with one digit after the point."""
    if share is None:
        return NONE
    return Sentence("{value}", None, {"value": Percent(100 * share, digits=1)})


def share_range(found: Interval | NoNumber) -> Sentence:
    """Return from where to where a share may be, or why nobody can say."""
    if isinstance(found, NoNumber):
        return found.words
    return from_to(share_words(found.low), share_words(found.high))


def points_words(share: float) -> Sentence:
    """Return a difference of shares in percentage points, with its sign."""
    return signed(100 * share)


def points_range(found: Interval) -> Sentence:
    """Return from where to where a difference of shares may be."""
    return from_to(points_words(found.low), points_words(found.high))


def number_words(value: float) -> Sentence:
    """Return a number with two digits after the point."""
    return Sentence("{value:,.2f}", None, {"value": value})


def given_words(value: float) -> Sentence:
    """Return a number that somebody gave: whole where it is."""
    if value == int(value):
        return Sentence("{value:,}", None, {"value": int(value)})
    return number_words(value)


def number_range(found: Interval | NoNumber) -> Sentence:
    """Return from where to where a number may be, or why nobody can say."""
    if isinstance(found, NoNumber):
        return found.words
    return from_to(number_words(found.low), number_words(found.high))


def verdict(change: Change) -> Sentence:
    """Return whether a change is more than chance, and how seldom chance makes it."""
    if change.adjusted < _SMALLEST:
        return sentence("Yes (p under {p:.3f})", p=_SMALLEST)
    if change.is_more_than_chance:
        return sentence("Yes (p = {p:.3f})", p=change.adjusted)
    return sentence("No (p = {p:.3f})", p=change.adjusted)


def basis(found: Iterable[Interval]) -> tuple[str, ...]:
    """Return how intervals were computed and as if what, each way once."""
    ways: dict[Sentence, dict[Method, Sentence]] = {}
    for each in found:
        named = sentence(
            "{method}, {level}.",
            method=each.method.words,
            level=Percent(100 * each.confidence),
        )
        ways.setdefault(each.assumption, {})[each.method] = named
    return tuple(
        in_a_row(*named.values(), assumption) for assumption, named in ways.items()
    )


def from_to(low: str, high: str) -> Sentence:
    """Return an interval in words."""
    return sentence("{low} to {high}", low=low, high=high)


def signed(value: float) -> Sentence:
    """Return a number with one digit after the point, and its sign."""
    shown = round(value, 1)
    sign = "+" if shown > 0 else "\u2212" if shown < 0 else ""
    return Sentence(f"{sign}{{value:.1f}}", None, {"value": abs(shown)})

"""Numbers of results as people read them."""

from collections.abc import Sequence

from pollsvc.domain.texts import isolated

HALF_A_PERCENT = 0.005


def percent_words(share: float | None) -> str:
    """Return a share as people read it: whole percent, and no false zero."""
    if share is None:
        return "-"
    if 0 < share < HALF_A_PERCENT:
        return "under 1%"
    # Half up, as people round; Python's own rounding goes to even numbers.
    return f"{int(share * 100 + 0.5)}%"


def people_words(number: int) -> str:
    """Return e.g. "1,112 people", "1 person"."""
    return "1 person" if number == 1 else f"{number:,} people"


def quoted(labels: Sequence[str], joint: str = "and") -> str:
    """Return labels in a sentence, e.g. “Once”, “Twice” and “Never”."""
    marked = [f"“{isolated(label)}”" for label in labels]
    if len(marked) == 1:
        return marked[0]
    return f"{', '.join(marked[:-1])} {joint} {marked[-1]}"

"""Numbers of results as people read them."""

from pollsvc.domain.sentences import Sentence, bare, counted, sentence
from pollsvc.domain.spellings import Percent

HALF_A_PERCENT = 0.005


def percent_words(share: float | None) -> str:
    """Return a share as people read it: whole percent, and no false zero."""
    if share is None:
        return "-"
    if 0 < share < HALF_A_PERCENT:
        return sentence("under {share}", share=Percent(1))
    # Half up, as people round; Python's own rounding goes to even numbers.
    return bare(Percent(int(share * 100 + 0.5)))


def count_words(number: int) -> Sentence:
    """Return e.g. "1,112"."""
    return bare(number)


def people_words(number: int) -> Sentence:
    """Return e.g. "1,112 people", "1 person"."""
    return counted("{number:,} person", "{number:,} people", number=number)

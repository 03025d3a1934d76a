"""A number, whole or with decimals; an odd one is asked about, not refused."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from pollsvc.domain.kinds.kind import (
    NOT_ANSWERED,
    SURE,
    Chosen,
    Given,
    Kind,
    NoAnswer,
    Problem,
    Stored,
    Unacceptable,
    only_ways_out,
    or_instead,
    restored_way_out,
    stored_way_out,
    ways_out_part,
)
from pollsvc.domain.kinds.labels import words_problem
from pollsvc.domain.kinds.words import MAX_SHORT
from pollsvc.domain.kinds.written_numbers import readings
from pollsvc.domain.questionnaires import MAX_TEXT, NumberLimits, Question
from pollsvc.domain.sentences import Sentence, counted, sentence

MOST_DIGITS = 15
"""More cannot be told apart by programs that keep numbers in eight bytes."""

MAX_DECIMALS = 6
BELOW = "below"
BOUNDS = ("least", "most", "plausible_least", "plausible_most")
_TOO_LONG = sentence("Write a number with at most {most} digits.", most=MOST_DIGITS)
_LONG_UNIT = sentence("Keep the unit under {most} characters.", most=MAX_TEXT)
_GROUP = 3
"""How many digits stand between the marks of thousands."""


@dataclass(frozen=True)
class Counted:
    """The number given."""

    value: Decimal


def parts(question: Question) -> tuple[str | None, ...]:
    """Return the names of the form's fields."""
    asks = plausible_words(question) is not None
    return (None, *((SURE,) if asks else ()), *ways_out_part(question))


def parse(question: Question, given: Given) -> Counted | Chosen | NoAnswer:
    """Return the number given.

    One that is possible but unlikely is taken once the respondent is sure of it.
    """
    limits = limits_of(question)
    answer = or_instead(
        question,
        given,
        _read(given, limits),
        wanted=sentence("Give a number")
        if limits.decimals
        else sentence("Give a whole number"),
    )
    if isinstance(answer, Counted):
        _require_in_range(answer.value, limits)
        sure = given.one(SURE) == f"{answer.value:f}"
        if _is_odd(answer.value, limits) and not sure:
            msg = sentence("You wrote {value:f}. Is that right?", value=answer.value)
            raise Unacceptable(msg)
    return answer


def number_meant(question: Question, written: str) -> Decimal | None:
    """Return the number that a text means as an answer; None: it means none."""
    try:
        return _meant(
            _without_unit(written.strip(), limits_of(question)), limits_of(question)
        )
    except Unacceptable:
        return None


def doubted(question: Question, written: str) -> Decimal | None:
    """Return the number that a text means if it is possible but to be asked about."""
    value, limits = number_meant(question, written), limits_of(question)
    if value is None or _is_outside(value, limits.least, limits.most):
        return None
    return value if _is_odd(value, limits) else None


def plausible_words(question: Question) -> str | None:
    """Return the plausible range in words, or None where there is none."""
    limits = limits_of(question)
    return _range_words(limits.plausible_least, limits.plausible_most)


def limits_of(question: Question) -> NumberLimits:
    """Return what number is asked for."""
    limits = question.limits
    return limits if isinstance(limits, NumberLimits) else NumberLimits()


def stored(answer: Counted | Chosen) -> Stored:
    """Return the number as text: JSON's own numbers are not exact."""
    if isinstance(answer, Chosen):
        return stored_way_out(answer)
    return f"{answer.value:f}"


def restored(question: Question, stored: Stored) -> Counted | Chosen:
    """Return what `stored` made."""
    del question
    return restored_way_out(stored) or Counted(Decimal(stored))


def cells(question: Question, answer: Counted) -> Iterator[str]:
    """Yield the bin of the histogram in which the number lies."""
    bins = limits_of(question).bins
    if bins:
        place = bisect_right(bins, answer.value)
        yield bin_cell(place - 1) if place else BELOW


def all_cells(question: Question) -> Iterator[str]:
    """Yield every bin, and what lies below the first."""
    bins = limits_of(question).bins
    if bins:
        yield BELOW
        yield from map(bin_cell, range(len(bins)))


def bin_cell(place: int) -> str:
    """Return the cell of a bin, counted from 0."""
    return f"bin_{place:02}"


def problems(question: Question) -> Iterator[Problem]:
    """Yield what is wrong with such a question."""
    yield from only_ways_out(question)
    limits = limits_of(question)
    if not 0 <= limits.decimals <= MAX_DECIMALS:
        yield (
            ".limits.decimals",
            sentence("Ask for 0 to {most} digits after the point.", most=MAX_DECIMALS),
        )
    if problem := words_problem(limits.unit or "", too_long=_LONG_UNIT):
        yield ".limits.unit", problem
    bounds = {name: getattr(limits, name) for name in BOUNDS}
    long = [name for name, value in bounds.items() if value and _is_too_long(value)]
    for name in long:
        yield f".limits.{name}", _TOO_LONG
    if any(map(_is_too_long, limits.bins)):
        yield ".limits.bins", _TOO_LONG
    elif [*limits.bins] != sorted(set(limits.bins)):
        yield (
            ".limits.bins",
            sentence("The beginnings of bins must rise from one to the next."),
        )
    if not long:
        yield from _order_problems(limits)


def _order_problems(limits: NumberLimits) -> Iterator[Problem]:
    least, most = limits.least, limits.most
    low, high = limits.plausible_least, limits.plausible_most
    if least is not None and most is not None and least > most:
        yield ".limits.most", _empty_range(least, most)
    elif low is not None and high is not None and low > high:
        yield ".limits.plausible_most", _empty_range(low, high)


def _empty_range(least: Decimal, most: Decimal) -> Sentence:
    return sentence(
        "No number is at least {least:f} and at most {most:f}.",
        least=least,
        most=most,
    )


def _is_too_long(value: Decimal) -> bool:
    if not value.is_finite():
        return True
    return len(f"{abs(value):f}".replace(".", "").lstrip("0")) > MOST_DIGITS


def _read(given: Given, limits: NumberLimits) -> Counted | NoAnswer:
    written = given.one()
    if not written:
        return NOT_ANSWERED
    value = _meant(_without_unit(written, limits), limits)
    if len(value.as_tuple().digits) > MOST_DIGITS:
        msg = sentence("Write a number with at most {most} digits", most=MOST_DIGITS)
        raise Unacceptable(msg)
    if _decimals(value) > limits.decimals:
        raise Unacceptable(_few_decimals(limits.decimals))
    return Counted(value)


def _meant(written: str, limits: NumberLimits) -> Decimal:
    """Return what is meant by a text in which a sign may stand between thousands."""
    found = readings(written)
    if not found:
        raise Unacceptable(_in_digits(limits))
    small, thousands = found[0], found[-1]
    if small == thousands or limits.decimals >= _GROUP:
        return small
    if limits.decimals:
        near = round(small, limits.decimals)
        msg = sentence(
            "Write {one} or {other}: your answer could be either",
            one=f"{thousands:f}",
            other=f"{near:f}",
        )
        raise Unacceptable(msg)
    return thousands


def _without_unit(written: str, limits: NumberLimits) -> str:
    # People write the unit although it stands beside the field.
    unit = (limits.unit or "").casefold()
    bare = written.casefold().removesuffix(unit).strip() if unit else ""
    return bare or written


def _require_in_range(value: Decimal, limits: NumberLimits) -> None:
    if _is_outside(value, limits.least, limits.most):
        raise Unacceptable(_range_wanted(limits.least, limits.most))


def _is_odd(value: Decimal, limits: NumberLimits) -> bool:
    return _is_outside(value, limits.plausible_least, limits.plausible_most)


def _is_outside(value: Decimal, least: Decimal | None, most: Decimal | None) -> bool:
    too_small = least is not None and value < least
    return too_small or (most is not None and value > most)


def _range_words(least: Decimal | None, most: Decimal | None) -> str | None:
    if least is not None and most is not None:
        return f"from {least:f} to {most:f}"
    if least is not None:
        return f"of at least {least:f}"
    return f"of at most {most:f}" if most is not None else None


def _range_wanted(least: Decimal | None, most: Decimal | None) -> Sentence:
    if least is not None and most is not None:
        return sentence(
            "Write a number from {least:f} to {most:f}", least=least, most=most
        )
    if least is not None:
        return sentence("Write a number of at least {least:f}", least=least)
    return sentence("Write a number of at most {most:f}", most=most)


def _in_digits(limits: NumberLimits) -> Sentence:
    if limits.decimals:
        return sentence(
            "Write a number in digits, such as {example}", example=Decimal("2.5")
        )
    return sentence("Write a whole number in digits, such as {example}", example=2)


def _few_decimals(most: int) -> Sentence:
    if not most:
        return sentence("Write a whole number")
    return counted(
        "Write a number with at most {number} digit after the point",
        "Write a number with at most {number} digits after the point",
        number=most,
    )


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


KIND = Kind(
    parts=parts,
    parse=parse,
    stored=stored,
    restored=restored,
    cells=cells,
    all_cells=all_cells,
    problems=problems,
    written=lambda _: MAX_SHORT,  # what is no number yet may be words
)

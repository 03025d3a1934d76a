"""Which answers people can give, as far as the conditions of rules tell them apart."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import ROUND_FLOOR, Decimal
from itertools import chain, combinations, product

from pollsvc.domain.kinds import date as dates
from pollsvc.domain.kinds import multiple, number, rank
from pollsvc.domain.kinds.date import Dated
from pollsvc.domain.kinds.kind import NOT_ANSWERED, Chosen, NoAnswer
from pollsvc.domain.kinds.matrix import Rated
from pollsvc.domain.kinds.multiple import Selected
from pollsvc.domain.kinds.number import Counted
from pollsvc.domain.kinds.rank import Ranked
from pollsvc.domain.kinds.text import Written
from pollsvc.domain.questionnaires import (
    EXCLUSIVE,
    Option,
    OptionRole,
    Question,
    QuestionKind,
)
from pollsvc.domain.rule_values import is_number
from pollsvc.domain.rules import COMPARISONS, Condition

Conditions = Sequence[Condition]
Possible = Chosen | Selected | Counted | Ranked | Rated | Written | Dated | NoAnswer

_FIRST, _LAST = date(1000, 1, 1), date(9999, 12, 31)
_APART = "\ue000"
"""A character that no condition names, to keep the words of several apart."""


def possible_answers(question: Question, conditions: Conditions) -> Iterator[Possible]:
    """Yield an answer for each case that some conditions on a question can tell apart.

    There can be very many: take no more than can be looked at.
    """
    yield from CASES[question.kind](question, conditions)
    if not question.required:
        yield NOT_ANSWERED


def _named(conditions: Conditions) -> set[str]:
    return {value for condition in conditions for value in condition.values}


def _told_apart(options: Sequence[Option], conditions: Conditions) -> list[str]:
    """Return the codes that are named, and one that stands for all the others."""
    codes = [option.code for option in options]
    if any(condition.relation in COMPARISONS for condition in conditions):
        return codes
    named = _named(conditions)
    others = [code for code in codes if code not in named]
    return [code for code in codes if code in named or code in others[:1]]


def _chosen(question: Question, conditions: Conditions) -> Iterator[Chosen]:
    yield from map(Chosen, _told_apart(question.options, conditions))


def _ways_out(question: Question, conditions: Conditions) -> Iterator[Chosen]:
    yield from map(Chosen, _told_apart(question.ways_out, conditions))


def _selected(
    question: Question, conditions: Conditions
) -> Iterator[Selected | Chosen]:
    together = [o.code for o in question.options if o.role not in EXCLUSIVE]
    limits = multiple.limits_of(question)
    least, most = limits.at_least or 1, limits.at_most or len(together)
    yield from map(Selected, _subsets(together, conditions, least, most))
    for option in question.options:
        if option.role is OptionRole.NONE:
            yield Selected((option.code,))
    yield from _ways_out(question, conditions)


def _ranked(question: Question, conditions: Conditions) -> Iterator[Ranked | Chosen]:
    items = [option.code for option in question.substantive]
    most = rank.places_of(question)
    least = most if question.required else 1
    yield from map(Ranked, _subsets(items, conditions, least, most))
    yield from _ways_out(question, conditions)


def _subsets(
    codes: Sequence[str], conditions: Conditions, least: int, most: int
) -> Iterator[tuple[str, ...]]:
    named = [code for code in codes if code in _named(conditions)]
    others = [code for code in codes if code not in named]
    for chosen in _all_subsets(named):
        needed = max(0, least - len(chosen))
        for more in (needed, needed + 1):
            size = len(chosen) + more
            if more <= len(others) and least <= size <= most and size:
                yield (*chosen, *others[:more])


def _all_subsets(parts: Sequence[str]) -> Iterator[tuple[str, ...]]:
    sizes = range(len(parts) + 1)
    return chain.from_iterable(combinations(parts, size) for size in sizes)


def _counted(question: Question, conditions: Conditions) -> Iterator[Counted | Chosen]:
    limits = number.limits_of(question)
    least, most = limits.least, limits.most
    step = Decimal(1).scaleb(-limits.decimals)
    marks = {Decimal(value) for value in _named(conditions) if is_number(value)}
    marks |= {bound for bound in (least, most) if bound is not None} or {Decimal(0)}
    floors = {mark.quantize(step, ROUND_FLOOR) for mark in marks}
    near = {floor + step * steps for floor in floors for steps in (-1, 0, 1, 2)}
    for value in sorted(near):
        if (least is None or value >= least) and (most is None or value <= most):
            yield Counted(value)
    yield from _ways_out(question, conditions)


def _dated(question: Question, conditions: Conditions) -> Iterator[Dated | Chosen]:
    limits = dates.limits_of(question)
    earliest, latest = limits.earliest or _FIRST, limits.latest or _LAST
    named = _named(conditions) - {option.code for option in question.options}
    marks = {earliest, latest, *map(date.fromisoformat, named)}
    near = {mark.toordinal() + days for mark in marks for days in (-1, 0, 1)}
    for day in sorted(near):
        if earliest.toordinal() <= day <= latest.toordinal():
            yield Dated(date.fromordinal(day))
    yield from _ways_out(question, conditions)


def _written(question: Question, conditions: Conditions) -> Iterator[Written | Chosen]:
    named = sorted(_named(conditions))
    yield from map(Written, named)
    for words in _all_subsets(named):
        yield Written(_APART.join(["", *words, ""]))
    yield from _ways_out(question, conditions)


def _rated(question: Question, conditions: Conditions) -> Iterator[Rated]:
    rows = {row.code: _row_conditions(row.code, conditions) for row in question.rows}
    empty = [] if question.required else [None]
    cases = [
        [*_told_apart(question.options, about), *empty] if about else _unseen(question)
        for about in rows.values()
    ]
    for codes in product(*cases):
        if any(codes):
            yield Rated(dict(zip(rows, codes, strict=True)))


def _row_conditions(row: str, conditions: Conditions) -> Conditions:
    """Return the conditions on one row; those on no row are on each."""
    parts = [(each.question.partition(".")[2], each) for each in conditions]
    return [condition for named, condition in parts if named in ("", row)]


def _unseen(question: Question) -> list[str | None]:
    return [question.options[0].code]


CASES: dict[QuestionKind, Callable[[Question, Conditions], Iterator[Possible]]] = {
    QuestionKind.SINGLE: _chosen,
    QuestionKind.MULTIPLE: _selected,
    QuestionKind.SCALE: _chosen,
    QuestionKind.NUMBER: _counted,
    QuestionKind.RANK: _ranked,
    QuestionKind.MATRIX: _rated,
    QuestionKind.TEXT: _written,
    QuestionKind.DATE: _dated,
}
"""How the cases of each kind are found."""

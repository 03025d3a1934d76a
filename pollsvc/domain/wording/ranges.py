"""Advice on answers that are numbers: ranges that overlap, or that leave some out."""

import re
from collections.abc import Iterator
from itertools import pairwise

from pollsvc.domain.number_ranges import NumberRange, range_of
from pollsvc.domain.questionnaires import Question
from pollsvc.domain.sentences import sentence
from pollsvc.domain.wording.advice import Advice

_COUNT = re.compile(r"\bhow many\b|\btimes\b|\bnumber of\b", re.IGNORECASE)
_ZERO = re.compile(
    r"\b(none|never|zero|not at all|nothing|no|do not|don['\u2019]t)\b", re.IGNORECASE
)


def overlaps(question: Question) -> Iterator[Advice]:
    """Yield advice on numbers that fit two answers."""
    for lower, upper in pairwise(_ranges(question)):
        if upper.first <= lower.last and (lower.is_wide or upper.is_wide):
            yield Advice(
                rule="overlap",
                what=sentence(
                    "{number} fits both “{lower}” and “{upper}”.",
                    number=f"{upper.first:g}",
                    lower=lower.label,
                    upper=upper.label,
                ),
                mend=sentence("Begin each answer one above the end of the last."),
            )


def gaps(question: Question) -> Iterator[Advice]:
    """Yield advice on numbers that fit no answer."""
    ranges = _ranges(question)
    if not any(each.is_wide for each in ranges):
        return
    for lower, upper in pairwise(ranges):
        if upper.first > lower.last + 1:
            yield Advice(
                rule="gap",
                what=sentence(
                    "{number} fits no answer between “{lower}” and “{upper}”.",
                    number=f"{lower.last + 1:g}",
                    lower=lower.label,
                    upper=upper.label,
                ),
                mend=sentence("Begin each answer one above the end of the last."),
            )


def missing_zero(question: Question) -> Iterator[Advice]:
    """Yield advice on a count that nobody can answer with none."""
    if not question.substantive or not _COUNT.search(question.text):
        return
    if any(o.code == "0" or _ZERO.search(o.label) for o in question.substantive):
        return
    if not any(each.first == 0 for each in _ranges(question)):
        yield Advice(
            rule="missing_zero",
            what=sentence("There is no answer for somebody whose number is zero."),
            mend=sentence("Add “None” as the first answer."),
        )


def _ranges(question: Question) -> list[NumberRange]:
    found = (range_of(option.label) for option in question.substantive)
    return sorted((r for r in found if r), key=lambda r: (r.first, r.last))

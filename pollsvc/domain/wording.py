"""Advice on the wording of a question: it warns and suggests, and never forbids."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from pollsvc.domain.number_ranges import NumberRange, range_of
from pollsvc.domain.questionnaires import OptionRole, Question
from pollsvc.domain.sentences import sentence

MOST_WORDS = 25
MOST_OPTIONS = 8


@dataclass(frozen=True, kw_only=True)
class Advice:
    """One thing that may make answers worth less.

    Attributes:
        rule: The name of the rule that found it.
        what: What is the matter, in a sentence.
        mend: What to do about it, in a sentence.
    """

    rule: str
    what: str
    mend: str


_PEOPLE = re.compile(
    r"\byou\b\W{1,3}(?:or|and|and/or)\s+(?:your|a|an|the|someone|somebody)\s+[\w-]+\)?",
    re.IGNORECASE,
)
_AND_OR = re.compile(r"\band\s*/\s*or\b", re.IGNORECASE)
_AND = re.compile(r"\b(?<!\d )(?:and|as well as)\b(?! \d)|&", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\b[^?]*?\band\b", re.IGNORECASE)
_NEGATIVE = re.compile(
    r"\b(not|never|no longer|cannot|without|unable|\w+n['\u2019]t)\b", re.IGNORECASE
)
_LEADING = re.compile(
    r"\b((?:do|would|is|are|should|could|wo)n['\u2019]t (?:you|it|we|they)"
    r"|do you agree that|of course|obviously|clearly|surely|as you know"
    r"|everyone knows|most people|how much do you (?:love|like|enjoy|hate)"
    r"|wonderful|excellent|amazing|terrible|awful)\b",
    re.IGNORECASE,
)
_COUNT = re.compile(r"\bhow many\b|\btimes\b|\bnumber of\b", re.IGNORECASE)
_ZERO = re.compile(
    r"\b(none|never|zero|not at all|nothing|no|do not|don['\u2019]t)\b", re.IGNORECASE
)
_OPPOSITES = (
    (r"\bagree\b", r"\bdisagree\b"),
    (r"\bsatisfied\b", r"\b(?:dissatisfied|unsatisfied)\b"),
    (r"\blikely\b", r"\bunlikely\b"),
    (r"\beasy\b", r"\b(?:hard|difficult)\b"),
    (r"\bgood\b", r"\b(?:bad|poor)\b"),
)


def advice_on(question: Question) -> tuple[Advice, ...]:
    """Return what may be wrong with a question's wording; most often nothing."""
    return tuple(advice for rule in _RULES for advice in rule(question))


def _too_long(question: Question) -> Iterator[Advice]:
    words = len(question.text.split())
    if words > MOST_WORDS:
        yield Advice(
            rule="too_long",
            what=sentence("The question has {number} words.", number=words),
            mend=sentence("Try to say it in {most} or fewer.", most=MOST_WORDS),
        )


def _two_people(question: Question) -> Iterator[Advice]:
    if found := _PEOPLE.search(question.text):
        yield Advice(
            rule="two_people",
            what=sentence(
                "\u201c{words}\u201d asks about two people at once.", words=found[0]
            ),
            mend=sentence(
                "Ask about one of them, and give the other an answer of its own, such "
                "as \u201cSomebody else does this for me\u201d."
            ),
        )


def _double_barrelled(question: Question) -> Iterator[Advice]:
    text = _BETWEEN.sub("", _PEOPLE.sub("you", question.text))
    found = _AND_OR.search(text) or _AND.search(text)
    if found:
        yield Advice(
            rule="double_barrelled",
            what=sentence(
                "\u201c{words}\u201d may join two questions in one.", words=found[0]
            ),
            mend=sentence(
                "Whoever answers differently to each cannot answer: ask only one."
            ),
        )


def _leading(question: Question) -> Iterator[Advice]:
    if found := _LEADING.search(question.text):
        yield Advice(
            rule="leading",
            what=sentence(
                "\u201c{words}\u201d suggests which answer is wanted.", words=found[0]
            ),
            mend=sentence("Ask so that every answer is equally easy to give."),
        )


def _negative(question: Question) -> Iterator[Advice]:
    found = _NEGATIVE.search(_LEADING.sub("", question.text))
    if found:
        yield Advice(
            rule="negative",
            what=sentence(
                "\u201c{words}\u201d makes it unclear what \u201cyes\u201d means.",
                words=found[0],
            ),
            mend=sentence("Ask it the positive way round."),
        )


def _overlaps(question: Question) -> Iterator[Advice]:
    for lower, upper in pairwise(_ranges(question)):
        if upper.first <= lower.last and (lower.is_wide or upper.is_wide):
            yield Advice(
                rule="overlap",
                what=sentence(
                    "{number:g} fits both \u201c{lower}\u201d and \u201c{upper}\u201d.",
                    number=upper.first,
                    lower=lower.label,
                    upper=upper.label,
                ),
                mend=sentence("Begin each answer one above the end of the last."),
            )


def _gaps(question: Question) -> Iterator[Advice]:
    ranges = _ranges(question)
    if not any(each.is_wide for each in ranges):
        return
    for lower, upper in pairwise(ranges):
        if upper.first > lower.last + 1:
            yield Advice(
                rule="gap",
                what=sentence(
                    "{number:g} fits no answer between \u201c{lower}\u201d and "
                    "\u201c{upper}\u201d.",
                    number=lower.last + 1,
                    lower=lower.label,
                    upper=upper.label,
                ),
                mend=sentence("Begin each answer one above the end of the last."),
            )


def _missing_zero(question: Question) -> Iterator[Advice]:
    if not question.substantive or not _COUNT.search(question.text):
        return
    if any(o.code == "0" or _ZERO.search(o.label) for o in question.substantive):
        return
    if not any(each.first == 0 for each in _ranges(question)):
        yield Advice(
            rule="missing_zero",
            what=sentence("There is no answer for somebody whose number is zero."),
            mend=sentence("Add \u201cNone\u201d as the first answer."),
        )


def _missing_way_out(question: Question) -> Iterator[Advice]:
    roles = {option.role for option in question.options}
    if question.options and roles == {OptionRole.SUBSTANTIVE}:
        yield Advice(
            rule="missing_way_out",
            what=sentence(
                "Nobody can say that they don\u2019t know or would rather not say."
            ),
            mend=sentence(
                "Offer at least one of the two: people forced to choose make it up."
            ),
        )


def _too_many(question: Question) -> Iterator[Advice]:
    options = len(question.substantive)
    if options > MOST_OPTIONS:
        yield Advice(
            rule="too_many",
            what=sentence(
                "There are {number} answers to read and compare.", number=options
            ),
            mend=sentence("Try to do with {most} or fewer.", most=MOST_OPTIONS),
        )


def _unbalanced(question: Question) -> Iterator[Advice]:
    labels = [option.label for option in question.substantive]
    for one, other in _OPPOSITES:
        ones, others = _count(one, labels), _count(other, labels)
        if ones + others > 1 and ones != others:
            yield Advice(
                rule="unbalanced",
                what=sentence(
                    "{ones} of the answers lean one way and {others} the other.",
                    ones=ones,
                    others=others,
                ),
                mend=sentence("Offer as many on each side."),
            )


def _count(pattern: str, labels: list[str]) -> int:
    return sum(bool(re.search(pattern, label, re.IGNORECASE)) for label in labels)


def _ranges(question: Question) -> list[NumberRange]:
    found = (range_of(option.label) for option in question.substantive)
    return sorted((r for r in found if r), key=lambda r: (r.first, r.last))


_RULES: tuple[Callable[[Question], Iterator[Advice]], ...] = (
    _too_long,
    _two_people,
    _double_barrelled,
    _leading,
    _negative,
    _overlaps,
    _gaps,
    _missing_zero,
    _missing_way_out,
    _too_many,
    _unbalanced,
)

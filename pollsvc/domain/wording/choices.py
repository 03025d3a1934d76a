"""Advice on what can be chosen: too much of it, one side of it, or no way around it."""

import re
from collections.abc import Iterator

from pollsvc.domain.questionnaires import OptionRole, Question, QuestionKind
from pollsvc.domain.sentences import sentence
from pollsvc.domain.wording.advice import Advice

MOST_OPTIONS = 8
MOST_POINTS = 11
_WRITTEN = (QuestionKind.NUMBER, QuestionKind.DATE)
_NONE = re.compile(r"\b(?:not|no|none|never)\b", re.IGNORECASE)
_OPPOSITES = (
    (r"\bagree\b", r"\bdisagree\b"),
    (r"\bsatisfied\b", r"\b(?:dissatisfied|unsatisfied)\b"),
    (r"\blikely\b", r"\bunlikely\b"),
    (r"\beasy\b", r"\b(?:hard|difficult)\b"),
    (r"\bgood\b", r"\b(?:bad|poor)\b"),
)


def missing_way_out(question: Question) -> Iterator[Advice]:
    """Yield advice where nobody can say that they give no answer."""
    roles = {option.role for option in question.options}
    is_forced = bool(roles) and roles == {OptionRole.SUBSTANTIVE}
    if is_forced or (not roles and question.kind in _WRITTEN):
        yield Advice(
            rule="missing_way_out",
            what=sentence(
                "Nobody can say that they don’t know or would rather not say."
            ),
            mend=sentence(
                "Offer at least one of the two: people forced to choose make it up."
            ),
        )


def too_many(question: Question) -> Iterator[Advice]:
    """Yield advice on too long a list of answers; rankings have their own."""
    options = len(question.substantive)
    # Points with numbers are one line to the eye, not so many texts to compare.
    most = MOST_POINTS if question.kind is QuestionKind.SCALE else MOST_OPTIONS
    if options > most and question.kind is not QuestionKind.RANK:
        yield Advice(
            rule="too_many",
            what=sentence(
                "There are {options} answers to read and compare.", options=options
            ),
            mend=sentence("Try to do with {most} or fewer.", most=most),
        )


def unbalanced(question: Question) -> Iterator[Advice]:
    """Yield advice on a scale with more answers on one side."""
    labels = [option.label for option in question.substantive]
    for one, other in _OPPOSITES:
        ones, others = _count(one, labels), _count(other, labels)
        # From nothing to much of one thing is a scale of its own: it has no other side.
        is_amount = not (ones and others) and any(map(_NONE.search, labels))
        if ones + others > 1 and ones != others and not is_amount:
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

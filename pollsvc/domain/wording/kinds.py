"""Advice on what only some kinds of question have."""

import re
from collections.abc import Iterator

from pollsvc.domain.kinds.number import limits_of
from pollsvc.domain.kinds.rank import places_of
from pollsvc.domain.kinds.scale import ends_of
from pollsvc.domain.questionnaires import Question, QuestionKind
from pollsvc.domain.sentences import sentence
from pollsvc.domain.wording.advice import Advice

MOST_ROWS = 7
MOST_RANKED = 5
_NAMES = re.compile(
    r"\b(?:your (?:\w+ )?(?:name|address|e-?mail|phone|birthday|employer)"
    r"|name of your|date of birth|who (?:is|was|are) your|which (?:doctor|hospital))\b",
    re.IGNORECASE,
)


def too_many_rows(question: Question) -> Iterator[Advice]:
    """Yield advice on a matrix that is answered without reading to its end."""
    rows = len(question.rows)
    if rows > MOST_ROWS:
        yield Advice(
            rule="too_many_rows",
            what=sentence("The same scale is answered {rows} times.", rows=rows),
            mend=sentence(
                "Try to do with {most} rows, or ask in two questions: people tire and "
                "choose the same point in every row.",
                most=MOST_ROWS,
            ),
        )


def unlabelled_ends(question: Question) -> Iterator[Advice]:
    """Yield advice on a scale of numbers of which nobody knows what they mean."""
    labels = [option.label for option in question.substantive]
    is_scale = question.kind in (QuestionKind.SCALE, QuestionKind.MATRIX)
    if not is_scale or not labels or not all(map(_is_number, labels)):
        return
    ends = ends_of(question)
    if not (ends.low and ends.high):
        yield Advice(
            rule="unlabelled_ends",
            what=sentence(
                "Nothing says what {first} and {last} mean.",
                first=labels[0],
                last=labels[-1],
            ),
            mend=sentence(
                "Give both ends words, such as “Not at all” and “Completely”."
            ),
        )


def too_many_ranked(question: Question) -> Iterator[Advice]:
    """Yield advice on a ranking that nobody can keep in mind."""
    if question.kind is not QuestionKind.RANK:
        return
    places = places_of(question)
    if places > MOST_RANKED:
        yield Advice(
            rule="too_many_ranked",
            what=sentence(
                "People are to put {places} answers in order.", places=places
            ),
            mend=sentence("Ask for the first {most} places only.", most=MOST_RANKED),
        )


def any_number(question: Question) -> Iterator[Advice]:
    """Yield advice on a number for which no slip of the finger is noticed."""
    if question.kind is not QuestionKind.NUMBER:
        return
    limits = limits_of(question)
    if limits.most is None and limits.plausible_most is None:
        yield Advice(
            rule="any_number",
            what=sentence("Any number is taken, even one with a zero too many."),
            mend=sentence("Say above which number people are asked “is that right?”."),
        )


def names(question: Question) -> Iterator[Advice]:
    """Yield advice on a text that people would answer by saying who they are."""
    if question.kind is not QuestionKind.TEXT:
        return
    if found := _NAMES.search(question.text):
        yield Advice(
            rule="names",
            what=sentence(
                "“{words}” invites people to write who they, or others, are.",
                words=found[0],
            ),
            mend=sentence("Ask for what you need to know without names."),
        )


def _is_number(label: str) -> bool:
    return label.strip().lstrip("-").isdecimal()

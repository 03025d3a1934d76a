"""How a question is answered, in a sentence beside it; one row per kind."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from pollsvc.domain.kinds import multiple, number, rank, text
from pollsvc.domain.questionnaires import Question, QuestionKind
from pollsvc.domain.sentences import Sentence, counted, in_a_row, sentence

DATE_PARTS = {
    "day": sentence("Day"),
    "month": sentence("Month"),
    "year": sentence("Year"),
}
NO_PLACE = sentence("No place")
"""What is picked in a ranking for an answer that is given none."""


def instruction_for(question: Question) -> Sentence:
    """Return how to answer a question, e.g. "Select all that apply."."""
    return _INSTRUCTIONS[question.kind](question)


def _several(question: Question) -> Sentence:
    limits = multiple.limits_of(question)
    least, most = limits.at_least, limits.at_most
    if least and most:
        return _from_to(least, most)
    if most:
        return sentence("Select up to {most}.", most=most)
    if least:
        return sentence("Select at least {least}.", least=least)
    return sentence("Select all that apply.")


def _from_to(least: int, most: int) -> Sentence:
    if least < most:
        return sentence("Select {least} to {most} answers.", least=least, most=most)
    return sentence("Select {number}.", number=most)


def _number(question: Question) -> Sentence:
    limits = number.limits_of(question)
    match limits.unit, bool(limits.decimals):
        case (None | "", True):
            return sentence("Write a number.")
        case (None | "", False):
            return sentence("Write a whole number.")
        case (unit, True):
            return sentence("Write a number in {unit}.", unit=unit)
        case (unit, _):
            return sentence("Write a whole number in {unit}.", unit=unit)


def _rank(question: Question) -> Sentence:
    return sentence(
        "Give the places 1 to {most}; 1 is first.", most=rank.places_of(question)
    )


def _text(question: Question) -> Sentence:
    about = text.limits_of(question).about
    named = sentence("Please write nothing that says who you are.")
    if not about:
        return named
    long = counted(
        "About {number:,} character.", "About {number:,} characters.", number=about
    )
    return in_a_row(long, named)


def sure_words(value: Decimal) -> Sentence:
    """Return what somebody says who means an odd number."""
    return sentence("Yes, {value:f} is right", value=value)


_ONE = sentence("Select one answer.")

_INSTRUCTIONS: Mapping[QuestionKind, Callable[[Question], Sentence]] = {
    QuestionKind.SINGLE: lambda _: _ONE,
    QuestionKind.MULTIPLE: _several,
    QuestionKind.SCALE: lambda _: _ONE,
    QuestionKind.NUMBER: _number,
    QuestionKind.RANK: _rank,
    QuestionKind.MATRIX: lambda _: sentence("Select one answer in each row."),
    QuestionKind.TEXT: _text,
    QuestionKind.DATE: lambda _: sentence("For example, 27 3 2026."),
}

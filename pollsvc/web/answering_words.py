"""How a question is answered, in a sentence beside it; one row per kind."""

from collections.abc import Callable, Mapping

from pollsvc.domain.kinds import multiple, number, rank, text
from pollsvc.domain.questionnaires import Question, QuestionKind


def instruction_for(question: Question) -> str:
    """Return how to answer a question, e.g. "Select all that apply."."""
    return _INSTRUCTIONS[question.kind](question)


def _several(question: Question) -> str:
    limits = multiple.limits_of(question)
    least, most = limits.at_least, limits.at_most
    if least and most:
        return (
            f"Select {least} to {most} answers." if least < most else f"Select {most}."
        )
    if most:
        return f"Select up to {most}."
    return f"Select at least {least}." if least else "Select all that apply."


def _number(question: Question) -> str:
    limits = number.limits_of(question)
    said = "Write a number" if limits.decimals else "Write a whole number"
    return f"{said} in {limits.unit}." if limits.unit else f"{said}."


def _rank(question: Question) -> str:
    return f"Give the places 1 to {rank.places_of(question)}; 1 is first."


def _text(question: Question) -> str:
    about = text.limits_of(question).about
    named = "Please write nothing that says who you are."
    return f"About {about:,} characters. {named}" if about else named


_INSTRUCTIONS: Mapping[QuestionKind, Callable[[Question], str]] = {
    QuestionKind.SINGLE: lambda _: "Select one answer.",
    QuestionKind.MULTIPLE: _several,
    QuestionKind.SCALE: lambda _: "Select one answer.",
    QuestionKind.NUMBER: _number,
    QuestionKind.RANK: _rank,
    QuestionKind.MATRIX: lambda _: "Select one answer in each row.",
    QuestionKind.TEXT: _text,
    QuestionKind.DATE: lambda _: "For example, 27 3 2026.",
}

"""One option of several; with words of one's own where it is "other"."""

from collections.abc import Iterator

from pollsvc.domain.kinds.kind import (
    NOT_ANSWERED,
    OTHER_TEXT,
    Chosen,
    Given,
    Kind,
    NoAnswer,
    Problem,
    Stored,
    Unacceptable,
)
from pollsvc.domain.kinds.words import read_text
from pollsvc.domain.questionnaires import Question
from pollsvc.domain.sentences import sentence
from pollsvc.domain.spellings import quote

NOTHING_CHOSEN = sentence("Select an answer")
NOT_SHOWN = sentence("Select one of the answers shown")


def parts(question: Question) -> tuple[str | None, ...]:
    """Return the names of the form's fields."""
    return (None, OTHER_TEXT) if question.other else (None,)


def parse(question: Question, given: Given) -> Chosen | NoAnswer:
    """Return the option chosen; writing one's own words chooses "other"."""
    chosen = given.values()
    if len(chosen) > 1:
        msg = sentence("Select one answer only")
        raise Unacceptable(msg)
    text = own_words(question, given)
    other = question.other
    code = chosen[0] if chosen else other.code if other and text else ""
    if not code:
        if question.required:
            raise Unacceptable(NOTHING_CHOSEN)
        return NOT_ANSWERED
    if question.option(code) is None:
        raise Unacceptable(NOT_SHOWN)
    if text and other and code != other.code:
        msg = sentence(
            "Select {other} for what you wrote there, or clear it",
            other=quote(other.label),
        )
        raise Unacceptable(msg)
    return Chosen(code, text or None)


def own_words(question: Question, given: Given) -> str:
    """Return what was written beside "other"; "" where nothing was."""
    return read_text(given.one(OTHER_TEXT)) if question.other else ""


def stored(answer: Chosen) -> Stored:
    """Return the option's code, with the words beside it where there are any."""
    if answer.text is None:
        return answer.code
    return {"code": answer.code, "text": answer.text}


def restored(question: Question, stored: Stored) -> Chosen:
    """Return what `stored` made."""
    del question
    if isinstance(stored, dict):
        return Chosen(stored["code"], stored["text"])
    return Chosen(stored)


def cells(question: Question, answer: Chosen) -> Iterator[str]:
    """Yield the option's code."""
    del question
    yield answer.code


def all_cells(question: Question) -> Iterator[str]:
    """Yield the code of each option that is an answer."""
    return (option.code for option in question.substantive)


def problems(question: Question) -> Iterator[Problem]:
    """Yield what is wrong with such a question."""
    if len(question.substantive) < 2:  # noqa: PLR2004 -- one option is no choice
        yield ".options", sentence("Write at least two answers to choose from.")


KIND = Kind(
    parts=parts,
    parse=parse,
    stored=stored,
    restored=restored,
    cells=cells,
    all_cells=all_cells,
    problems=problems,
    adds_up=True,
)

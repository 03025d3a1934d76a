"""Words of one's own, short or long."""

from collections.abc import Iterator
from dataclasses import dataclass

from pollsvc.domain.kinds.kind import (
    NOT_ANSWERED,
    Chosen,
    Given,
    Kind,
    NoAnswer,
    Problem,
    Stored,
    no_cells,
    only_ways_out,
    or_instead,
    restored_way_out,
    stored_way_out,
    ways_out_part,
)
from pollsvc.domain.kinds.words import MAX_LONG, MAX_SHORT, read_text
from pollsvc.domain.questionnaires import Question, TextLimits
from pollsvc.domain.sentences import sentence


@dataclass(frozen=True)
class Written:
    """The words given; never empty."""

    text: str


def parts(question: Question) -> tuple[str | None, ...]:
    """Return the names of the form's fields."""
    return (None, *ways_out_part(question))


def parse(question: Question, given: Given) -> Written | Chosen | NoAnswer:
    """Return the words given."""
    text = read_text(given.one(), most=most_of(question))
    answer = Written(text) if text else NOT_ANSWERED
    return or_instead(question, given, answer, wanted=sentence("Write an answer"))


def limits_of(question: Question) -> TextLimits:
    """Return how long the text is meant to be."""
    return question.limits if isinstance(question.limits, TextLimits) else TextLimits()


def most_of(question: Question) -> int:
    """Return how many characters are taken at most."""
    return MAX_LONG if limits_of(question).long else MAX_SHORT


def stored(answer: Written | Chosen) -> Stored:
    """Return the words."""
    return stored_way_out(answer) if isinstance(answer, Chosen) else answer.text


def restored(question: Question, stored: Stored) -> Written | Chosen:
    """Return what `stored` made."""
    del question
    return restored_way_out(stored) or Written(stored)


def problems(question: Question) -> Iterator[Problem]:
    """Yield what is wrong with such a question."""
    yield from only_ways_out(question)
    about, most = limits_of(question).about, most_of(question)
    if about is not None and not 1 <= about <= most:
        yield (
            ".limits.about",
            sentence("Suggest a length from 1 to {most:,} characters.", most=most),
        )


KIND = Kind(
    parts=parts,
    parse=parse,
    stored=stored,
    restored=restored,
    cells=no_cells,
    all_cells=no_cells,
    problems=problems,
    written=most_of,
)

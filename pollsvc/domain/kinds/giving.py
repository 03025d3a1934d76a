"""The form that gives an answer: the way back from what was parsed."""

from collections.abc import Iterator

from pollsvc.domain.kinds.date import Dated
from pollsvc.domain.kinds.kind import INSTEAD, OTHER_TEXT, SURE, Chosen, part_name
from pollsvc.domain.kinds.matrix import Rated
from pollsvc.domain.kinds.multiple import Selected
from pollsvc.domain.kinds.number import Counted
from pollsvc.domain.kinds.rank import Ranked
from pollsvc.domain.kinds.text import Written
from pollsvc.domain.questionnaires import Question, QuestionKind

_WITH_CHOICES = frozenset(
    {QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.SCALE}
)
Part = tuple[str | None, tuple[str, ...]]


def form_of(question: Question, answer: object) -> dict[str, tuple[str, ...]]:
    """Return the form values that give an answer; none for no answer at all.

    Whatever `parse_answer` returns for a form, it returns for this one too.
    """
    return {
        part_name(question.code, part): values
        for part, values in _parts(question, answer)
    }


def _parts(question: Question, answer: object) -> Iterator[Part]:
    match answer:
        case Chosen(code, text):
            has_choices = question.kind in _WITH_CHOICES
            yield (None if has_choices else INSTEAD), (code,)
            yield from _own_words(text)
        case Selected(codes, text):
            yield None, codes
            yield from _own_words(text)
        case Counted(value):
            yield None, (f"{value:f}",)
            yield SURE, (f"{value:f}",)
        case Written(text):
            yield None, (text,)
        case _:
            yield from _several_parts(answer)


def _several_parts(answer: object) -> Iterator[Part]:
    match answer:
        case Ranked(order):
            for place, code in enumerate(order, start=1):
                yield code, (str(place),)
        case Rated(rows):
            for row, rating in rows.items():
                if rating is not None:
                    yield row, (rating,)
        case Dated(day):
            yield "day", (str(day.day),)
            yield "month", (str(day.month),)
            yield "year", (str(day.year),)
        case _:
            return


def _own_words(text: str | None) -> Iterator[Part]:
    if text is not None:
        yield OTHER_TEXT, (text,)

"""Several options of many, from a least to a most number; "none" stands alone."""

from collections.abc import Iterator
from dataclasses import dataclass

from pollsvc.domain.kinds import single
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
from pollsvc.domain.kinds.labels import taken_problems
from pollsvc.domain.questionnaires import (
    EXCLUSIVE,
    WAYS_OUT,
    Option,
    Question,
    SelectionLimits,
)
from pollsvc.domain.sentences import counted, in_a_row, sentence
from pollsvc.domain.spellings import quote


@dataclass(frozen=True)
class Selected:
    """The options chosen, by their codes in the questionnaire's order.

    Attributes:
        text: What was written beside "other"; None where nothing was.
    """

    codes: tuple[str, ...]
    text: str | None = None


def parse(question: Question, given: Given) -> Selected | Chosen | NoAnswer:
    """Return the options chosen; one that stands alone clears the others."""
    sent = set(given.values())
    text = single.own_words(question, given)
    other = question.other
    if other and text:
        sent.add(other.code)
    chosen = [option for option in question.options if option.code in sent]
    if len(chosen) < len(sent):
        raise Unacceptable(single.NOT_SHOWN)
    alone = [option for option in chosen if option.role in EXCLUSIVE]
    if alone:
        return _alone(alone)
    if not chosen:
        if question.required:
            raise Unacceptable(single.NOTHING_CHOSEN)
        return NOT_ANSWERED
    _require_number(len(chosen), limits_of(question))
    return Selected(tuple(option.code for option in chosen), text or None)


def _alone(alone: list[Option]) -> Selected | Chosen:
    if len(alone) > 1:
        labels = in_a_row(*(quote(option.label) for option in alone), between=", ")
        msg = sentence("Select only one of these: {labels}", labels=labels)
        raise Unacceptable(msg)
    (option,) = alone
    if option.role in WAYS_OUT:
        return Chosen(option.code)
    return Selected((option.code,))


def _require_number(number: int, limits: SelectionLimits) -> None:
    least, most = limits.at_least, limits.at_most
    if least is not None and number < least:
        msg = counted(
            "Select at least {number} answer",
            "Select at least {number} answers",
            number=least,
        )
        raise Unacceptable(msg)
    if most is not None and number > most:
        msg = counted(
            "Select at most {number} answer; {selected} are selected",
            "Select at most {number} answers; {selected} are selected",
            number=most,
            selected=number,
        )
        raise Unacceptable(msg)


def limits_of(question: Question) -> SelectionLimits:
    """Return how many options are to be chosen."""
    limits = question.limits
    return limits if isinstance(limits, SelectionLimits) else SelectionLimits()


def stored(answer: Selected | Chosen) -> Stored:
    """Return the codes, with the words beside "other" where there are any."""
    if isinstance(answer, Chosen):
        return answer.code
    if answer.text is None:
        return [*answer.codes]
    return {"codes": [*answer.codes], "text": answer.text}


def restored(question: Question, stored: Stored) -> Selected | Chosen:
    """Return what `stored` made."""
    del question
    if isinstance(stored, str):
        return Chosen(stored)
    if isinstance(stored, dict):
        return Selected(tuple(stored["codes"]), stored["text"])
    return Selected(tuple(stored))


def cells(question: Question, answer: Selected) -> Iterator[str]:
    """Yield the code of each option chosen."""
    del question
    yield from answer.codes


def problems(question: Question) -> Iterator[Problem]:
    """Yield what is wrong with such a question."""
    yield from single.problems(question)
    limits = limits_of(question)
    given = {"at_least": limits.at_least, "at_most": limits.at_most}
    choices = sum(option.role not in EXCLUSIVE for option in question.options)
    for name, number in given.items():
        if number is not None and not 1 <= number <= choices:
            yield (
                f".limits.{name}",
                sentence(
                    "Write a number from 1 to {most}: so many can be selected.",
                    most=choices,
                ),
            )
    least, most = limits.at_least, limits.at_most
    if least is not None and most is not None and most < least:
        yield (
            ".limits.at_most",
            sentence(
                "At least {least} and at most {most} cannot both hold.",
                least=least,
                most=most,
            ),
        )
    # Its column would be that of the words beside "other".
    yield from taken_problems(question.options, OTHER_TEXT, path=".options")


KIND = Kind(
    parts=single.parts,
    parse=parse,
    stored=stored,
    restored=restored,
    cells=cells,
    all_cells=single.all_cells,
    problems=problems,
)

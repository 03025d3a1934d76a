"""What a change of a questionnaire is: nothing, other words, or another version."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from pollsvc.domain.kinds.scale import ends_of
from pollsvc.domain.questionnaires import (
    Option,
    Page,
    Question,
    Questionnaire,
    Row,
    ScaleEnds,
)
from pollsvc.domain.sentences import Sentence, sentence
from pollsvc.domain.versions import Rewording


class Meaning(StrEnum):
    """What an author says of changed words: they mean the same, or something else."""

    SAME = "same"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class Changes:
    """How one questionnaire differs from another.

    Attributes:
        rewordings: The texts that read otherwise, of what is in both.
        substance: What else differs, in sentences; empty: nothing but words.
    """

    rewordings: tuple[Rewording, ...] = ()
    substance: tuple[Sentence, ...] = ()

    def __bool__(self) -> bool:
        """Return whether anything differs."""
        return bool(self.rewordings or self.substance)


def changes_between(before: Questionnaire, after: Questionnaire) -> Changes:
    """Return how what is asked changes; the numbers of the versions do not matter."""
    substance = tuple(_substance(before, after))
    if not substance and _without_words(before) != _without_words(after):
        substance = (sentence("Something else differs than words."),)
    return Changes(rewordings=tuple(_rewordings(before, after)), substance=substance)


def _rewordings(before: Questionnaire, after: Questionnaire) -> Iterator[Rewording]:
    texts = dict(_texts(before))
    for (question, part, what), text in _texts(after):
        known = texts.get((question, part, what), text)
        if known != text:
            yield Rewording(question=question, part=part, before=known, after=text)


_Place = tuple[str, str, str]


def _texts(questionnaire: Questionnaire) -> Iterator[tuple[_Place, str]]:
    for question in questionnaire.questions:
        code, ends = question.code, ends_of(question)
        yield (code, "", "text"), question.text
        yield (code, "", "hint"), question.hint or ""
        yield (code, "", "reason"), question.reason or ""
        yield (code, "", "low"), ends.low
        yield (code, "", "high"), ends.high
        for option in question.options:
            yield (code, option.code, "option"), option.label
        for row in question.rows:
            yield (code, row.code, "row"), row.label
    for number, page in enumerate(questionnaire.pages):
        yield ("", "", f"page {number}"), page.title or ""


def _substance(before: Questionnaire, after: Questionnaire) -> Iterator[Sentence]:
    known = {question.code: question for question in before.questions}
    asked = {question.code: question for question in after.questions}
    for code in _only_in(asked, known):
        yield sentence("A question is added: “{question}”.", question=asked[code].text)
    for code in _only_in(known, asked):
        yield sentence(
            "A question is no longer asked: “{question}”.", question=known[code].text
        )
    for code in _in_both(asked, known):
        yield from _of_question(known[code], asked[code])
    for differs, what in _WHOLE:
        if differs(before, after):
            yield what


def _another_order(before: Questionnaire, after: Questionnaire) -> bool:
    known, asked = ({q.code: q for q in each.questions} for each in (before, after))
    return _in_both(known, asked) != _in_both(asked, known)


_WHOLE: tuple[tuple[Callable[[Questionnaire, Questionnaire], bool], Sentence], ...] = (
    (_another_order, sentence("The questions come in another order.")),
    (
        lambda before, after: (
            [*map(_untitled, before.pages)] != [*map(_untitled, after.pages)]
        ),
        sentence("The pages are divided or shown otherwise."),
    ),
    (
        lambda before, after: before.language != after.language,
        sentence("It is asked in another language."),
    ),
)
"""What of a questionnaire as a whole may differ."""


def _of_question(before: Question, after: Question) -> Iterator[Sentence]:
    yield from _of_parts(after, before.options, after.options)
    yield from _of_parts(after, before.rows, after.rows)
    for differs, what in _FACETS:
        if differs(before) != differs(after):
            yield what(after.text)


_Part = Option | Row


def _of_parts(
    question: Question, before: Sequence[_Part], after: Sequence[_Part]
) -> Iterator[Sentence]:
    known = {part.code: part for part in before}
    offered = {part.code: part for part in after}
    where = question.text
    for code in _only_in(offered, known):
        yield sentence(
            "“{answer}” is added in “{question}”.",
            answer=offered[code].label,
            question=where,
        )
    for code in _only_in(known, offered):
        yield sentence(
            "“{answer}” is no longer offered in “{question}”.",
            answer=known[code].label,
            question=where,
        )
    if _in_both(known, offered) != _in_both(offered, known):
        yield sentence("Answers come in another order in “{question}”.", question=where)


_FACETS: tuple[tuple[Callable[[Question], object], Callable[[str], Sentence]], ...] = (
    (
        lambda question: question.kind,
        lambda text: sentence(
            "“{question}” is another kind of question.", question=text
        ),
    ),
    (
        lambda question: question.required,
        lambda text: sentence(
            "Another rule says whether “{question}” may be left out.", question=text
        ),
    ),
    (
        lambda question: question.show_if,
        lambda text: sentence(
            "Another rule says who is asked “{question}”.", question=text
        ),
    ),
    (
        lambda question: question.shuffled,
        lambda text: sentence(
            "The answers to “{question}” are shuffled otherwise.", question=text
        ),
    ),
    (
        lambda question: _question_without_words(question).limits,
        lambda text: sentence("“{question}” has other limits.", question=text),
    ),
)
"""What of a question may differ, besides words and what can be chosen."""


def _without_words(questionnaire: Questionnaire) -> Questionnaire:
    return replace(
        questionnaire,
        version=1,
        translations=(),
        questions=tuple(map(_question_without_words, questionnaire.questions)),
        pages=tuple(map(_untitled, questionnaire.pages)),
    )


def _question_without_words(question: Question) -> Question:
    limits = question.limits
    if isinstance(limits, ScaleEnds):
        limits = replace(limits, low="", high="")
    return replace(
        question,
        text="",
        hint=None,
        reason=None,
        options=tuple(replace(option, label="") for option in question.options),
        rows=tuple(replace(row, label="") for row in question.rows),
        limits=limits,
    )


def _untitled(page: Page) -> Page:
    return replace(page, title=None)


def _in_both(one: Mapping[str, object], other: Mapping[str, object]) -> list[str]:
    return [code for code in one if code in other]


def _only_in(one: Mapping[str, object], other: Mapping[str, object]) -> list[str]:
    return [code for code in one if code not in other]

"""A questionnaire over all its versions: what was ever asked, and what still is."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from typing import TypeVar

from pollsvc.domain.kinds.rank import places_of
from pollsvc.domain.questionnaires import (
    Limits,
    Option,
    Question,
    QuestionKind,
    Questionnaire,
    RankLimits,
    Row,
    Translation,
)
from pollsvc.domain.translations import own_words, texts_of, translated

_Part = TypeVar("_Part", Option, Row)


@dataclass(frozen=True, kw_only=True)
class Rewording:
    """One text that was changed.

    Attributes:
        question: The code of the question it belongs to; "" for a page's title.
        part: The code of the option or row it names; "" for the question's own texts.
    """

    question: str
    part: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Correction:
    """Words that were corrected after somebody had answered, meaning the same.

    Attributes:
        on: The day, in the poll's zone; never the time.
    """

    on: date
    change: Rewording


@dataclass(frozen=True, kw_only=True)
class Version:
    """One version of a poll's questionnaire, as its words stand now.

    Attributes:
        since: The day on which it took the place of the one before; None for the
            first one.
        corrections: What was corrected in it, the oldest first.
    """

    questionnaire: Questionnaire
    since: date | None = None
    corrections: tuple[Correction, ...] = ()


Versions = Mapping[int, Version]
"""Every version of a poll's questionnaire, by its number."""


def together(versions: Iterable[Questionnaire]) -> Questionnaire:
    """Return all that was ever asked, in the words and order of the newest version.

    What the newest version no longer asks or offers keeps its last words and its place
    among what stood beside it. An answer to any version is an answer to this one.

    Args:
        versions: At least one, the oldest first.
    """
    newest, *older = reversed([*versions])
    return reduce(_with_older, older, newest)


def versions_in(versions: Versions, language: str) -> dict[int, Version]:
    """Return every version with its texts in a language of the poll."""
    return {
        number: replace(
            version, questionnaire=translated(version.questionnaire, language)
        )
        for number, version in versions.items()
    }


def in_own_words(versions: Versions) -> dict[int, Version]:
    """Return every version with its ready-made texts in its own language too."""
    return {
        number: replace(version, questionnaire=own_words(version.questionnaire))
        for number, version in versions.items()
    }


def is_asked_in(questionnaire: Questionnaire, question: str, part: str = "") -> bool:
    """Return whether a version asks a question, and offers a part of it.

    Args:
        questionnaire: The version.
        question: The question's code.
        part: The code of one of its options or rows; "": only the question.
    """
    found = questionnaire.question(question)
    if found is None:
        return False
    return not part or part in _codes(found.options) | _codes(found.rows)


def _with_older(newer: Questionnaire, older: Questionnaire) -> Questionnaire:
    kept = {question.code: question for question in older.questions}
    questions = tuple(
        _with_older_parts(question, kept[question.code])
        if question.code in kept
        else question
        for question in newer.questions
    )
    # What is no longer asked comes last: it is of the past.
    codes = _codes(newer.questions)
    retired = tuple(q for q in older.questions if q.code not in codes)
    whole = replace(newer, questions=questions + retired)
    return replace(whole, translations=tuple(_translations(whole, newer, older)))


def _translations(
    whole: Questionnaire, newer: Questionnaire, older: Questionnaire
) -> Iterator[Translation]:
    """Yield the translations of the newer one, with those of what is of the past."""
    of_past = {text.key for text in texts_of(whole)}
    of_past -= {text.key for text in texts_of(newer)}
    known = {each.language: each.texts for each in older.translations}
    for each in newer.translations:
        past = known.get(each.language, {})
        kept = {key: text for key, text in past.items() if key in of_past}
        yield replace(each, texts={**kept, **each.texts})


def _with_older_parts(newer: Question, older: Question) -> Question:
    merged = replace(
        newer,
        options=_merged(newer.options, older.options),
        rows=_merged(newer.rows, older.rows),
    )
    limits = _LIMITS.get(newer.kind)
    return replace(merged, limits=limits(newer, older)) if limits else merged


def _merged(newer: tuple[_Part, ...], older: tuple[_Part, ...]) -> tuple[_Part, ...]:
    """Return the newer ones, and each older one behind what it stood behind."""
    merged = list(newer)
    place = 0
    for part in older:
        codes = [known.code for known in merged]
        if part.code in codes:
            place = codes.index(part.code) + 1
        else:
            merged.insert(place, part)
            place += 1
    return tuple(merged)


def _most_places(newer: Question, older: Question) -> Limits:
    return RankLimits(places=max(places_of(newer), places_of(older)))


_LIMITS: Mapping[QuestionKind, Callable[[Question, Question], Limits]] = {
    QuestionKind.RANK: _most_places
}
"""Where limits say which cells there are, those of two versions taken together."""


def _codes(parts: Iterable[Question | Option | Row]) -> frozenset[str]:
    return frozenset(part.code for part in parts)

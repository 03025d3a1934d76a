"""What of a form is kept for later: what its questions can hold, and no noise."""

from collections.abc import Mapping, Sequence

from pollsvc.domain.errors import AnswersRefused
from pollsvc.domain.kinds import KINDS
from pollsvc.domain.kinds.kind import OTHER_TEXT, Unacceptable, part_name
from pollsvc.domain.kinds.words import MAX_SHORT, read_text
from pollsvc.domain.questionnaires import Question, Questionnaire

MOST_CODE = 32
"""No code is longer, and no choice of a form."""


def keepable(
    questionnaire: Questionnaire, raw: Mapping[str, Sequence[str]]
) -> dict[str, list[str]]:
    """Return what a form sent without the values that no question of it can hold.

    Answers that are none yet stay as they are; only what is longer than any choice,
    and what is chosen more often than there are choices, is left out.

    Args:
        questionnaire: What is asked.
        raw: For each form field the values sent.

    Raises:
        AnswersRefused: A text is too long: words that somebody wrote are not dropped.
    """
    kept: dict[str, list[str]] = {}
    problems: dict[str, str] = {}
    for question in questionnaire.questions:
        for part in KINDS[question.kind].parts(question):
            name = part_name(question.code, part)
            if name not in raw:
                continue
            values = raw[name][: max(1, len(question.options))]
            try:
                kept[name] = _held(values, _written(question, part))
            except Unacceptable as problem:
                problems[question.code] = problem.text
    if problems:
        raise AnswersRefused(problems)
    return kept


def _written(question: Question, part: str | None) -> int | None:
    """Return how many characters may be written in a field; None: it is no text."""
    if part == OTHER_TEXT:
        return MAX_SHORT
    return KINDS[question.kind].written(question) if part is None else None


def _held(values: Sequence[str], most: int | None) -> list[str]:
    if most is None:
        return [value for value in values if len(value) <= MOST_CODE]
    for value in values:
        read_text(value, most=most)
    return [*values]

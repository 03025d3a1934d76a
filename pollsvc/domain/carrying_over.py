"""An answer to an earlier version, as far as it still answers the present one."""

from pollsvc.domain.answers import (
    NOT_ANSWERED,
    Answer,
    Chosen,
    Ranked,
    Rated,
    Selected,
    StoredAnswers,
    from_stored,
)
from pollsvc.domain.kinds.giving import form_of
from pollsvc.domain.kinds.kind import NOT_ASKED
from pollsvc.domain.questionnaires import Question, Questionnaire


def form_carried_over(
    questionnaire: Questionnaire, stored: StoredAnswers
) -> dict[str, tuple[str, ...]]:
    """Return the form values that give what was stored, without what is of the past.

    Args:
        questionnaire: What is asked now.
        stored: Answers to this version, or to an earlier one.
    """
    answers = from_stored(questionnaire, stored)
    return {
        name: values
        for question in questionnaire.questions
        for name, values in form_of(
            question, _still_offered(question, answers[question.code])
        ).items()
    }


def no_longer_offered(
    asked: Questionnaire, questionnaire: Questionnaire, stored: StoredAnswers
) -> tuple[str, ...]:
    """Return the codes of questions whose stored answers are, or hold, of the past.

    Args:
        asked: All that was ever asked.
        questionnaire: What is asked now.
        stored: What was answered.
    """
    answers = from_stored(asked, stored)
    return tuple(
        code
        for code, answer in answers.items()
        if answer is not NOT_ASKED and _is_past(questionnaire.question(code), answer)
    )


def _is_past(question: Question | None, answer: Answer) -> bool:
    return question is None or _still_offered(question, answer) != answer


def _still_offered(question: Question, answer: Answer) -> Answer:
    codes = {option.code for option in question.options}
    kept = answer
    match answer:
        case Chosen(code) if code not in codes:
            kept = NOT_ANSWERED
        case Selected(chosen, text):
            left = tuple(code for code in chosen if code in codes)
            has_words = question.other is not None and question.other.code in left
            kept = Selected(left, text if has_words else None) if left else NOT_ANSWERED
        case Ranked(order):
            kept = Ranked(tuple(code for code in order if code in codes))
        case Rated(rows):
            kept = Rated(
                {
                    row.code: rows[row.code] if rows[row.code] in codes else None
                    for row in question.rows
                    if row.code in rows
                }
            )
        case _:
            pass
    return kept

"""What a poll asks, at a glance: its pages, kinds of question, answers and rules."""

from pollsvc.blueprints.authoring.pages import AskedPage, AskedQuestion
from pollsvc.domain.questionnaires import Question, Questionnaire
from pollsvc.domain.rearranging import sheets_of
from pollsvc.domain.rules import Rule
from pollsvc.web.kind_names import kind_name
from pollsvc.web.rule_words import rule_words


def asked_pages(asked: Questionnaire) -> tuple[AskedPage, ...]:
    """Return what is asked, by page; one without a number where none are grouped."""
    if not asked.pages:
        return (AskedPage(questions=_questions(asked.questions, asked)),)
    return tuple(
        AskedPage(
            number=number,
            title=sheet.title,
            shown_if=_words(sheet.show_if, asked),
            questions=_questions(sheet.questions, asked),
        )
        for number, sheet in enumerate(sheets_of(asked), start=1)
    )


def _questions(
    questions: tuple[Question, ...], asked: Questionnaire
) -> tuple[AskedQuestion, ...]:
    return tuple(
        AskedQuestion(
            text=question.text,
            kind=kind_name(question.kind),
            shown_if=_words(question.show_if, asked),
            rows=tuple(row.label for row in question.rows),
            options=tuple(option.label for option in question.options),
        )
        for question in questions
    )


def _words(rule: Rule | None, asked: Questionnaire) -> str | None:
    return rule_words(rule, asked) if rule else None

"""A questionnaire as a plain document, the form in which it is stored as JSON."""

from typing import Any

from pollsvc.domain.questionnaires import (
    Option,
    OptionRole,
    Question,
    QuestionKind,
    Questionnaire,
)


def to_document(questionnaire: Questionnaire) -> dict[str, Any]:
    """Return the questionnaire as nested dicts, lists and strings."""
    return {
        "version": questionnaire.version,
        "language": questionnaire.language,
        "questions": [_question_out(q) for q in questionnaire.questions],
    }


def from_document(document: dict[str, Any]) -> Questionnaire:
    """Return the questionnaire that `to_document` wrote."""
    return Questionnaire(
        version=document["version"],
        language=document["language"],
        questions=tuple(_question_in(q) for q in document["questions"]),
    )


def _question_out(question: Question) -> dict[str, Any]:
    return {
        "code": question.code,
        "kind": question.kind.value,
        "text": question.text,
        "hint": question.hint,
        "required": question.required,
        "options": [
            {"code": o.code, "label": o.label, "role": o.role.value}
            for o in question.options
        ],
    }


def _question_in(document: dict[str, Any]) -> Question:
    return Question(
        code=document["code"],
        kind=QuestionKind(document["kind"]),
        text=document["text"],
        hint=document["hint"],
        required=document["required"],
        options=tuple(
            Option(code=o["code"], label=o["label"], role=OptionRole(o["role"]))
            for o in document["options"]
        ),
    )

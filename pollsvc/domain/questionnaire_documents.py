"""A questionnaire as a plain document, the form in which it is stored as JSON.

What has its default is left out, so that a document of before some feature reads as a
questionnaire without it.
"""

from dataclasses import MISSING, fields
from datetime import date
from decimal import Decimal
from typing import Any

from pollsvc.domain.kinds.number import BOUNDS
from pollsvc.domain.questionnaires import (
    LIMITS,
    Limits,
    Option,
    OptionRole,
    Page,
    Question,
    QuestionKind,
    Questionnaire,
    Row,
    Translation,
)
from pollsvc.domain.rule_documents import rule_from_document, rule_to_document

Document = dict[str, Any]

_DATES = ("earliest", "latest")


def to_document(questionnaire: Questionnaire) -> Document:
    """Return the questionnaire as nested dicts, lists and strings."""
    document: Document = {
        "version": questionnaire.version,
        "language": questionnaire.language,
        "questions": [_question_out(q) for q in questionnaire.questions],
    }
    if questionnaire.pages:
        document["pages"] = [_page_out(page) for page in questionnaire.pages]
    if questionnaire.translations:
        document["translations"] = [
            {"language": each.language, "texts": dict(each.texts)}
            for each in questionnaire.translations
        ]
    return document


def from_document(document: Document) -> Questionnaire:
    """Return the questionnaire that `to_document` wrote."""
    return Questionnaire(
        version=document["version"],
        language=document["language"],
        questions=tuple(_question_in(q) for q in document["questions"]),
        pages=tuple(_page_in(page) for page in document.get("pages", ())),
        translations=tuple(
            Translation(**each) for each in document.get("translations", ())
        ),
    )


def _question_out(question: Question) -> Document:
    document = _out(question)
    document["kind"] = question.kind.value
    document["options"] = [_out(option) for option in question.options]
    if question.rows:
        document["rows"] = [_out(row) for row in question.rows]
    if question.limits is not None:
        document["limits"] = {
            n: _value_out(v) for n, v in _out(question.limits).items()
        }
    if question.show_if is not None:
        document["show_if"] = rule_to_document(question.show_if)
    return document


def _question_in(document: Document) -> Question:
    kind = QuestionKind(document["kind"])
    limits = document.get("limits")
    return Question(
        **{
            **document,
            "kind": kind,
            "options": tuple(_option_in(each) for each in document["options"]),
            "rows": tuple(Row(**each) for each in document.get("rows", ())),
            "limits": None if limits is None else _limits_in(kind, limits),
            "show_if": rule_from_document(document.get("show_if")),
        }
    )


def _option_in(document: Document) -> Option:
    role = OptionRole(document.get("role", OptionRole.SUBSTANTIVE))
    return Option(**{**document, "role": role})


def _limits_in(kind: QuestionKind, document: Document) -> Limits | None:
    limits = LIMITS[kind]
    values = {name: _value_in(name, value) for name, value in document.items()}
    return None if limits is None else limits(**values)


def _value_out(value: object) -> object:
    match value:
        case Decimal():
            return f"{value:f}"
        case date():
            return value.isoformat()
        case tuple():
            return [_value_out(each) for each in value]
        case _:
            return value


def _value_in(name: str, value: Any) -> Any:  # noqa: ANN401 -- what JSON holds
    if name == "bins":
        return tuple(map(Decimal, value))
    if value is not None and name in BOUNDS:
        return Decimal(value)
    return date.fromisoformat(value) if value is not None and name in _DATES else value


def _page_out(page: Page) -> Document:
    document = _out(page)
    document["questions"] = [*page.questions]
    if page.show_if is not None:
        document["show_if"] = rule_to_document(page.show_if)
    return document


def _page_in(document: Document) -> Page:
    return Page(
        questions=tuple(document["questions"]),
        title=document.get("title"),
        show_if=rule_from_document(document.get("show_if")),
    )


def _out(part: Any) -> Document:  # noqa: ANN401 -- any of the dataclasses above
    """Return the fields of a part that differ from their defaults."""
    return {
        each.name: value
        for each in fields(part)
        if (value := getattr(part, each.name)) != each.default
        or each.default is MISSING
    }

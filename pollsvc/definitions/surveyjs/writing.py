"""Writes a poll as the JSON of SurveyJS."""

import json
from collections.abc import Iterator
from typing import Any

from pollsvc.definitions.foreign.leaving import remark_publishing
from pollsvc.definitions.foreign.rule_writing import expression_of
from pollsvc.definitions.reports import ImportReport, Remarks
from pollsvc.definitions.surveyjs.expressions import SURVEYJS
from pollsvc.definitions.surveyjs.languages import in_languages
from pollsvc.definitions.surveyjs.questions import elements_of
from pollsvc.domain.polls import PollDraft
from pollsvc.domain.questionnaires import Page, Question, Questionnaire
from pollsvc.domain.routing import pages_of
from pollsvc.domain.rules import Rule
from pollsvc.domain.translations import title_in, translated


def write_surveyjs(draft: PollDraft) -> tuple[bytes, ImportReport]:
    """Return the JSON of a poll, and what has no place in it."""
    remarks = Remarks()
    whole = draft.questionnaire
    survey = _survey(draft.title, whole, remarks)
    others = {
        language: _survey(
            title_in(whole, draft.title, language),
            translated(whole, language),
            Remarks(),
        )
        for language in whole.languages[1:]
    }
    said = in_languages(survey, whole.language, others)
    document = {"name": draft.slug, "locale": whole.language, **said}
    remark_publishing(draft, remarks)
    text = json.dumps(document, ensure_ascii=False, indent=2)
    codes = tuple(question.code for question in whole.questions)
    return f"{text}\n".encode(), remarks.report(codes)


def _survey(title: str, whole: Questionnaire, remarks: Remarks) -> dict[str, Any]:
    pages = enumerate(pages_of(whole), start=1)
    return {
        "title": title,
        "pages": [_page(page, number, whole, remarks) for number, page in pages],
    }


def _page(
    page: Page, number: int, whole: Questionnaire, remarks: Remarks
) -> dict[str, Any]:
    shown = {"name": f"page__{number}", "title": page.title or ""}
    shown |= _rule(page.show_if, whole)
    elements = [
        element
        for code in page.questions
        for element in _elements(whole.question(code), whole, remarks)
    ]
    return {name: value for name, value in shown.items() if value} | {
        "elements": elements
    }


def _elements(
    question: Question | None, whole: Questionnaire, remarks: Remarks
) -> Iterator[dict[str, Any]]:
    if question is not None:
        for element in elements_of(question, remarks):
            yield element | _rule(question.show_if, whole)


def _rule(rule: Rule | None, whole: Questionnaire) -> dict[str, str]:
    if rule is None:
        return {}
    return {"visibleIf": expression_of(rule, whole, SURVEYJS)}

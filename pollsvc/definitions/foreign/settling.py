"""Takes out of an imported questionnaire what still breaks a rule, and says so."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pollsvc.definitions.reports import Remarks
from pollsvc.domain.question_rules import problems_of
from pollsvc.domain.questionnaires import Page, Question, Questionnaire

_PATH = re.compile(r"(questions|pages)\[(\d+)\](?:\.(\w+))?.*")
_WITHOUT: dict[str, Any] = {
    "show_if": None,
    "limits": None,
    "hint": None,
    "shuffled": False,
    "required": False,
    "reason": None,
    "title": None,
}
"""What a part is where it is left out."""


def settled(
    whole: Questionnaire, names: Mapping[str, str], remarks: Remarks
) -> Questionnaire:
    """Return a questionnaire that breaks no rule; it may have no question left.

    Args:
        whole: What was carried over.
        names: What the other tool called each question, by its code.
        remarks: Where to say what had to go.
    """
    while whole.questions and (problems := problems_of(whole)):
        path, sentence = next(iter(problems.items()))
        whole = _without(whole, path, sentence, names=names, remarks=remarks)
    return whole


def _without(
    whole: Questionnaire,
    path: str,
    sentence: str,
    *,
    names: Mapping[str, str],
    remarks: Remarks,
) -> Questionnaire:
    found = _PATH.fullmatch(path)
    if found is None:
        remarks.lost("", sentence)
        return replace(
            whole, **({"language": "en"} if path == "language" else {"pages": ()})
        )
    number, name = int(found[2]), found[3]
    if found[1] == "pages":
        return _without_in_page(whole, number, name, sentence, remarks)
    question = whole.questions[number]
    where = names.get(question.code, question.code)
    if name in _WITHOUT:
        remarks.lost(where, f"Left out: its {_WORDS.get(name, name)}. {sentence}")
        cleared = {name: _WITHOUT[name]} | (
            {"required": False} if name == "reason" else {}
        )
        return _with_question(whole, number, replace(question, **cleared))
    remarks.lost(where, f"The question is left out. {sentence}")
    return _with_question(whole, number, None)


_WORDS = {"show_if": "rule, so that it is always asked"}


def _without_in_page(
    whole: Questionnaire, number: int, name: str | None, sentence: str, remarks: Remarks
) -> Questionnaire:
    page = whole.pages[number]
    where = page.title or ", ".join(page.questions[:1])
    pages: list[Page] = [*whole.pages]
    if name in _WITHOUT:
        remarks.lost(where, f"Left out: the {_WORDS.get(name, name)}. {sentence}")
        pages[number] = replace(page, **{name: _WITHOUT[name]})
    else:
        if page.title:
            remarks.lost(where, f"The page is left out. {sentence}")
        del pages[number]
    return replace(whole, pages=tuple(pages))


def _with_question(
    whole: Questionnaire, number: int, changed: Question | None
) -> Questionnaire:
    questions = [*whole.questions]
    gone = questions[number].code
    if changed is not None:
        questions[number] = changed
        return replace(whole, questions=tuple(questions))
    del questions[number]
    pages = (
        replace(page, questions=tuple(code for code in page.questions if code != gone))
        for page in whole.pages
    )
    return replace(
        whole,
        questions=tuple(questions),
        pages=tuple(page for page in pages if page.questions),
    )

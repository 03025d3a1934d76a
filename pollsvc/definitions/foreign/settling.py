"""Takes out of an imported questionnaire what still breaks a rule, and says so."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from pollsvc.definitions.foreign.piping import without_marks
from pollsvc.definitions.foreign.routing import always_asked
from pollsvc.definitions.reports import Remarks
from pollsvc.domain.errors import DefinitionRefused
from pollsvc.domain.piping import marks_in
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
}
"""What a part is where it is left out."""
_OF_PAGES = frozenset({"show_if", "title"})
_LANGUAGE, _NO_PAGES = "language", {"pages": ()}


@dataclass(frozen=True, kw_only=True)
class Origin:
    """What things were in the file of the other tool.

    Attributes:
        names: The name of each question, by its code.
        rules: The rule of each question as it was written, by its code.
        page_rules: The rule of each page, by the code of its first question.
    """

    names: Mapping[str, str]
    rules: Mapping[str, str]
    page_rules: Mapping[str, str]


def settled(whole: Questionnaire, origin: Origin, remarks: Remarks) -> Questionnaire:
    """Return a questionnaire that breaks no rule; it may have no question left.

    Args:
        whole: What was carried over.
        origin: What it was made of.
        remarks: Where to say what had to go.
    """
    settling = _Settling(origin=origin, remarks=remarks)
    while whole.questions and (problems := problems_of(whole)):
        for path, sentence in _at_once(problems):
            whole = settling.without(whole, path, sentence)
    return whole


def _at_once(problems: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return problems that can be mended together: one of each question, last first.

    A rule, or a page, can be right as soon as another has gone: these by themselves.
    """
    by_question: dict[int, tuple[str, str]] = {}
    for path, sentence in problems.items():
        found = _PATH.fullmatch(path)
        if found and found[1] == "questions" and found[3] != "show_if":
            by_question.setdefault(int(found[2]), (path, sentence))
    several = [by_question[number] for number in sorted(by_question, reverse=True)]
    return several or [next(iter(problems.items()))]


@dataclass(frozen=True, kw_only=True)
class _Settling:
    origin: Origin
    remarks: Remarks

    def without(self, whole: Questionnaire, path: str, sentence: str) -> Questionnaire:
        """Return a questionnaire without the part that breaks a rule."""
        found = _PATH.fullmatch(path)
        if found is not None:
            number, name = int(found[2]), found[3] or ""
            without = self._in_page if found[1] == "pages" else self._in_question
            return without(whole, number, name, sentence)
        changes: dict[str, Any] = {_LANGUAGE: "en"} if path == _LANGUAGE else _NO_PAGES
        less = replace(whole, **changes)
        if less == whole:
            raise DefinitionRefused({path: sentence})
        self.remarks.lost("", sentence)
        return less

    def _in_question(
        self, whole: Questionnaire, number: int, name: str, sentence: str
    ) -> Questionnaire:
        question = whole.questions[number]
        where = self.origin.names.get(question.code, question.code)
        if any(path == f".{name}" for path, _ in marks_in(question)):
            less = without_marks(question, where, sentence, self.remarks)
            return _with_question(whole, number, less)
        less = replace(question, **_cleared(name))
        if less == question:
            self.remarks.lost(where, f"The question is left out. {sentence}")
            return _with_question(whole, number, None)
        written = self.origin.rules.get(question.code, "")
        self.remarks.lost(where, _sentence(name, written, sentence))
        return _with_question(whole, number, less)

    def _in_page(
        self, whole: Questionnaire, number: int, name: str, sentence: str
    ) -> Questionnaire:
        page = whole.pages[number]
        first = next(iter(page.questions), "")
        where = page.title or self.origin.names.get(first, "")
        pages: list[Page] = [*whole.pages]
        if name in _OF_PAGES:
            written = self.origin.page_rules.get(first, "")
            self.remarks.lost(where, _sentence(name, written, sentence))
            pages[number] = replace(page, **_cleared(name))
        else:
            if page.title:
                self.remarks.lost(where, f"The page is left out. {sentence}")
            del pages[number]
        return replace(whole, pages=tuple(pages))


def _cleared(name: str) -> dict[str, Any]:
    if name == "title":
        return {name: None}
    cleared = {name: _WITHOUT[name]} if name in _WITHOUT else {}
    # Without its reason nothing can be required.
    return cleared | ({"required": False} if name == "reason" else {})


def _sentence(name: str, written: str, sentence: str) -> str:
    if name == "show_if":
        return always_asked(written, sentence.rstrip("."))
    return f"Left out: its {name}. {sentence}"


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

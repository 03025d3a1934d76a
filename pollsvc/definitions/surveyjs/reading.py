"""Reads a poll from the JSON of SurveyJS."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from pollsvc.definitions.foreign import (
    ForeignPage,
    ForeignQuestion,
    ForeignSurvey,
    Spoken,
    draft_of,
)
from pollsvc.definitions.foreign.companions import joined, without_missing
from pollsvc.definitions.foreign.paging import with_page_rules
from pollsvc.definitions.reports import ImportReport, Remarks
from pollsvc.definitions.surveyjs.elements import questions_in
from pollsvc.definitions.surveyjs.lists import Listed, lists_in
from pollsvc.definitions.surveyjs.wordings import (
    ENGLISH,
    UNNAMED,
    Node,
    Wordings,
    nodes,
    setting,
)
from pollsvc.domain.errors import DefinitionRefused
from pollsvc.domain.polls import PollDraft

MAX_BYTES = 2 * 1024 * 1024
MOST_LEVELS = 30
_ONE_BY_ONE = frozenset({"questionPerPage", "inputPerPage"})
_SHOWN_AS = frozenset({"name", "type", "elements", "questions", "title"})
_KNOWN = frozenset(
    {"title", "pages", "elements", "questions", "locale", "name", "questionsOnPageMode"}
)
_SILENT = frozenset(
    {
        "$schema", "logo", "logoPosition", "logoWidth", "logoHeight", "logoFit",
        "showProgressBar", "progressBarType", "showQuestionNumbers", "widthMode",
        "width", "questionTitleLocation", "checkErrorsMode", "headerView",
        "focusFirstQuestionAutomatic", "textUpdateMode", "progressBarLocation",
    }
)  # fmt: skip
"""What only says how it looks."""


def read_surveyjs(source: bytes) -> tuple[PollDraft, ImportReport]:
    """Return a poll's draft, and what became of the survey.

    Raises:
        DefinitionRefused: It is no JSON, no survey, or asks nothing that a poll can
            ask.
    """
    document = _parsed(source)
    remarks = Remarks()
    own = str(document.get("locale") or UNNAMED)
    words = Wordings(language=own)
    survey = _survey(document, words, remarks)
    _remark_survey(document, remarks)

    def read(language: str) -> ForeignSurvey:
        return _survey(document, Wordings(language=language, otherwise=own), Remarks())

    spoken = Spoken(names=_others(words), read=read)
    return draft_of(survey, remarks, spoken=spoken)


def _survey(document: Node, words: Wordings, remarks: Remarks) -> ForeignSurvey:
    listed = Listed(lists=lists_in(document), remarks=remarks)
    reading = _Reading(words=words, remarks=remarks, listed=listed)
    pages = nodes(document.get("pages"))
    if not pages:
        pages = [{"elements": _elements(document)}]
        reading.page(pages[0], "")
    else:
        for number, page in enumerate(pages):
            reading.page(page, f"pages[{number}].")
    questions = joined(reading.questions, remarks)
    placed = without_missing(reading.pages, questions)
    if str(document.get("questionsOnPageMode")) in _ONE_BY_ONE:
        questions, placed = tuple(with_page_rules(questions, placed)), ()
    return ForeignSurvey(
        name=str(document.get("name") or ""),
        title=words.of(document.get("title")) or "",
        questions=questions,
        pages=placed,
        language=ENGLISH if words.language == UNNAMED else words.language,
    )


def _others(words: Wordings) -> tuple[str, ...]:
    """Return the names of the languages that were heard beside the survey's own."""
    own = {words.language, UNNAMED}
    # Where the survey's own language is named too, the default is another.
    is_apart = words.language not in {UNNAMED, ENGLISH} and own <= words.heard.keys()
    names = dict.fromkeys((*words.heard, *([ENGLISH] if is_apart else [])))
    return tuple(name for name in names if name not in own)


@dataclass(kw_only=True)
class _Reading:
    words: Wordings
    remarks: Remarks
    listed: Listed
    questions: list[ForeignQuestion] = field(default_factory=list)
    pages: list[ForeignPage] = field(default_factory=list)
    introduced: str | None = None

    def page(self, page: Node, place: str) -> None:
        before = len(self.questions)
        rules = tuple(_rule(page))
        self.introduced = self.words.of(page.get("description"))
        if not self._is_hidden(page, "page"):
            self._walk(_elements(page), (), (place,))
        if self.introduced is not None:
            self.remarks.lost("", f"A text after the questions: {self.introduced}")
            self.introduced = None
        names = tuple(question.name for question in self.questions[before:])
        title = self.words.of(page.get("title"))
        self.pages.append(ForeignPage(questions=names, title=title, show_if=rules))

    def _walk(
        self, elements: list[Node], rules: tuple[str, ...], above: tuple[str, ...]
    ) -> None:
        if len(above) > MOST_LEVELS:
            raise _refusal(f"Panels stand more than {MOST_LEVELS} deep in each other.")
        for number, element in enumerate(elements):
            own = (*rules, *_rule(element))
            kind = str(element.get("type"))
            place = f"elements[{number}]"
            self.remarks.stands(
                str(element.get("name") or ""), f"{''.join(above)}{place}"
            )
            if self._is_hidden(element, "question"):
                continue
            if kind == "panel":
                self._remark_panel(element)
                self._walk(_elements(element), own, (*above, f"{place}."))
            elif kind in {"html", "image"}:
                self._text(element)
            else:
                whole = self.listed.with_choices(element)
                for question in questions_in(whole, self.words, self.remarks):
                    self.remarks.stands(question.name, f"{''.join(above)}{place}")
                    self._add(replace(question, show_if=own))

    def _is_hidden(self, node: Node, what: str) -> bool:
        hidden = node.get("visible") is False and not [*_rule(node)]
        if hidden:
            name = str(node.get("name", ""))
            said = self.words.of(node.get("title")) or name
            sentence = f"The {what} is hidden, and is not asked here: {said}"
            self.remarks.lost(name, sentence)
        return hidden

    def _add(self, question: ForeignQuestion) -> None:
        if self.introduced is not None:
            parts = filter(None, (self.introduced, question.hint))
            question = replace(question, hint="\n".join(parts))
            self.introduced = None
        self.questions.append(question)

    def _text(self, element: Node) -> None:
        said = self.words.of(element.get("html"))
        name = str(element.get("name", ""))
        if element.get("type") == "image":
            self.remarks.lost(name, "A picture.")
        elif said and element.get("visibleIf"):
            self.remarks.lost(name, f"A text that is shown to some only: {said}")
        elif said:
            self.remarks.changed(name, "The text stands with the next question now.")
            self.introduced = "\n".join(filter(None, (self.introduced, said)))

    def _remark_panel(self, panel: Node) -> None:
        for name in ("title", "description"):
            if said := self.words.of(panel.get(name)):
                where = str(panel.get("name", ""))
                self.remarks.lost(where, f"The {name} of a panel: {said}")


def _elements(node: Node) -> list[Node]:
    return nodes(node.get("elements") or node.get("questions"))


def _rule(node: Node) -> Iterator[str]:
    written = node.get("visibleIf")
    if isinstance(written, str) and written.strip():
        yield written.strip()


def _remark_survey(document: Node, remarks: Remarks) -> None:
    for name, value in document.items():
        if name not in _KNOWN | _SILENT and value not in (None, "", False, [], {}):
            remarks.lost("", setting(name, value))


def _parsed(source: bytes) -> Node:
    if len(source) > MAX_BYTES:
        raise _refusal(f"The file is larger than {MAX_BYTES // 1024 // 1024} MB.")
    try:
        document = json.loads(source.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise _refusal("The file is not in UTF-8.") from None
    except RecursionError:
        raise _refusal("Parts stand too deep in each other.") from None
    except ValueError as error:
        raise _refusal(f"This is not JSON: {error}.") from None
    if not isinstance(document, dict):
        raise _refusal("A survey of SurveyJS is an object with pages or elements.")
    return document


def _refusal(sentence: str) -> DefinitionRefused:
    return DefinitionRefused({"survey": sentence})

"""Reads a poll from an XLSForm workbook."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pollsvc.definitions.foreign import (
    ForeignPage,
    ForeignQuestion,
    ForeignSurvey,
    Spoken,
    draft_of,
)
from pollsvc.definitions.foreign.companions import joined, without_missing
from pollsvc.definitions.foreign.languages import tag_of
from pollsvc.definitions.reports import ImportReport, Remarks
from pollsvc.definitions.xlsform.matrices import is_head, matrix_in
from pollsvc.definitions.xlsform.questions import Wordings, question_in
from pollsvc.definitions.xlsform.workbooks import compiled
from pollsvc.domain.errors import DefinitionRefused
from pollsvc.domain.polls import PollDraft

_METADATA = frozenset(
    {
        "start", "end", "today", "deviceid", "phonenumber", "username", "email",
        "start-geopoint", "subscriberid", "simserial", "audit", "background-audio",
        "calculate", "hidden", "xml-external", "csv-external",
    }
)  # fmt: skip
_UNNAMED = "default"
_TEXTS = frozenset({"label", "hint", "jr:requiredMsg"})
_FIELD_LIST = frozenset({"field-list", "table-list"})

Node = Mapping[str, Any]


def read_xlsform(source: bytes) -> tuple[PollDraft, ImportReport]:
    """Return a poll's draft, and what became of the form.

    Raises:
        DefinitionRefused: It is no XLSForm, repeats questions, or asks nothing that a
            poll can ask.
    """
    form, rows = compiled(source)
    remarks = Remarks()
    for name, row in rows.items():
        remarks.stands(name, f"survey, row {row}")
    own, *others = _languages_of(form)
    survey = _survey(form, Wordings(language=own), remarks)
    if tag_of(own) is None and own != _UNNAMED:
        remarks.changed("", f"Which language {own!r} is is not known; en is said.")

    def read(language: str) -> ForeignSurvey:
        return _survey(form, Wordings(language=language, otherwise=own), Remarks())

    spoken = Spoken(names=tuple(others), read=read)
    return draft_of(survey, remarks, spoken=spoken, xpath=True)


def _survey(form: Node, words: Wordings, remarks: Remarks) -> ForeignSurvey:
    reading = _Reading(form=form, words=words, remarks=remarks)
    reading.walk(form.get("children", ()), _Inside())
    if reading.note is not None:
        remarks.lost("", f"A note after the last question: {reading.note}")
    questions = joined(reading.questions, remarks)
    return ForeignSurvey(
        name=str(form.get("id_string", "")),
        title=words.of(form.get("title")) or "",
        questions=questions,
        pages=without_missing(reading.pages, questions) if reading.grouped else (),
        language=tag_of(words.language) or "en",
    )


@dataclass(frozen=True, kw_only=True)
class _Inside:
    """Where in the groups something stands; `page` is None on no page."""

    rules: tuple[str, ...] = ()
    page: int | None = None


@dataclass(kw_only=True)
class _Reading:
    form: Node
    words: Wordings
    remarks: Remarks
    questions: list[ForeignQuestion] = field(default_factory=list)
    pages: list[ForeignPage] = field(default_factory=list)
    grouped: bool = False
    note: str | None = None

    def walk(self, nodes: Any, inside: _Inside) -> None:  # noqa: ANN401 -- as compiled
        for node in nodes:
            kind = str(node.get("type", "")).casefold()
            if kind == "repeat":
                sentence = (
                    f"The group {node.get('name')!r} repeats; a poll asks each "
                    "question once."
                )
                raise DefinitionRefused({"workbook": sentence})
            if kind == "group":
                self._group(node, inside)
            elif kind == "note" or is_head(node):
                self._note(node)
            elif kind in _METADATA:
                self._metadata(node, kind)
            else:
                self._question(node, inside)

    def _group(self, node: Node, inside: _Inside) -> None:
        if node.get("name") == "meta":
            return
        children = node.get("children", ())
        matrix = matrix_in(node, self.form, self.words, self.remarks)
        rules = (*inside.rules, *_relevant(node))
        label = self.words.of(node.get("label"))
        looks = set(str((node.get("control") or {}).get("appearance", "")).split())
        if matrix is not None:
            # What a table of its own is not shown with still applies to its rows.
            self._add(matrix, replace(inside, rules=rules))
        elif looks & _FIELD_LIST and inside.page is None:
            self._page(children, label, rules)
        else:
            if label:
                name = str(node.get("name"))
                self.remarks.lost(name, f"The heading of the group: {label}")
            self.walk(children, replace(inside, rules=rules))

    def _page(self, children: Any, label: str | None, rules: tuple[str, ...]) -> None:  # noqa: ANN401 -- as compiled
        self.grouped = True
        number = len(self.pages)
        self.pages.append(ForeignPage(questions=(), title=label, show_if=rules))
        self.walk(children, _Inside(page=number))

    def _question(self, node: Node, inside: _Inside) -> None:
        question = question_in(node, self.form, self.words, self.remarks)
        if question is not None:
            self._add(
                question, replace(inside, rules=(*inside.rules, *_relevant(node)))
            )

    def _add(self, question: ForeignQuestion, inside: _Inside) -> None:
        question = replace(question, show_if=inside.rules)
        if self.note is not None:
            hint = f"{self.note}\n{question.hint}" if question.hint else self.note
            question, self.note = replace(question, hint=hint), None
        self.questions.append(question)
        page = inside.page
        if page is None:
            self.pages.append(ForeignPage(questions=(question.name,)))
        else:
            named = (*self.pages[page].questions, question.name)
            self.pages[page] = replace(self.pages[page], questions=named)

    def _note(self, node: Node) -> None:
        said = self.words.of(node.get("label"))
        name = str(node.get("name"))
        if not said:
            return
        if _relevant(node):
            self.remarks.lost(name, f"A note that is shown to some only: {said}")
            return
        self.note = f"{self.note}\n{said}" if self.note else said
        self.remarks.changed(name, "The note stands with the next question now.")

    def _metadata(self, node: Node, kind: str) -> None:
        name = str(node.get("name", kind))
        self.remarks.lost(name, f"Nothing is recorded or computed here ({kind}).")


def _relevant(node: Node) -> tuple[str, ...]:
    written = str((node.get("bind") or {}).get("relevant", "")).strip()
    return (written,) if written else ()


def _languages_of(form: Node) -> list[str]:
    """Return all languages by their names, the form's own first."""
    texts = [*_texts(form)]
    languages = [*dict.fromkeys(str(name) for text in texts for name in text)]
    wanted = str(form.get("default_language", _UNNAMED))
    own = wanted if wanted in languages or not languages else languages[0]
    if own == _UNNAMED:
        # Where some texts are in English by name, those in none are in English too.
        english = [each for each in languages if tag_of(each) == "en"]
        if english and not any({own, english[0]} <= text.keys() for text in texts):
            languages.remove(own)
            own = english[0]
    return [own, *(each for each in languages if each != own)]


def _texts(node: Any) -> Iterator[Node]:  # noqa: ANN401 -- any part of the form
    """Yield the texts that stand there by language."""
    if isinstance(node, Mapping):
        for name, value in node.items():
            if name in _TEXTS and isinstance(value, Mapping):
                yield value
            else:
                yield from _texts(value)
    elif isinstance(node, list | tuple):
        for each in node:
            yield from _texts(each)

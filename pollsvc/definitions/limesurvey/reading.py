"""Reads a poll from a LimeSurvey survey."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from pollsvc.definitions.foreign import (
    ForeignPage,
    ForeignQuestion,
    ForeignSurvey,
    Spoken,
    draft_of,
)
from pollsvc.definitions.foreign.companions import joined, without_missing
from pollsvc.definitions.foreign.languages import tag_of
from pollsvc.definitions.foreign.paging import with_page_rules
from pollsvc.definitions.foreign.wordings import without_markup
from pollsvc.definitions.limesurvey.documents import Document, Line, document_in
from pollsvc.definitions.limesurvey.questions import Asked, questions_in, whole
from pollsvc.definitions.reports import ImportReport, Remarks
from pollsvc.domain.polls import PollDraft

_BY_NUMBER = re.compile(r"\b\d+X\d+X(\d+?)(?=\D|$)(\w*)")
_ONE_BY_ONE = "S"


def read_limesurvey(source: bytes) -> tuple[PollDraft, ImportReport]:
    """Return a poll's draft, and what became of the survey.

    Raises:
        DefinitionRefused: It is no such survey, or asks nothing that a poll can ask.
    """
    document = document_in(source)
    remarks = Remarks()
    survey = _survey(document, remarks)
    _remark_survey(document, remarks)

    def read(language: str) -> ForeignSurvey:
        return _survey(document.spoken(language), Remarks())

    return draft_of(
        survey, remarks, spoken=Spoken(names=document.languages[1:], read=read)
    )


def _survey(document: Document, remarks: Remarks) -> ForeignSurvey:
    reading = _Reading(document=document, remarks=remarks)
    reading.walk()
    survey = next(document.rows("surveys"), {})
    said = next(document.rows("surveys_languagesettings"), {})
    questions = joined(reading.questions, remarks)
    one_by_one = survey.get("format") == _ONE_BY_ONE
    if one_by_one:
        questions = tuple(with_page_rules(questions, reading.pages))
    return ForeignSurvey(
        name="",
        title=without_markup(said.get("surveyls_title", "")),
        questions=questions,
        pages=() if one_by_one else without_missing(reading.pages, questions),
        language=tag_of(document.languages[0]) or "en",
    )


@dataclass(kw_only=True)
class _Reading:
    document: Document
    remarks: Remarks
    questions: list[ForeignQuestion] = field(default_factory=list)
    pages: list[ForeignPage] = field(default_factory=list)
    introduced: str | None = None

    def walk(self) -> None:
        names = {r.get("qid"): r.get("title", "") for r in self._rows("questions")}
        for group in sorted(self._rows("groups"), key=_place("group_order")):
            before = len(self.questions)
            self.introduced = without_markup(group.get("description", "")) or None
            rows = self.document.rows("questions", gid=group.get("gid", ""))
            for row in sorted(rows, key=_place("question_order")):
                if row.get("parent_qid", "0") in {"", "0"}:
                    self._row(row, names)
            self._page(group, self.questions[before:], names)

    def _page(
        self,
        group: Line,
        questions: list[ForeignQuestion],
        names: dict[str | None, str],
    ) -> None:
        if self.introduced is not None:
            sentence = f"A text after the last question of a page: {self.introduced}"
            self.remarks.lost("", sentence)
        page = ForeignPage(
            questions=tuple(question.name for question in questions),
            title=without_markup(group.get("group_name", "")) or None,
            show_if=tuple(_rule(group.get("grelevance", ""), names)),
        )
        self.pages.append(page)

    def _row(self, row: Line, names: dict[str | None, str]) -> None:
        asked = Asked(row=row, document=self.document, remarks=self.remarks)
        rules = tuple(_rule(row.get("relevance", ""), names))
        if row.get("type") == "X":
            self._text(row, rules)
            return
        if not rules and next(self._rows("conditions", qid=asked.qid), None):
            self.remarks.lost(asked.name, "Conditions of an old kind; always asked.")
        place = f"questions, qid {asked.qid}"
        self.remarks.stands(asked.name, place)
        for question in questions_in(asked):
            self.remarks.stands(question.name, place)
            self._add(replace(question, show_if=rules))

    def _add(self, question: ForeignQuestion) -> None:
        if self.introduced is not None:
            parts = filter(None, (self.introduced, question.hint))
            question = replace(question, hint="\n".join(parts))
            self.introduced = None
        self.questions.append(question)

    def _text(self, row: Line, rules: tuple[str, ...]) -> None:
        said = without_markup(row.get("question", ""))
        name = row.get("title", "")
        if said and rules:
            self.remarks.lost(name, f"A text that is shown to some only: {said}")
        elif said:
            self.remarks.changed(name, "The text stands with the next question now.")
            self.introduced = "\n".join(filter(None, (self.introduced, said)))

    def _rows(self, table: str, **wanted: str) -> Iterator[Line]:
        return self.document.rows(table, **wanted)


def _rule(written: str, names: dict[str | None, str]) -> Iterator[str]:
    """Yield an expression, with questions by name where they stood by number."""
    bare = written.strip().removeprefix("{").removesuffix("}").strip()
    if bare not in {"", "1"}:
        yield _BY_NUMBER.sub(lambda found: _name(found, names), bare)


def _name(found: re.Match[str], names: dict[str | None, str]) -> str:
    title = names.get(found[1])
    if title is None:
        return found[0]
    return f"{title}_{found[2]}" if found[2] else title


def _remark_survey(document: Document, remarks: Remarks) -> None:
    said = next(document.rows("surveys_languagesettings"), {})
    for name in ("description", "welcometext", "endtext"):
        if text := without_markup(said.get(f"surveyls_{name}", "")):
            remarks.lost("", f"The {name} of the survey: {text}")
    for table in ("quota", "assessments", "defaultvalues"):
        if next(document.rows(table), None):
            remarks.lost("", f"What stands in the table {table}.")


def _place(name: str) -> Callable[[Line], int]:
    return lambda row: whole(row.get(name))

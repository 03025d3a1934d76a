"""One question of a LimeSurvey survey, with its subquestions and answers."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from pollsvc.definitions.foreign import ForeignOption, ForeignQuestion, ForeignRow
from pollsvc.definitions.foreign.wordings import without_markup
from pollsvc.definitions.limesurvey.documents import Document, Line
from pollsvc.definitions.reports import Remarks
from pollsvc.domain.questionnaires import (
    NumberLimits,
    Option,
    OptionRole,
    QuestionKind,
    SelectionLimits,
    TextLimits,
)

K = QuestionKind
OTHER = "-oth-"
_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,6})?", re.ASCII)
_POINTS = {
    "5": range(1, 6),
    "A": range(1, 6),
    "B": range(1, 11),
}
_FIXED = {
    "Y": (("Y", "Yes"), ("N", "No")),
    "G": (("F", "Female"), ("M", "Male")),
    "C": (("Y", "Yes"), ("U", "Uncertain"), ("N", "No")),
    "E": (("I", "Increase"), ("S", "Same"), ("D", "Decrease")),
}
_LOST = {
    "array_filter": "Its rows depended on the answer to",
    "array_filter_exclude": "Its rows depended on the answer to",
    "em_validation_q": "Its answers were checked by",
    "em_validation_sq": "Its answers were checked by",
    "multiflexible_max": "The greatest number of each field",
    "date_min": "The earliest date",
    "date_max": "The latest date",
}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A row of the table of questions, and what belongs to it."""

    row: Line
    document: Document
    remarks: Remarks

    @property
    def name(self) -> str:
        """What rules call it."""
        return self.row.get("title", "")

    @property
    def qid(self) -> str:
        """What the tables call it."""
        return self.row.get("qid", "")

    def attribute(self, name: str) -> str:
        """Return a setting of the question, or ""."""
        rows = self.document.rows("question_attributes", qid=self.qid, attribute=name)
        return next((row.get("value", "").strip() for row in rows), "")

    def parts(self) -> list[Line]:
        """Return the subquestions, in order."""
        rows = self.document.rows("subquestions", parent_qid=self.qid)
        return sorted(rows, key=lambda row: whole(row.get("question_order")))

    def answers(self) -> list[Line]:
        """Return the answers, in order."""
        rows = (
            row
            for row in self.document.rows("answers", qid=self.qid)
            if row.get("scale_id", "0") in {"", "0"}
        )
        return sorted(rows, key=lambda row: whole(row.get("sortorder")))


def questions_in(asked: Asked) -> Iterator[ForeignQuestion]:
    """Yield what a row of the table of questions asks."""
    row, remarks = asked.row, asked.remarks
    text = without_markup(row.get("question", ""))
    reader = _READERS.get(row.get("type", ""))
    if reader is None or asked.attribute("hidden") == "1":
        why = "is hidden" if reader else f"is of the type {row.get('type')!r}"
        remarks.lost(asked.name, f"The question {why} and is not asked here: {text}")
        return
    whole = ForeignQuestion(
        name=asked.name,
        kind=K.TEXT,
        text=text,
        hint=without_markup(row.get("help", "")) or None,
        required=row.get("mandatory") in {"Y", "S"},
        shuffled=asked.attribute("random_order") == "1",
    )
    for name, what in _LOST.items():
        if value := asked.attribute(name):
            remarks.lost(asked.name, f"{what}: {value}")
    if row.get("preg"):
        remarks.lost(asked.name, f"Its answers were checked by {row['preg']}")
    yield from reader(whole, asked)


_Found = Iterator[ForeignQuestion]


def _single(whole: ForeignQuestion, asked: Asked) -> _Found:
    type_ = asked.row.get("type", "")
    if type_ == "O":
        asked.remarks.lost(asked.name, "The comment beside the answers.")
    options = [*(_listed(type_) or map(_answer, asked.answers()))]
    if asked.row.get("other") == "Y":
        options.append(_other(asked))
    kind = K.SCALE if type_ == "5" else K.SINGLE
    yield replace(whole, kind=kind, options=tuple(options), shuffled=whole.shuffled)


def _multiple(whole: ForeignQuestion, asked: Asked) -> _Found:
    if asked.row.get("type") == "P":
        asked.remarks.lost(asked.name, "The comments beside the answers.")
    alone = set(re.split(r"[;,\s]+", asked.attribute("exclude_all_others")))
    options = [
        ForeignOption(
            value=part.get("title", ""),
            label=without_markup(part.get("question", "")),
            role=OptionRole.NONE if part.get("title") in alone else None,
            alias=f"{asked.name}_{part.get('title', '')}",
        )
        for part in asked.parts()
    ]
    if asked.row.get("other") == "Y":
        options.append(replace(_other(asked), alias=f"{asked.name}_other"))
    least, most = (_count(asked, name) for name in ("min_answers", "max_answers"))
    limits = SelectionLimits(at_least=least, at_most=most) if least or most else None
    yield replace(whole, kind=K.MULTIPLE, options=tuple(options), limits=limits)


def _matrix(whole: ForeignQuestion, asked: Asked) -> _Found:
    type_ = asked.row.get("type", "")
    yield replace(
        whole,
        kind=K.MATRIX,
        options=tuple(_listed(type_) or map(_answer, asked.answers())),
        rows=tuple(
            ForeignRow(
                value=part.get("title", ""),
                label=without_markup(part.get("question", "")),
                alias=f"{asked.name}_{part.get('title', '')}",
            )
            for part in asked.parts()
        ),
    )


def _rank(whole: ForeignQuestion, asked: Asked) -> _Found:
    options = [*map(_answer, asked.answers())]
    if not options:
        options = [
            ForeignOption(value=p.get("title", ""), label=p.get("question", ""))
            for p in asked.parts()
        ]
    yield replace(whole, kind=K.RANK, options=tuple(options))


def _number(whole: ForeignQuestion, asked: Asked) -> _Found:
    least, most = (
        Decimal(value) if _NUMBER.fullmatch(value) else None
        for value in (
            asked.attribute("min_num_value_n"),
            asked.attribute("max_num_value_n"),
        )
    )
    is_whole = asked.attribute("num_value_int_only") == "1"
    limits = NumberLimits(
        least=least,
        most=most,
        decimals=0 if is_whole else 6,
        unit=without_markup(asked.attribute("suffix")) or None,
    )
    yield replace(whole, kind=K.NUMBER, limits=limits, shuffled=False)


def _text(whole: ForeignQuestion, asked: Asked) -> _Found:
    is_long = asked.row.get("type") in {"T", "U"}
    limits = TextLimits(long=True) if is_long else None
    yield replace(whole, limits=limits, shuffled=False)


def _date(whole: ForeignQuestion, asked: Asked) -> _Found:
    del asked
    yield replace(whole, kind=K.DATE, shuffled=False)


def _several(one: Callable[[ForeignQuestion, Asked], _Found]) -> "_Reader":
    """Return a reader for fields below each other: each becomes a question."""

    def read(whole: ForeignQuestion, asked: Asked) -> _Found:
        asked.remarks.changed(asked.name, "Each of its lines is a question of its own.")
        for part in asked.parts():
            label = without_markup(part.get("question", ""))
            name = f"{asked.name}_{part.get('title', '')}"
            each = replace(whole, name=name, text=f"{whole.text}: {label}")
            yield from one(each, asked)

    return read


_Reader = Callable[[ForeignQuestion, Asked], _Found]
_READERS: dict[str, _Reader] = {
    **dict.fromkeys(("L", "!", "O", "Y", "G", "5"), _single),
    **dict.fromkeys(("M", "P"), _multiple),
    **dict.fromkeys(("A", "B", "C", "E", "F", "H"), _matrix),
    **dict.fromkeys(("S", "T", "U"), _text),
    "N": _number,
    "K": _several(_number),
    "Q": _several(_text),
    "R": _rank,
    "D": _date,
}


def _listed(type_: str) -> list[ForeignOption]:
    pairs = _FIXED.get(type_) or [(str(n), str(n)) for n in _POINTS.get(type_, ())]
    return [ForeignOption(value=v, label=label, role=Option.role) for v, label in pairs]


def _answer(row: Line) -> ForeignOption:
    return ForeignOption(
        value=row.get("code", ""), label=without_markup(row.get("answer", ""))
    )


def _other(asked: Asked) -> ForeignOption:
    label = without_markup(asked.attribute("other_replace_text")) or "Other"
    return ForeignOption(value=OTHER, label=label, role=OptionRole.OTHER)


def _count(asked: Asked, name: str) -> int | None:
    return whole(asked.attribute(name)) or None


def whole(written: str | None) -> int:
    """Return a place in an order; 0 where it is no number."""
    return int(written) if written and re.fullmatch(r"-?\d{1,9}", written) else 0

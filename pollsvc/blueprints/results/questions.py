"""One question's result for its template: rows, bars and own answer; a row per kind."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from flask_babel import gettext

from pollsvc.blueprints.results import kind_words
from pollsvc.blueprints.results.number_words import (
    count_words,
    people_words,
    percent_words,
)
from pollsvc.blueprints.results.pages import (
    QuestionResult,
    ResultRow,
    Segment,
    StackedRow,
)
from pollsvc.blueprints.results.words import MISSING_LABELS
from pollsvc.domain.answers import Answer, Chosen
from pollsvc.domain.cells import ANSWERED, Missing, missing_kind
from pollsvc.domain.figures import (
    MatrixFigures,
    NumberFigures,
    OptionFigures,
    QuestionFigures,
    RankFigures,
    RowFigures,
)
from pollsvc.domain.kinds import KINDS
from pollsvc.domain.kinds.matrix import row_cell
from pollsvc.domain.kinds.rank import place_cell
from pollsvc.domain.questionnaires import Question, QuestionKind
from pollsvc.domain.sentences import Sentence, sentence

_TEMPLATES = {
    QuestionKind.SINGLE: "results/single.html",
    QuestionKind.MULTIPLE: "results/multiple.html",
    QuestionKind.SCALE: "results/scale.html",
    QuestionKind.NUMBER: "results/number.html",
    QuestionKind.RANK: "results/rank.html",
    QuestionKind.MATRIX: "results/matrix.html",
    QuestionKind.TEXT: "results/text.html",
    QuestionKind.DATE: "results/date.html",
}

_BRIEF = 12
"""A label of so many characters has room beside its bar, on a phone too."""

_OWN, _OWN_TOO = sentence("your answer"), sentence("You gave one, too.")

Own = AbstractSet[str]
"""The cells in which the reader's own answer counts."""


def question_result(
    question: Question, figures: QuestionFigures, own: Answer | None
) -> QuestionResult:
    """Return a question's figures in words and bar lengths.

    Args:
        question: What was asked.
        figures: What of the answers may be shown.
        own: The reader's own answer, or None.
    """
    missing = missing_kind(question, own) if own is not None else None
    given = own is not None and missing is None
    cells = frozenset(
        {ANSWERED, *KINDS[question.kind].cells(question, own)} if given else ()
    )
    plain = QuestionResult(
        template=_TEMPLATES[question.kind],
        text=question.text,
        headline=kind_words.headline(figures),
        rows=(),
        missing=tuple(_missing_rows(question, figures.missing, missing)),
        base_note=kind_words.base_note(figures),
        notes=(*kind_words.notes(figures), *_past_notes(figures)),
    )
    return _FILLED[question.kind](plain, question, figures, cells)


def _with_rows(
    plain: QuestionResult, question: Question, figures: QuestionFigures, own: Own
) -> QuestionResult:
    del question
    return replace(plain, rows=tuple(_row(option, own) for option in figures.options))


def _with_brief_rows(
    plain: QuestionResult, question: Question, figures: QuestionFigures, own: Own
) -> QuestionResult:
    """Fill in rows that stand in order, and closer together where they are short."""
    further = figures.further
    return replace(
        _with_rows(plain, question, figures, own),
        is_brief=all(len(option.label) <= _BRIEF for option in figures.options),
        unit=(further.unit or "") if isinstance(further, NumberFigures) else "",
    )


def _ranked(
    plain: QuestionResult, question: Question, figures: QuestionFigures, own: Own
) -> QuestionResult:
    places = figures.further.places if isinstance(figures.further, RankFigures) else ()
    never = len(places) + 1
    lines = sorted(
        zip(figures.options, places, strict=True),
        key=lambda line: never if line[1].average is None else line[1].average,
    )
    return replace(
        plain,
        rows=tuple(
            replace(
                _row(option, own),
                own=_own_place(option.code, len(question.substantive), own),
                place_text=_average(line.average),
            )
            for option, line in lines
        ),
    )


def _average(place: float | None) -> str:
    return "-" if place is None else Sentence("{place:.1f}", None, {"place": place})


def _own_place(code: str, most: int, own: Own) -> str:
    places = (p for p in range(1, most + 1) if place_cell(code, p) in own)
    said = (sentence("your place: {place}", place=place) for place in places)
    return next(said, "")


def _stacked(
    plain: QuestionResult, question: Question, figures: QuestionFigures, own: Own
) -> QuestionResult:
    rows = figures.further.rows if isinstance(figures.further, MatrixFigures) else ()
    return replace(
        plain,
        # Each row says who is missing in it.
        missing=(),
        stacked=tuple(_stacked_row(question, row, own) for row in rows),
    )


def _stacked_row(question: Question, row: RowFigures, own: Own) -> StackedRow:
    own_kind = next((k for k in Missing if row_cell(row.code, k) in own), None)
    return StackedRow(
        label=row.label,
        base_text=people_words(row.base),
        segments=tuple(_segments(row, own)),
        missing=tuple(_missing_rows(question, row.missing, own_kind)),
        note="" if row.offered else gettext("no longer asked"),
    )


def _segments(row: RowFigures, own: Own) -> Iterator[Segment]:
    start = 0.0
    for number, option in enumerate(row.options, start=1):
        length = (option.share or 0) * 100
        yield Segment(
            label=option.label,
            share_text=percent_words(option.share),
            count_text=count_words(option.count),
            start=round(start, 2),
            length=round(length, 2),
            strength=round(number / len(row.options), 2),
            own=_OWN if row_cell(row.code, option.code) in own else "",
            note=_note(offered=option.offered),
        )
        start += length


def _counted(
    plain: QuestionResult, question: Question, figures: QuestionFigures, own: Own
) -> QuestionResult:
    """Leave it at the headline: what was answered is not shown."""
    del question, figures
    return replace(plain, notes=(_OWN_TOO, *plain.notes)) if own else plain


def _row(option: OptionFigures, own: Own) -> ResultRow:
    return ResultRow(
        label=option.label,
        share_text=percent_words(option.share),
        count_text=count_words(option.count),
        bar=None if option.share is None else round(option.share * 100, 2),
        own=_OWN if option.code in own else "",
        note=_note(offered=option.offered),
    )


def _note(*, offered: bool) -> str:
    return "" if offered else gettext("no longer offered")


def _past_notes(figures: QuestionFigures) -> tuple[str, ...]:
    return () if figures.offered else (gettext("This is no longer asked."),)


def _missing_rows(
    question: Question, missing: Mapping[str, int], own: Missing | None
) -> Iterator[ResultRow]:
    """Yield a row for each way of giving no answer that somebody took.

    Where the poll has words of its own for it, those are shown.
    """
    labels = _labels_of_ways_out(question)
    for kind in Missing:
        name = kind.name.lower()
        if count := missing[name]:
            yield ResultRow(
                label=labels.get(kind, MISSING_LABELS[name]),
                share_text="",
                count_text=count_words(count),
                bar=None,
                own=_OWN if kind is own else "",
            )


def _labels_of_ways_out(question: Question) -> dict[Missing | None, str]:
    ways: Sequence[tuple[Missing | None, str]] = [
        (missing_kind(question, Chosen(option.code)), option.label)
        for option in question.ways_out
    ]
    return dict(ways)


_Fill = Callable[[QuestionResult, Question, QuestionFigures, Own], QuestionResult]

_FILLED: Mapping[QuestionKind, _Fill] = {
    QuestionKind.SINGLE: _with_rows,
    QuestionKind.MULTIPLE: _with_rows,
    QuestionKind.SCALE: _with_brief_rows,
    QuestionKind.NUMBER: _with_brief_rows,
    QuestionKind.RANK: _ranked,
    QuestionKind.MATRIX: _stacked,
    QuestionKind.TEXT: _counted,
    QuestionKind.DATE: _counted,
}

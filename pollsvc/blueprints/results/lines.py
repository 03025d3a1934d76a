"""One question's figures as lines of the results' CSV file."""

from collections.abc import Iterator, Mapping

from pollsvc.blueprints.results.objects import rounded
from pollsvc.blueprints.results.words import MISSING_LABELS
from pollsvc.domain.figures import (
    MatrixFigures,
    OptionFigures,
    QuestionFigures,
    RankFigures,
)
from pollsvc.exports.cells import harmless

COLUMNS = (
    "poll",
    "wave",
    "question",
    "base",
    "option",
    "label",
    "count",
    "share",
    "suppressed",
    "set_aside",
    "set_aside_counted",
    "row",
    "row_label",
    "place",
    "average_place",
)

Line = dict[str, object]


def lines_of(figures: QuestionFigures) -> Iterator[Line]:
    """Yield a line for each option, place and missing kind of a question.

    A matrix has its lines row by row. A ranking has a line for each option at each
    place; the first places are those of the other files.
    """
    match figures.further:
        case MatrixFigures(rows=rows):
            for row in rows:
                whose = {"row": row.code, "row_label": harmless(row.label)}
                for line in _lines(row.options, row.missing):
                    yield {"question": figures.code, "base": row.base, **whose, **line}
        case RankFigures():
            for line in (*_places(figures), *_missing(figures.missing)):
                yield {"question": figures.code, "base": figures.base, **line}
        case _:
            for line in _lines(figures.options, figures.missing):
                yield {"question": figures.code, "base": figures.base, **line}


def _lines(
    options: tuple[OptionFigures, ...], missing: Mapping[str, int]
) -> Iterator[Line]:
    for option in options:
        yield _line(option) | {"count": option.count, "share": rounded(option.share)}
    yield from _missing(missing)


def _places(figures: QuestionFigures) -> Iterator[Line]:
    places = figures.further.places if isinstance(figures.further, RankFigures) else ()
    for option, placed in zip(figures.options, places, strict=True):
        for place, count in enumerate(placed.counts, start=1):
            yield _line(option) | {
                "count": count,
                "share": rounded(count / figures.base) if figures.base else None,
                "place": place,
                "average_place": rounded(placed.average),
            }


def _line(option: OptionFigures) -> Line:
    return {
        "option": option.code,
        "label": harmless(option.label),
        "suppressed": option.suppressed,
    }


def _missing(missing: Mapping[str, int]) -> Iterator[Line]:
    for kind, label in MISSING_LABELS.items():
        yield {
            "option": kind,
            "label": label,
            "count": missing[kind],
            "share": None,
            "suppressed": False,
        }

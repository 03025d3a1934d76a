"""One question's figures as a JSON object, with what only its kind has."""

from decimal import Decimal
from typing import Any

from pollsvc.domain.figures import (
    Further,
    MatrixFigures,
    MultipleFigures,
    NumberFigures,
    OptionFigures,
    QuestionFigures,
    RankFigures,
    RowFigures,
    ScaleFigures,
    TopBox,
)

SHARE_DIGITS = 4

Object = dict[str, Any]


def object_of(figures: QuestionFigures) -> Object:
    """Return a question's figures as programs read them."""
    return {
        "code": figures.code,
        "kind": figures.kind,
        "text": figures.text,
        "base": figures.base,
        "missing": dict(figures.missing),
        "options": _options(figures),
        **_of_question(figures.further),
        **_of_the_past(offered=figures.offered),
    }


def rounded(number: float | None) -> float | None:
    """Return a share or an average as it stands in files."""
    return None if number is None else round(number, SHARE_DIGITS)


def plain(number: Decimal | None) -> int | float | None:
    """Return a number as JSON and spreadsheets have it: whole without a point."""
    if number is None:
        return None
    whole = number.to_integral_value()
    return int(whole) if whole == number else float(number)


def _options(figures: QuestionFigures) -> list[Object]:
    options = [_option(option) for option in figures.options]
    further: list[Object] = [{} for _ in options]
    match figures.further:
        case NumberFigures(edges=edges):
            further = [
                {"at_least": plain(e.at_least), "less_than": plain(e.less_than)}
                for e in edges
            ]
        case RankFigures(places=places):
            further = [
                {"places": [*p.counts], "average_place": rounded(p.average)}
                for p in places
            ]
        case _:
            pass
    return [one | more for one, more in zip(options, further, strict=True)]


def _of_question(further: Further | None) -> Object:
    found: Object = {}
    match further:
        case MultipleFigures(average=average):
            found = {"average_chosen": rounded(average)}
        case ScaleFigures(top=top, is_promoter=is_promoter, promoter_score=score):
            found = {"top_box": _top(top)}
            found |= {"promoter_score": score} if is_promoter else {}
        case NumberFigures(unit=unit, middle=middle):
            found = {"unit": unit, "middle": [*middle]}
        case MatrixFigures(rows=rows):
            found = {"rows": [_row(row) for row in rows]}
        case _:
            pass
    return found


def _option(option: OptionFigures) -> Object:
    return {
        "code": option.code,
        "label": option.label,
        "count": option.count,
        "share": rounded(option.share),
        "suppressed": option.suppressed,
        **_of_the_past(offered=option.offered),
    }


def _row(row: RowFigures) -> Object:
    return {
        "code": row.code,
        "label": row.label,
        "base": row.base,
        "missing": dict(row.missing),
        "options": [_option(option) for option in row.options],
        "top_box": _top(row.top),
        **_of_the_past(offered=row.offered),
    }


def _of_the_past(*, offered: bool) -> Object:
    """Return the mark of what is no longer asked; nothing for what is."""
    return {} if offered else {"offered": False}


def _top(top: TopBox | None) -> Object | None:
    if top is None:
        return None
    return {"options": [*top.codes], "count": top.count, "share": rounded(top.share)}

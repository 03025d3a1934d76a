"""Results for programs: the same release as the page, as JSON and as CSV."""

import csv
from io import StringIO
from typing import Any

from pollsvc.blueprints.results.words import MISSING_LABELS, withheld_words
from pollsvc.domain.figures import QuestionFigures
from pollsvc.domain.polls import PollState
from pollsvc.domain.releases import Release
from pollsvc.exports.cells import harmless
from pollsvc.services.results import ResultsView, figures_shown

SHARE_DIGITS = 4


def as_document(view: ResultsView) -> dict[str, Any]:
    """Return a wave's results as CONTRACT words them for programs.

    Where nothing may be shown yet there are no questions and no number of
    responses, and "withheld" says why and from when.
    """
    head: dict[str, Any] = {
        "poll": view.poll.slug,
        "wave": view.wave.code,
        "state": _state(view),
        "policy": view.poll.draft.release.value,
    }
    withheld = withheld_words(view)
    if withheld is not None or view.release is None:
        return head | {"released_at": None, "responses": None, "withheld": withheld}
    return head | {
        "released_at": view.release.released_on.isoformat(),
        "responses": view.release.responses,
        **_set_aside(view.release),
        "questions": [_question(figures) for figures in figures_shown(view)],
    }


def as_csv(view: ResultsView) -> str:
    """Return a wave's newest release as CSV: a row an option and a missing kind."""
    file = StringIO(newline="")
    writer = csv.DictWriter(file, _COLUMNS)
    writer.writeheader()
    of_all = {"poll": view.poll.slug, "wave": view.wave.code} | _set_aside(view.release)
    for figures in figures_shown(view):
        writer.writerows(of_all | row for row in _rows(figures))
    return file.getvalue()


_COLUMNS = (
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
)


def _set_aside(release: Release | None) -> dict[str, object]:
    if release is None:
        return {}
    return {
        "set_aside": release.set_aside,
        "set_aside_counted": release.aside_counted,
    }


def _rows(figures: QuestionFigures) -> list[dict[str, object]]:
    substantive: list[dict[str, object]] = [
        {
            "option": option.code,
            "label": harmless(option.label),
            "count": option.count,
            "share": _share(option.share),
            "suppressed": option.suppressed,
        }
        for option in figures.options
    ]
    missing: list[dict[str, object]] = [
        {
            "option": kind,
            "label": label,
            "count": figures.missing[kind],
            "share": None,
            "suppressed": False,
        }
        for kind, label in MISSING_LABELS.items()
    ]
    return [
        {"question": figures.code, "base": figures.base, **row}
        for row in [*substantive, *missing]
    ]


def _question(figures: QuestionFigures) -> dict[str, Any]:
    return {
        "code": figures.code,
        "kind": figures.kind,
        "text": figures.text,
        "base": figures.base,
        "missing": dict(figures.missing),
        "options": [
            {
                "code": option.code,
                "label": option.label,
                "count": option.count,
                "share": _share(option.share),
                "suppressed": option.suppressed,
            }
            for option in figures.options
        ],
    }


def _share(share: float | None) -> float | None:
    return None if share is None else round(share, SHARE_DIGITS)


def _state(view: ResultsView) -> str:
    if view.poll.state is PollState.ARCHIVED:
        return view.poll.state.value
    return view.standing.value

"""Results for programs: the same release as the page, as JSON and as CSV."""

import csv
from io import StringIO
from typing import Any

from pollsvc.blueprints.results.lines import COLUMNS, lines_of
from pollsvc.blueprints.results.objects import object_of
from pollsvc.blueprints.results.words import withheld_words
from pollsvc.domain.polls import PollState
from pollsvc.domain.releases import Release
from pollsvc.services.results import ResultsView, figures_shown


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
        **_next(view),
    }
    withheld = withheld_words(view)
    if withheld is not None or view.release is None:
        return head | {"released_at": None, "responses": None, "withheld": withheld}
    return head | {
        "released_at": view.release.released_on.isoformat(),
        "responses": view.release.responses,
        **_set_aside(view.release),
        "questions": [object_of(figures) for figures in figures_shown(view)],
    }


def as_csv(view: ResultsView) -> str:
    """Return a wave's newest release as CSV: a line an option and a missing kind."""
    file = StringIO(newline="")
    writer = csv.DictWriter(file, COLUMNS)
    writer.writeheader()
    of_all = {"poll": view.poll.slug, "wave": view.wave.code} | _set_aside(view.release)
    for figures in figures_shown(view):
        writer.writerows(of_all | row for row in lines_of(figures))
    return file.getvalue()


def _next(view: ResultsView) -> dict[str, str]:
    opens = view.next_opens_at
    return {"next_opens_at": f"{opens:%Y-%m-%dT%H:%M:%SZ}"} if opens else {}


def _set_aside(release: Release | None) -> dict[str, object]:
    if release is None:
        return {}
    return {
        "set_aside": release.set_aside,
        "set_aside_counted": release.aside_counted,
    }


def _state(view: ResultsView) -> str:
    if view.poll.state is PollState.ARCHIVED:
        return view.poll.state.value
    return view.standing.value

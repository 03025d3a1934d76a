"""Builds the part of a poll's page that says when it is asked, and what can be done."""

from collections.abc import Iterable
from datetime import datetime

from flask import url_for

from pollsvc.blueprints.authoring.steps import SeriesPart, Step, Way
from pollsvc.domain.polls import PollState
from pollsvc.domain.schedules import Turn
from pollsvc.domain.sentences import Sentence, sentence
from pollsvc.domain.series import SeriesMove
from pollsvc.domain.spellings import ShortDay
from pollsvc.domain.waves import wave_code
from pollsvc.services.series import SeriesView
from pollsvc.web.schedule_words import (
    moment_in_both,
    repeat_sentences,
    turn_words,
    window_words,
)

WINDOWS_SHOWN = 5
_STOP = sentence(
    "What is open goes on to its end. Nothing is asked after it until you begin again."
)


def series_part(
    view: SeriesView, *, may_author: bool, now: datetime
) -> SeriesPart | None:
    """Return when a poll is asked; None where there is nothing to say or do."""
    schedule = view.poll.draft.schedule
    steps = tuple(_steps(view)) if may_author else ()
    ways = tuple(_ways(view)) if may_author else ()
    words: tuple[Sentence, ...] = ()
    times = window_words(schedule, now=now, most=WINDOWS_SHOWN)
    if view.wave is not None:
        # Of a draft, the sentences above say how it repeats.
        words = repeat_sentences(schedule)
        times = tuple(turn_words(turn, schedule.zone) for turn in view.turns)
    if schedule.stopped:
        words = (sentence("Stopped: it is not asked again for now."),)
    is_over = view.poll.state in (PollState.CLOSED, PollState.ARCHIVED)
    if is_over or not (words or times or ways):
        return None
    return SeriesPart(
        words=words,
        times=times,
        steps=steps,
        ways=ways,
        endings=tuple(_endings(view)) if may_author else (),
    )


def _steps(view: SeriesView) -> Iterable[Step]:
    slug, following = view.poll.slug, view.next_turn
    if SeriesMove.SKIP in view.moves and following is not None:
        yield Step(
            label=sentence("Skip the next wave"),
            action=url_for("scheduling.skip", slug=slug, wave=_code(view, following)),
            meaning=sentence(
                "Leaves out that of {day}. Until its time has passed, you can take "
                "this back.",
                day=_day(following),
            ),
        )
    if SeriesMove.TAKE_BACK in view.moves:
        yield Step(
            label=sentence("Leave nothing out"),
            action=url_for("scheduling.take_back", slug=slug),
            meaning=sentence("The times that are left out are asked after all."),
        )
    if SeriesMove.STOP in view.moves:
        yield Step(
            label=sentence("Stop repeating"),
            action=url_for("scheduling.stop", slug=slug),
            meaning=_STOP,
        )
    if SeriesMove.BEGIN_AGAIN in view.moves and following is not None:
        opens = moment_in_both(following.window.opens_at, view.poll.draft.schedule.zone)
        yield Step(
            label=sentence("Begin repeating again"),
            action=url_for("scheduling.begin_again", slug=slug),
            meaning=sentence("The next wave opens {moment}.", moment=opens),
        )


def _ways(view: SeriesView) -> Iterable[Way]:
    if SeriesMove.EXTEND in view.moves:
        url = url_for("scheduling.extend", slug=view.poll.slug)
        yield Way(label=sentence("Let it close later"), url=url)


def _endings(view: SeriesView) -> Iterable[Way]:
    if SeriesMove.CLOSE_WAVE in view.moves:
        url = url_for("scheduling.close_wave", slug=view.poll.slug)
        yield Way(label=sentence("Close this wave now"), url=url)


def _code(view: SeriesView, turn: Turn) -> str:
    return wave_code(view.poll.draft.schedule, turn.window)


def _day(turn: Turn) -> ShortDay:
    return ShortDay(turn.day, weekday=True)

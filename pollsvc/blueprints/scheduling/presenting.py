"""Builds the pages on which a wave is closed now, or later than it was to be."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from flask import url_for

from pollsvc.blueprints.scheduling.pages import ClosePage, ExtendPage
from pollsvc.domain.polls import Poll
from pollsvc.domain.schedules import Turn
from pollsvc.domain.sentences import sentence
from pollsvc.domain.texts import isolated
from pollsvc.domain.waves import Wave
from pollsvc.services.series import SeriesView
from pollsvc.web.fields import HiddenField, Problem
from pollsvc.web.moments import local_moment, time_choices
from pollsvc.web.schedule_words import moment_in_both
from pollsvc.web.sign_in import csrf_field
from pollsvc.web.times import zone_words

DAY, CLOCK = "closes_date", "closes_time"
WAVE = "wave"
"""The field that says which wave the page is about."""

A_WEEK = timedelta(days=7)


def close_page(view: SeriesView, wave: Wave) -> ClosePage:
    """Return the question whether a wave should be closed now."""
    poll = view.poll
    return ClosePage(
        heading=sentence(
            "Close wave {wave} of \u201c{title}\u201d now?",
            wave=wave.code,
            title=isolated(poll.title),
        ),
        meanings=(
            sentence("Nobody can answer in this wave any more, or change an answer."),
            sentence(
                "Its results become final, and people see them as its settings say."
            ),
            _what_follows(poll, view.next_turn if view.turns else None),
        ),
        button=sentence("Close this wave now"),
        action=url_for("scheduling.close_wave", slug=poll.slug),
        hidden=(csrf_field(), HiddenField(name=WAVE, value=wave.code)),
        back_url=url_for("authoring.poll", slug=poll.slug),
    )


def extend_page(
    view: SeriesView,
    wave: Wave,
    *,
    typed: Mapping[str, str],
    problem: str | None,
) -> ExtendPage:
    """Return the question until when a wave should be open.

    Args:
        view: The poll and what follows.
        wave: The wave; one that has a closing time.
        typed: What was sent; empty at first.
        problem: What is wrong with it, or None.
    """
    poll, turn = view.poll, view.next_turn if view.turns else None
    zone = poll.draft.schedule.zone
    closes_at = wave.window.closes_at or wave.window.opens_at
    later = closes_at + A_WEEK
    if turn is not None:
        later = min(later, turn.window.opens_at)
    later = later.astimezone(poll.draft.schedule.tzinfo)
    clock = typed.get(CLOCK, f"{later:%H:%M}")
    return ExtendPage(
        heading=sentence(
            "Until when should \u201c{title}\u201d be open?", title=isolated(poll.title)
        ),
        closes=sentence(
            "So far it closes {moment}.", moment=moment_in_both(closes_at, zone)
        ),
        follows=_what_follows(poll, turn) if turn else "",
        zone=zone_words(zone),
        day=typed.get(DAY, later.date().isoformat()),
        clock=clock,
        times=time_choices(clock),
        problems=(Problem(text=problem, href=f"#{DAY}"),) if problem else (),
        action=url_for("scheduling.extend", slug=poll.slug),
        hidden=(csrf_field(), HiddenField(name=WAVE, value=wave.code)),
        back_url=url_for("authoring.poll", slug=poll.slug),
    )


def wished(poll: Poll, typed: Mapping[str, str]) -> datetime | None:
    """Return the moment that was chosen, UTC; None where it cannot be read."""
    local = local_moment(typed.get(DAY, ""), typed.get(CLOCK, ""))
    if local is None:
        return None
    return local.replace(tzinfo=poll.draft.schedule.tzinfo).astimezone(UTC)


def _what_follows(poll: Poll, turn: Turn | None) -> str:
    if turn is None:
        return sentence("No other wave follows.")
    opens = moment_in_both(turn.window.opens_at, poll.draft.schedule.zone)
    return sentence("The next wave opens {moment}.", moment=opens)

"""Builds the pages about arrivals."""

from collections.abc import Iterator
from datetime import UTC, datetime

from flask import url_for

from pollsvc.blueprints.arrivals.pages import (
    ArrivalsPage,
    Decision,
    DecisionPage,
    HourRow,
    WaveSection,
)
from pollsvc.domain.arrivals import STEP, Arrival
from pollsvc.domain.asides import Aside
from pollsvc.domain.polls import Poll
from pollsvc.domain.release_policies import BATCH, ReleasePolicy
from pollsvc.services.set_aside import PollArrivals, WaveArrivals
from pollsvc.web.poll_words import state_words
from pollsvc.web.sign_in import csrf_field
from pollsvc.web.times import zone_words

MOST_HOURS = 100
_REASONS = {
    Aside.BURST: "Set aside, in a burst",
    Aside.WORK_FAILED: "Set aside, calculation failed",
}
_NOTE = (
    f"One answer in {STEP} is counted here, by lot, and as {STEP}. So large numbers "
    "are about right, and no number tells of a single answer. The hour that is running "
    "is not shown, and all are deleted when the poll closes."
)
_NO_HOURS = "Nothing has been counted by the hour yet."
_DELETED = "What was counted by the hour was deleted when the poll closed."


def arrivals_page(
    arrivals: PollArrivals,
    *,
    may_decide: bool,
    notices: tuple[str, ...],
    now: datetime,
) -> ArrivalsPage:
    """Return what came to a poll's waves."""
    poll = arrivals.poll
    return ArrivalsPage(
        notices=notices,
        title=poll.title,
        slug=poll.slug,
        zone=zone_words(poll.draft.schedule.zone),
        waves=tuple(
            _section(poll, wave, may_decide=may_decide, now=now)
            for wave in arrivals.waves
        ),
    )


def decision_page(poll: Poll, wave: WaveArrivals, *, counted: bool) -> DecisionPage:
    """Return the question whether answers set aside should count, or no longer."""
    number = _answers(_total(wave))
    return DecisionPage(
        heading=f"{'Count' if counted else 'Stop counting'} {number}?",
        verb="Count them" if counted else "Stop counting them",
        meanings=tuple(_meanings(poll, wave, counted=counted)),
        action=_url(poll, wave, counted=counted),
        hidden=(csrf_field(),),
        back_url=url_for("arrivals.arrivals", slug=poll.slug),
    )


def done_words(number: int, *, counted: bool) -> str:
    """Return what has just been decided."""
    now = "now counted" if counted else "no longer counted"
    verb = "is" if number == 1 else "are"
    return f"{_answers(number).capitalize()} {verb} {now}."


def _section(
    poll: Poll, wave: WaveArrivals, *, may_decide: bool, now: datetime
) -> WaveSection:
    aside = _total(wave)
    facts = [("Counted", f"{wave.counted:,}")]
    facts += [(_REASONS[why], f"{n:,}") for why, n in wave.set_aside.items()]
    if aside:
        facts.append(("Those set aside are", _standing(wave)))
    decidable = may_decide and wave.obstacle is None
    return WaveSection(
        id=f"wave-{wave.wave.code}",
        heading=f"Wave {wave.wave.code}",
        state=state_words(poll, wave.wave, now=now),
        facts=tuple(facts),
        decision=_decision(poll, wave) if decidable else None,
        obstacle=wave.obstacle if aside else None,
        hours=tuple(_hours(poll, wave)),
        hours_note=_hours_note(wave),
    )


def _decision(poll: Poll, wave: WaveArrivals) -> Decision:
    counted = not wave.wave.aside_counted
    return Decision(
        label="Count those set aside" if counted else "Stop counting those set aside",
        url=_url(poll, wave, counted=counted),
    )


def _meanings(poll: Poll, wave: WaveArrivals, *, counted: bool) -> Iterator[str]:
    number = _total(wave)
    after = wave.counted + (number if counted else -number)
    yield f"{after:,} answers will be counted in all; now it is {wave.counted:,}."
    is_open = wave.wave.closed_at is None
    if is_open:
        others = "are counted too" if counted else "are not counted either"
        yield f"Answers that are set aside from now on {others}."
    if is_open and poll.draft.release is ReleasePolicy.BATCHED:
        yield (
            f"The results follow with their next step: when {BATCH} more people have "
            "answered, or when the poll closes."
        )
    else:
        yield "The results follow at once."
    yield (
        "The results say how many answers were set aside, and whether those are "
        "counted."
    )
    yield "You can take this decision back."


def _hours(poll: Poll, wave: WaveArrivals) -> Iterator[HourRow]:
    zone = poll.draft.schedule.tzinfo
    hours = sorted({hour for hour, _ in wave.hours}, reverse=True)[:MOST_HOURS]
    most = max((_received(wave, hour) for hour in hours), default=0)
    for hour in hours:
        local = datetime.fromisoformat(f"{hour}:00").replace(tzinfo=UTC)
        local = local.astimezone(zone)
        yield HourRow(
            hour=f"{local:%a} {local.day} {local:%b}, {local:%H:%M}",
            counts=tuple(f"{wave.hours.get((hour, kind), 0):,}" for kind in Arrival),
            length=_percent(_received(wave, hour), most),
            aside=_percent(_aside(wave, hour), most),
        )


def _received(wave: WaveArrivals, hour: str) -> int:
    return wave.hours.get((hour, Arrival.RECEIVED), 0)


def _aside(wave: WaveArrivals, hour: str) -> int:
    kinds = set(Arrival) - {Arrival.RECEIVED}
    return sum(wave.hours.get((hour, kind), 0) for kind in kinds)


def _percent(part: int, whole: int) -> int:
    # Each kind is drawn by a lot of its own, so a part can exceed the whole.
    return min(100, round(100 * part / whole)) if whole else 0


def _hours_note(wave: WaveArrivals) -> str:
    if wave.wave.closed_at is not None:
        return _DELETED
    return _NOTE if wave.hours else f"{_NO_HOURS} {_NOTE}"


def _standing(wave: WaveArrivals) -> str:
    return "counted all the same" if wave.wave.aside_counted else "not counted"


def _total(wave: WaveArrivals) -> int:
    return sum(wave.set_aside.values())


def _answers(number: int) -> str:
    if number == 1:
        return "the answer that was set aside"
    return f"the {number:,} answers that were set aside"


def _url(poll: Poll, wave: WaveArrivals, *, counted: bool) -> str:
    endpoint = "arrivals.count_in" if counted else "arrivals.count_out"
    return url_for(endpoint, slug=poll.slug, wave=wave.wave.code)

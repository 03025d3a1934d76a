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
from pollsvc.domain.sentences import Sentence, bare, counted, in_a_row, sentence
from pollsvc.domain.spellings import ShortDay
from pollsvc.services.set_aside import PollArrivals, WaveArrivals
from pollsvc.web.poll_words import state_words
from pollsvc.web.sign_in import csrf_field
from pollsvc.web.times import zone_words

MOST_HOURS = 100
_REASONS = {
    Aside.BURST: sentence("Set aside, in a burst"),
    Aside.WORK_FAILED: sentence("Set aside, calculation failed"),
}
_NOTE = sentence(
    "One answer in {step} is counted here, by lot, and as {step}. So large numbers "
    "are about right, and no number tells of a single answer. The hour that is running "
    "is not shown, and all are deleted when the poll closes.",
    step=STEP,
)
_NO_HOURS = sentence("Nothing has been counted by the hour yet.")
_DELETED = sentence("What was counted by the hour was deleted when the poll closed.")


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


def decision_page(poll: Poll, wave: WaveArrivals, *, count_in: bool) -> DecisionPage:
    """Return the question whether answers set aside should count, or no longer."""
    return DecisionPage(
        heading=_question(_total(wave), count_in=count_in),
        verb=sentence("Count them") if count_in else sentence("Stop counting them"),
        meanings=tuple(_meanings(poll, wave, count_in=count_in)),
        action=_url(poll, wave, count_in=count_in),
        hidden=(csrf_field(),),
        back_url=url_for("arrivals.arrivals", slug=poll.slug),
    )


def done_words(number: int, *, count_in: bool) -> str:
    """Return what has just been decided."""
    if count_in:
        return counted(
            "The answer that was set aside is now counted.",
            "The {number:,} answers that were set aside are now counted.",
            number=number,
        )
    return counted(
        "The answer that was set aside is no longer counted.",
        "The {number:,} answers that were set aside are no longer counted.",
        number=number,
    )


def _question(number: int, *, count_in: bool) -> str:
    if count_in:
        return counted(
            "Count the answer that was set aside?",
            "Count the {number:,} answers that were set aside?",
            number=number,
        )
    return counted(
        "Stop counting the answer that was set aside?",
        "Stop counting the {number:,} answers that were set aside?",
        number=number,
    )


def _section(
    poll: Poll, wave: WaveArrivals, *, may_decide: bool, now: datetime
) -> WaveSection:
    aside = _total(wave)
    facts = [(sentence("Counted"), bare(wave.counted))]
    facts += [(_REASONS[why], bare(n)) for why, n in wave.set_aside.items()]
    if aside:
        facts.append((sentence("Those set aside are"), _standing(wave)))
    decidable = may_decide and wave.obstacle is None
    return WaveSection(
        id=f"wave-{wave.wave.code}",
        heading=sentence("Wave {wave}", wave=wave.wave.code),
        state=state_words(poll, wave.wave, now=now),
        facts=tuple(facts),
        decision=_decision(poll, wave) if decidable else None,
        obstacle=wave.obstacle if aside else None,
        hours=tuple(_hours(poll, wave)),
        hours_note=_hours_note(wave),
    )


def _decision(poll: Poll, wave: WaveArrivals) -> Decision:
    count_in = not wave.wave.aside_counted
    return Decision(
        label=sentence("Count those set aside")
        if count_in
        else sentence("Stop counting those set aside"),
        url=_url(poll, wave, count_in=count_in),
    )


def _meanings(poll: Poll, wave: WaveArrivals, *, count_in: bool) -> Iterator[str]:
    number = _total(wave)
    yield counted(
        "{number:,} answer will be counted in all; now it is {before:,}.",
        "{number:,} answers will be counted in all; now it is {before:,}.",
        number=wave.counted + (number if count_in else -number),
        before=wave.counted,
    )
    is_open = wave.wave.closed_at is None
    if is_open and count_in:
        yield sentence("Answers that are set aside from now on are counted too.")
    elif is_open:
        yield sentence("Answers that are set aside from now on are not counted either.")
    if is_open and poll.draft.release is ReleasePolicy.BATCHED:
        yield sentence(
            "The results follow with their next step: when {number} more people have "
            "answered, or when the poll closes.",
            number=BATCH,
        )
    else:
        yield sentence("The results follow at once.")
    yield sentence(
        "The results say how many answers were set aside, and whether those are "
        "counted."
    )
    yield sentence("You can take this decision back.")


def _hours(poll: Poll, wave: WaveArrivals) -> Iterator[HourRow]:
    zone = poll.draft.schedule.tzinfo
    hours = sorted({hour for hour, _ in wave.hours}, reverse=True)[:MOST_HOURS]
    most = max((_received(wave, hour) for hour in hours), default=0)
    for hour in hours:
        local = datetime.fromisoformat(f"{hour}:00").replace(tzinfo=UTC)
        local = local.astimezone(zone)
        yield HourRow(
            hour=sentence(
                "{day}, {time}",
                day=ShortDay(local.date(), weekday=True, year=False),
                time=f"{local:%H:%M}",
            ),
            counts=tuple(bare(wave.hours.get((hour, kind), 0)) for kind in Arrival),
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
    return _NOTE if wave.hours else in_a_row(_NO_HOURS, _NOTE)


def _standing(wave: WaveArrivals) -> Sentence:
    if wave.wave.aside_counted:
        return sentence("counted all the same")
    return sentence("not counted")


def _total(wave: WaveArrivals) -> int:
    return sum(wave.set_aside.values())


def _url(poll: Poll, wave: WaveArrivals, *, count_in: bool) -> str:
    endpoint = "arrivals.count_in" if count_in else "arrivals.count_out"
    return url_for(endpoint, slug=poll.slug, wave=wave.wave.code)

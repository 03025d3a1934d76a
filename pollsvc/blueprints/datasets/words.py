"""Where a wave's rows come from, or why there are none, in sentences."""

from collections.abc import Callable

from pollsvc.domain.polls import Poll
from pollsvc.domain.release_policies import BATCH, ReleasePolicy, Visibility
from pollsvc.domain.waves import Standing
from pollsvc.services.exporting import Dataset, DatasetWave
from pollsvc.services.row_sources import Source
from pollsvc.web.times import day_words

_NOT_ALLOWED = {
    Visibility.ALWAYS: "Not handed out.",
    Visibility.ON_VOTE: (
        "Handed out to those who have answered, and to everybody when the poll closes."
    ),
    Visibility.ON_CLOSE: "Handed out when the poll closes.",
    Visibility.STAFF_ONLY: "Not public: the poll's author shows it to staff only.",
}


def wave_note(poll: Poll, wave: DatasetWave) -> str:
    """Return where a wave's rows come from, or why there are none."""
    return _NOTES[wave.source](poll, wave)


def withheld_words(dataset: Dataset) -> str | None:
    """Return why there is nothing to take away; None where there is something."""
    if dataset.rows:
        return None
    if not dataset.waves:
        return "The poll has not been opened, so there are no rows."
    newest = dataset.waves[0]
    if newest.source is Source.RESPONSES:
        return "Nobody has answered, so there are no rows."
    return f"There are no rows for you to take away. {wave_note(dataset.poll, newest)}"


def _response_note(poll: Poll, wave: DatasetWave) -> str:
    del poll, wave
    return "Every stored response."


def _not_allowed(poll: Poll, wave: DatasetWave) -> str:
    del wave
    return _NOT_ALLOWED[poll.draft.results]


def _release_note(poll: Poll, wave: DatasetWave) -> str:
    if wave.wave.purged_at is not None:
        return f"{_purged(poll, wave)} Rows that add up to the published results."
    if wave.standing is Standing.CLOSED or poll.draft.release is ReleasePolicy.LIVE:
        return "Rows that add up to the published results."
    return (
        "Rows that add up to the published results, which move in groups of at least "
        f"{BATCH} new answers."
    )


def _not_released(poll: Poll, wave: DatasetWave) -> str:
    if poll.draft.release is ReleasePolicy.LIVE:
        return "Nobody has answered."
    if wave.standing is Standing.CLOSED:
        return f"Fewer than {BATCH} people answered, so their answers are not shown."
    return f"Handed out once {BATCH} people have answered."


def _not_public(poll: Poll, wave: DatasetWave) -> str:
    del poll, wave
    return (
        "A row would show all that one person answered, which could single them out: "
        "the results are public, rows are not."
    )


def _purged(poll: Poll, wave: DatasetWave) -> str:
    deleted = wave.wave.purged_at
    zone = poll.draft.schedule.tzinfo
    day = day_words(deleted.astimezone(zone).date()) if deleted else ""
    return f"Single answers were deleted on {day}; the results stay."


_NOTES: dict[Source, Callable[[Poll, DatasetWave], str]] = {
    Source.RESPONSES: _response_note,
    Source.RELEASE: _release_note,
    Source.NOT_ALLOWED: _not_allowed,
    Source.NOT_RELEASED: _not_released,
    Source.NOT_PUBLIC: _not_public,
    Source.PURGED: _purged,
}


def aside_words(dataset: Dataset) -> str:
    """Return how many answers were set aside, and whether they are among the rows."""
    handed_out = [wave.counts for wave in dataset.waves if wave.counts]
    among = sum(c.set_aside for c in handed_out if c.aside_counted)
    left_out = sum(c.set_aside for c in handed_out if not c.aside_counted)
    parts = [f"{left_out:,}, not among the rows"] if left_out else []
    parts += [f"{among:,}, among the rows"] if among else []
    return "; ".join(parts) or "None"

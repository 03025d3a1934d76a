"""Where a wave's rows come from, or why there are none, in sentences."""

from collections.abc import Callable

from pollsvc.domain.polls import Poll
from pollsvc.domain.release_policies import BATCH, ReleasePolicy, Visibility
from pollsvc.domain.sentences import Sentence, counted, in_a_row, sentence
from pollsvc.domain.waves import Standing
from pollsvc.services.exporting import Dataset, DatasetWave
from pollsvc.services.row_sources import Source
from pollsvc.web.times import day_words

_ADDING_UP = sentence("Rows that add up to the published results.")

_NOT_ALLOWED = {
    Visibility.ALWAYS: sentence("Not handed out."),
    Visibility.ON_VOTE: sentence(
        "Handed out to those who have answered, and to everybody when the poll closes."
    ),
    Visibility.ON_CLOSE: sentence("Handed out when the poll closes."),
    Visibility.STAFF_ONLY: sentence(
        "Not public: the poll's author shows it to staff only."
    ),
}


def wave_note(poll: Poll, wave: DatasetWave) -> str:
    """Return where a wave's rows come from, or why there are none."""
    return _NOTES[wave.source](poll, wave)


def withheld_words(dataset: Dataset) -> str | None:
    """Return why there is nothing to take away; None where there is something."""
    if dataset.rows:
        return None
    if not dataset.waves:
        return sentence("The poll has not been opened, so there are no rows.")
    newest = dataset.waves[0]
    if newest.source is Source.RESPONSES:
        return sentence("Nobody has answered, so there are no rows.")
    none = sentence("There are no rows for you to take away.")
    return in_a_row(none, wave_note(dataset.poll, newest))


def _response_note(poll: Poll, wave: DatasetWave) -> str:
    del poll, wave
    return sentence("Every stored response.")


def _not_allowed(poll: Poll, wave: DatasetWave) -> str:
    del wave
    return _NOT_ALLOWED[poll.draft.results]


def _release_note(poll: Poll, wave: DatasetWave) -> str:
    if wave.wave.purged_at is not None:
        return in_a_row(_purged(poll, wave), _ADDING_UP)
    if wave.standing is Standing.CLOSED or poll.draft.release is ReleasePolicy.LIVE:
        return _ADDING_UP
    return sentence(
        "Rows that add up to the published results, which move in groups of at least "
        "{batch} new answers.",
        batch=BATCH,
    )


def _not_released(poll: Poll, wave: DatasetWave) -> str:
    if poll.draft.release is ReleasePolicy.LIVE:
        return sentence("Nobody has answered.")
    if wave.standing is Standing.CLOSED:
        return counted(
            "Fewer than {number} person answered, so their answers are not shown.",
            "Fewer than {number} people answered, so their answers are not shown.",
            number=BATCH,
        )
    return counted(
        "Handed out once {number} person has answered.",
        "Handed out once {number} people have answered.",
        number=BATCH,
    )


def _not_public(poll: Poll, wave: DatasetWave) -> str:
    del poll, wave
    return sentence(
        "A row would show all that one person answered, which could single them out: "
        "the results are public, rows are not."
    )


def _purged(poll: Poll, wave: DatasetWave) -> str:
    deleted = wave.wave.purged_at
    zone = poll.draft.schedule.tzinfo
    day = day_words(deleted.astimezone(zone).date()) if deleted else ""
    return sentence("Single answers were deleted on {day}; the results stay.", day=day)


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
    parts = [_not_among(left_out)] if left_out else []
    parts += [sentence("{number:,}, among the rows", number=among)] if among else []
    return in_a_row(*parts, between="; ") if parts else sentence("None")


def _not_among(number: int) -> Sentence:
    return sentence("{number:,}, not among the rows", number=number)

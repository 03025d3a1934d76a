"""Results in sentences: what the numbers say, and what they cannot say."""

from pollsvc.domain.release_policies import BATCH, ReleasePolicy, Visibility
from pollsvc.domain.releases import Release
from pollsvc.domain.sentences import counted, in_a_row, sentence
from pollsvc.domain.waves import Standing
from pollsvc.services.results import ResultsView
from pollsvc.web.times import moment_words, period_words

SELF_SELECTION = sentence(
    "People chose to take part, so these results describe those who answered and "
    "nobody else. They are not weighted, and no margin of error can be given for them."
)

_CLOSED = sentence("The poll has closed: every answer is counted here.")
_CLOSED_BUT_ASIDE = sentence(
    "The poll has closed: every answer is counted here, unless it was set aside."
)
_LIVE = sentence("Every answer is counted here as soon as it is given.")
_LIVE_BUT_ASIDE = sentence(
    "Every answer is counted here as soon as it is given, unless it was set aside."
)

_SMALL_GROUPS = sentence(
    "After a change, a question is shown once {batch} people were asked it and {batch} "
    "were not. Before that, its numbers could tell what single people answered.",
    batch=BATCH,
)

MISSING_LABELS = {
    "dont_know": sentence("Don't know"),
    "refused": sentence("Prefer not to say"),
    "not_answered": sentence("Not answered"),
    "not_asked": sentence("Not asked"),
}


def collection_note(view: ResultsView, release: Release) -> str:
    """Return how many answered, when, and how they came to answer."""
    zone = view.poll.draft.schedule.tzinfo
    first = view.wave.window.opens_at.astimezone(zone).date()
    period = period_words(min(first, release.released_on), release.released_on)
    return counted(
        "{number:,} answer, {period}, from people who met the poll and chose to "
        "answer.",
        "{number:,} answers, {period}, from people who met the poll and chose to "
        "answer.",
        number=release.responses,
        period=period,
    )


def aside_note(release: Release) -> str:
    """Return how many answers were set aside and whether they count, or nothing."""
    if not release.set_aside:
        return ""
    if release.aside_counted:
        return counted(
            "{number:,} answer came from a network that had sent very many before. It "
            "was set aside, and is counted here.",
            "{number:,} answers came from networks that had sent very many before. "
            "They were set aside, and are counted here.",
            number=release.set_aside,
        )
    return counted(
        "{number:,} answer came from a network that had sent very many before. It was "
        "set aside, and is not counted here.",
        "{number:,} answers came from networks that had sent very many before. They "
        "were set aside, and are not counted here.",
        number=release.set_aside,
    )


def release_note(view: ResultsView, release: Release | None) -> str:
    """Return which release policy applies, and what it means for these numbers."""
    left_out = release is not None and release.set_aside and not release.aside_counted
    if view.standing is Standing.CLOSED:
        return _CLOSED_BUT_ASIDE if left_out else _CLOSED
    match view.poll.draft.release:
        case ReleasePolicy.LIVE:
            return _LIVE_BUT_ASIDE if left_out else _LIVE
        case ReleasePolicy.BATCHED:
            return counted(
                "To protect those who answer, results move in groups of at least "
                "{number} new answer. Your answer is counted even if nothing moves.",
                "To protect those who answer, results move in groups of at least "
                "{number} new answers. Your answer is counted even if nothing moves.",
                number=BATCH,
            )


def small_groups_note(view: ResultsView) -> tuple[str, ...]:
    """Return what is left out where what is asked changed meanwhile; or nothing."""
    is_batched = view.poll.draft.release is ReleasePolicy.BATCHED
    return (_SMALL_GROUPS,) if is_batched and len(view.versions) > 1 else ()


def withheld_words(view: ResultsView) -> str | None:
    """Return why nothing is shown, and from when it will be; None if it is."""
    if not view.allowed:
        return _not_allowed(view)
    if view.release is not None and view.release.responses:
        return None if view.asked.questions else _SMALL_GROUPS
    if view.release is not None or view.poll.draft.release is ReleasePolicy.LIVE:
        return _nobody(view)
    return _too_few(view)


def _nobody(view: ResultsView) -> str:
    if view.release is not None and view.release.set_aside:
        return in_a_row(sentence("No answer is counted."), aside_note(view.release))
    if view.standing is Standing.CLOSED:
        return sentence("Nobody answered this poll.")
    return sentence("No answers yet.")


def _too_few(view: ResultsView) -> str:
    if view.standing is Standing.UPCOMING:
        return sentence("The poll has not opened yet, so there are no results.")
    if view.standing is Standing.OPEN:
        return counted(
            "Results are shown once {number} person has answered.",
            "Results are shown once {number} people have answered.",
            number=BATCH,
        )
    if view.wave.closed_at is None:
        return sentence("The poll has just closed. Its results are being counted.")
    return counted(
        "Fewer than {number} person answered, so the results are not shown: they would "
        "say too much about each of them.",
        "Fewer than {number} people answered, so the results are not shown: they would "
        "say too much about each of them.",
        number=BATCH,
    )


def _not_allowed(view: ResultsView) -> str:
    closes = view.wave.window.closes_at
    if view.poll.draft.results is Visibility.STAFF_ONLY:
        return sentence("The results of this poll are not public.")
    if closes is None:
        return _NOT_YET[view.poll.draft.results]
    moment = moment_words(closes, view.poll.draft.schedule.zone)
    if view.poll.draft.results is Visibility.ON_CLOSE:
        return sentence(
            "The results of this poll are shown when it closes, {moment}.",
            moment=moment,
        )
    return sentence(
        "The results are shown to you after you answer, and to everybody when it "
        "closes, {moment}.",
        moment=moment,
    )


_AFTER_ANSWERING = sentence(
    "The results are shown to you after you answer, and to everybody when it closes."
)
_NOT_YET = {
    Visibility.ON_CLOSE: sentence("The results of this poll are shown when it closes."),
    Visibility.ON_VOTE: _AFTER_ANSWERING,
    Visibility.ALWAYS: _AFTER_ANSWERING,
}

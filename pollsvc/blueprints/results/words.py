"""Results in sentences: what the numbers say, and what they cannot say."""

from pollsvc.domain.release_policies import BATCH, ReleasePolicy, Visibility
from pollsvc.domain.releases import Release
from pollsvc.domain.waves import Standing
from pollsvc.services.results import ResultsView
from pollsvc.web.times import moment_words, period_words

SELF_SELECTION = (
    "People chose to take part, so these results describe those who answered and "
    "nobody else. They are not weighted, and no margin of error can be given for them."
)

MISSING_LABELS = {
    "dont_know": "Don't know",
    "refused": "Prefer not to say",
    "not_answered": "Not answered",
    "not_asked": "Not asked",
}


def collection_note(view: ResultsView, release: Release) -> str:
    """Return how many answered, when, and how they came to answer."""
    zone = view.poll.draft.schedule.tzinfo
    first = view.wave.window.opens_at.astimezone(zone).date()
    answers = "1 answer" if release.responses == 1 else f"{release.responses:,} answers"
    period = period_words(min(first, release.released_on), release.released_on)
    return f"{answers}, {period}, from people who met the poll and chose to answer."


def aside_note(release: Release) -> str:
    """Return how many answers were set aside and whether they count, or nothing."""
    if not release.set_aside:
        return ""
    counted = "" if release.aside_counted else "not "
    if release.set_aside == 1:
        return (
            "1 answer came from a network that had sent very many before. It was set "
            f"aside, and is {counted}counted here."
        )
    return (
        f"{release.set_aside:,} answers came from networks that had sent very many "
        f"before. They were set aside, and are {counted}counted here."
    )


def release_note(view: ResultsView, release: Release | None) -> str:
    """Return which release policy applies, and what it means for these numbers."""
    left_out = release is not None and release.set_aside and not release.aside_counted
    unless = ", unless it was set aside" if left_out else ""
    if view.standing is Standing.CLOSED:
        return f"The poll has closed: every answer is counted here{unless}."
    match view.poll.draft.release:
        case ReleasePolicy.LIVE:
            return f"Every answer is counted here as soon as it is given{unless}."
        case ReleasePolicy.BATCHED:
            return (
                "To protect those who answer, results move in groups of at least "
                f"{BATCH} new answers. Your answer is counted even if nothing moves."
            )


def withheld_words(view: ResultsView) -> str | None:
    """Return why nothing is shown, and from when it will be; None if it is."""
    if not view.allowed:
        return _not_allowed(view)
    if view.release is not None and view.release.responses:
        return None
    if view.release is not None or view.poll.draft.release is ReleasePolicy.LIVE:
        return _nobody(view)
    return _too_few(view)


def _nobody(view: ResultsView) -> str:
    if view.release is not None and view.release.set_aside:
        return f"No answer is counted. {aside_note(view.release)}"
    if view.standing is Standing.CLOSED:
        return "Nobody answered this poll."
    return "No answers yet."


def _too_few(view: ResultsView) -> str:
    if view.standing is Standing.UPCOMING:
        return "The poll has not opened yet, so there are no results."
    if view.standing is Standing.OPEN:
        return f"Results are shown once {BATCH} people have answered."
    if view.wave.closed_at is None:
        return "The poll has just closed. Its results are being counted."
    return (
        f"Fewer than {BATCH} people answered, so the results are not shown: "
        "they would say too much about each of them."
    )


def _not_allowed(view: ResultsView) -> str:
    closes = view.wave.window.closes_at
    zone = view.poll.draft.schedule.zone
    until = "when it closes"
    if closes:
        until += f", {moment_words(closes, zone)}"
    match view.poll.draft.results:
        case Visibility.STAFF_ONLY:
            return "The results of this poll are not public."
        case Visibility.ON_CLOSE:
            return f"The results of this poll are shown {until}."
        case _:
            return (
                "The results are shown to you after you answer, and to everybody "
                f"{until}."
            )

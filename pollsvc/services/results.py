"""Results as somebody may see them: the newest release, or why there is none to see."""

from dataclasses import dataclass, field
from datetime import datetime

from pollsvc.domain.figures import QuestionFigures
from pollsvc.domain.offers import with_offers
from pollsvc.domain.polls import Poll
from pollsvc.domain.questionnaires import Questionnaire
from pollsvc.domain.release_policies import may_look
from pollsvc.domain.released_questions import shown_in
from pollsvc.domain.releases import Release
from pollsvc.domain.series import next_window
from pollsvc.domain.versions import Versions
from pollsvc.domain.waves import Standing, Wave, begun
from pollsvc.services.catalogue import Listing
from pollsvc.services.process_memory import OneForEachDatabase
from pollsvc.storage import catalogue, releases
from pollsvc.storage.session import reading


@dataclass(frozen=True, kw_only=True)
class ResultsView:
    """One wave's results for one onlooker.

    Attributes:
        asked: What the release shows of all that was ever asked.
        versions: Everything that was ever asked, by the version's number.
        allowed: Whether the poll's author shows results to this onlooker now.
        release: The newest release; None where none was cut yet, or not allowed.
        is_shown: Whether it is the wave that the poll's own address shows.
        opened: The codes of all waves that have opened, newest first.
        next_opens_at: When the poll is asked again, UTC; None: it is open, or not.
        stamp: Whoever finds the same stamp may show what was drawn for it before.
    """

    poll: Poll
    asked: Questionnaire
    versions: Versions
    wave: Wave
    standing: Standing
    allowed: bool
    release: Release | None
    is_shown: bool
    opened: tuple[str, ...]
    next_opens_at: datetime | None
    stamp: tuple[int, int]


def public_results(
    *,
    listing: Listing,
    has_answered: bool,
    is_staff: bool,
    now: datetime,
    wave_code: str | None = None,
) -> ResultsView:
    """Return the newest release of the wave that a poll shows, or of a named one.

    Raises:
        NoSuchWave: It was not asked in this wave.
    """
    wave = listing.wave(wave_code, now=now)
    standing = wave.standing(now=now)
    allowed = may_look(
        listing.poll.draft.results,
        closed=standing is Standing.CLOSED,
        has_answered=has_answered,
        is_staff=is_staff,
    )
    sequence = releases.sequence_now(wave.id)
    release = _release(wave.id, (listing.revision, sequence)) if allowed else None
    asked = listing.asked
    if release is not None and len(listing.versions) > 1:
        asked = shown_in(asked, listing.poll.questionnaire, release.counts)
    return ResultsView(
        poll=listing.poll,
        asked=asked,
        versions=listing.versions,
        wave=wave,
        standing=standing,
        allowed=allowed,
        release=release,
        is_shown=wave.id == listing.wave(now=now).id,
        opened=tuple(each.code for each in begun(listing.waves, now=now)),
        next_opens_at=_next_opens_at(listing, wave, now),
        stamp=(listing.revision, sequence),
    )


def is_unchanged(view: ResultsView, *, now: datetime) -> bool:
    """Return whether the same onlooker would see the same now.

    Raises:
        StoreUnavailable: Nobody can say.
    """
    if view.wave.standing(now=now) is not view.standing:
        return False
    if view.next_opens_at is not None and view.next_opens_at <= now:
        return False
    return view.stamp == (catalogue.revision(), releases.sequence_now(view.wave.id))


def figures_shown(view: ResultsView) -> tuple[QuestionFigures, ...]:
    """Return the figures of the release, question by question; none without one.

    They are the same for all who see the release in one language, whatever else their
    pages say, and are worked out once for them.
    """
    if view.release is None:
        return ()
    kept = _releases().get(view.wave.id)
    if kept is None or kept.stamp != view.stamp:  # a newer one has followed meanwhile
        return _figures(view, view.release)
    figures = kept.figures.get(view.asked.language)
    if figures is None:
        figures = kept.figures[view.asked.language] = _figures(view, view.release)
    return figures


def _figures(view: ResultsView, release: Release) -> tuple[QuestionFigures, ...]:
    # pandas takes half a second to import: who shows no results does not wait for it.
    from pollsvc.analysis.figures import figures_of  # noqa: PLC0415

    figures = figures_of(view.asked, release)
    if len(view.versions) == 1:
        return figures
    return tuple(with_offers(each, view.poll.questionnaire) for each in figures)


def _next_opens_at(listing: Listing, wave: Wave, now: datetime) -> datetime | None:
    if wave.standing(now=now) is not Standing.CLOSED:
        return None
    window = next_window(listing.poll, wave, now=now)
    return window.opens_at if window and window.opens_at > now else None


@dataclass(frozen=True, kw_only=True)
class _Newest:
    """A wave's newest release, if there is one, as of one stamp.

    Attributes:
        figures: Those that somebody was shown, by the language of their words.
    """

    stamp: tuple[int, int]
    release: Release | None
    figures: dict[str, tuple[QuestionFigures, ...]] = field(default_factory=dict)


_Releases = dict[str, _Newest]
_releases: OneForEachDatabase[_Releases] = OneForEachDatabase(dict)


def _release(wave_id: str, stamp: tuple[int, int]) -> Release | None:
    """Return a wave's newest release, read once for each stamp."""
    kept = _releases()
    found = kept.get(wave_id)
    if found is None or found.stamp != stamp:
        with reading() as connection:
            newest = releases.newest(connection, wave_id)
        found = kept[wave_id] = _Newest(stamp=stamp, release=newest)
    return found.release

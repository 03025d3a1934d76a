"""Results as somebody may see them: the newest release, or why there is none to see."""

from dataclasses import dataclass
from datetime import datetime

from pollsvc.domain.errors import NoSuchPoll, NoSuchWave
from pollsvc.domain.figures import QuestionFigures
from pollsvc.domain.polls import Poll, PollState
from pollsvc.domain.release_policies import may_look
from pollsvc.domain.releases import Release
from pollsvc.domain.waves import Standing, Wave
from pollsvc.storage import polls, releases, waves
from pollsvc.storage.session import reading


@dataclass(frozen=True, kw_only=True)
class ResultsView:
    """One wave's results for one onlooker.

    Attributes:
        allowed: Whether the poll's author shows results to this onlooker now.
        release: The newest release; None where none was cut yet, or not allowed.
        others: The codes of the poll's other waves, newest first.
    """

    poll: Poll
    wave: Wave
    standing: Standing
    allowed: bool
    release: Release | None
    others: tuple[str, ...]


def public_results(
    *,
    slug: str,
    has_answered: bool,
    is_staff: bool,
    now: datetime,
    wave_code: str | None = None,
) -> ResultsView:
    """Return the newest release of a poll's newest wave, or of a named one.

    Raises:
        NoSuchPoll: There is no such poll, or it is a draft.
        NoSuchWave: It was not asked in this wave.
    """
    with reading() as connection:
        poll = polls.with_slug(connection, slug)
        if poll.state is PollState.DRAFT:
            msg = f"There is no poll {slug!r}."
            raise NoSuchPoll(msg)
        all_waves = waves.of_poll(connection, poll.id)
        wave = _wanted(all_waves, wave_code)
        standing = wave.standing(now=now)
        allowed = may_look(
            poll.draft.results,
            closed=standing is Standing.CLOSED,
            has_answered=has_answered,
            is_staff=is_staff,
        )
        release = releases.newest(connection, wave.id) if allowed else None
    return ResultsView(
        poll=poll,
        wave=wave,
        standing=standing,
        allowed=allowed,
        release=release,
        others=tuple(w.code for w in all_waves if w.code != wave.code),
    )


def figures_shown(view: ResultsView) -> tuple[QuestionFigures, ...]:
    """Return the figures of the release, question by question; none without one."""
    if view.release is None:
        return ()
    # pandas takes half a second to import: who shows no results does not wait for it.
    from pollsvc.analysis.figures import figures_of  # noqa: PLC0415

    return figures_of(view.poll.questionnaire, view.release)


def _wanted(all_waves: list[Wave], code: str | None) -> Wave:
    for wave in all_waves:
        if code in (None, wave.code):
            return wave
    msg = f"This poll was not asked in {code}."
    raise NoSuchWave(msg)

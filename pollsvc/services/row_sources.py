"""Where the rows of a wave come from for somebody, or why there are none."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from pollsvc.domain.polls import Poll
from pollsvc.domain.release_policies import may_look
from pollsvc.domain.releases import Release
from pollsvc.domain.waves import Standing, Wave


class Source(Enum):
    """Where a wave's rows come from, or why there are none."""

    RESPONSES = "responses"
    RELEASE = "release"
    NOT_ALLOWED = "not_allowed"
    NOT_RELEASED = "not_released"
    NOT_PUBLIC = "not_public"
    PURGED = "purged"


HANDED_OUT = (Source.RESPONSES, Source.RELEASE)


@dataclass(frozen=True, kw_only=True)
class Onlooker:
    """Who looks at a poll's rows.

    Attributes:
        counts_make_rows: Whether what the poll ever asked can be rows at all.
    """

    has_answered: bool
    sees_data: bool
    counts_make_rows: bool


def source_of(
    poll: Poll, wave: Wave, release: Release | None, look: Onlooker, *, now: datetime
) -> Source:
    """Return where a wave's rows come from for an onlooker, or why there are none."""
    closed = wave.standing(now=now) is Standing.CLOSED
    if look.sees_data and wave.purged_at is None:
        return Source.RESPONSES
    if not look.sees_data and not may_look(
        poll.draft.results,
        closed=closed,
        has_answered=look.has_answered,
        is_staff=False,
    ):
        return Source.NOT_ALLOWED
    public = _public_source(look, release)
    gone = wave.purged_at is not None and public is not Source.RELEASE
    return Source.PURGED if gone else public


def _public_source(look: Onlooker, release: Release | None) -> Source:
    if release is None or not release.counts:
        return Source.NOT_RELEASED
    return Source.RELEASE if look.counts_make_rows else Source.NOT_PUBLIC

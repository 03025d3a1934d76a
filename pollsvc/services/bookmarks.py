"""Finishing later: how far somebody came is kept, found by their link, and removed."""

import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from pollsvc.domain import errors
from pollsvc.domain.ballots import Ballot
from pollsvc.domain.bookmarks import (
    Bookmark,
    Paused,
    bookmark_for,
    bookmark_id,
    bookmark_key,
    last_day,
    packed,
    unpacked,
)
from pollsvc.domain.keys import KeyRing
from pollsvc.domain.sentences import sentence
from pollsvc.domain.waves import Wave
from pollsvc.services.catalogue import Listing, published
from pollsvc.services.recording import TRIES, Outdated, hold_for_answers
from pollsvc.services.secret_keys import key_of_wave
from pollsvc.storage import bookmarks, catalogue
from pollsvc.storage.forgetting import forget_writes
from pollsvc.storage.session import transaction

MOST_BYTES = 64 * 1024 * 1024
"""So much is kept for everybody together: no flood of bookmarks can fill the disk."""

_NONCE_BYTES = 12
_NOTHING = sentence(
    "Nothing is kept under this link any more: the answers were submitted, or the time "
    "for which they were kept is over, or the survey has closed."
)


@dataclass(frozen=True, kw_only=True)
class Interruption:
    """Somebody who wants to finish later.

    Attributes:
        ballot: Theirs: kept nowhere, their bookmark follows from it one way.
        paused: How far they came.
        came_by: The bookmark that they had gone on with, if they had: what is kept
            under it is theirs no more than its maker's, and goes.
    """

    ballot: Ballot
    paused: Paused
    came_by: Bookmark | None = None


def keep(
    stop: Interruption, *, listing: Listing, keys: KeyRing, now: datetime
) -> tuple[Bookmark, date]:
    """Keep how far somebody came, in place of what was kept for them before.

    Returns:
        What their link holds, and on which day it is removed at the latest.

    Raises:
        NoRoomForBookmark: It is too long, or too much is kept already.
        StoreUnavailable: It may not be kept; to try again is safe.
    """
    bookmark, remove_on = bookmark_for(stop.ballot), last_day(now.date())
    for _ in range(TRIES):
        wave = listing.wave(now=now)
        key = key_of_wave(wave, keys)
        own_id = bookmark_id(key, bookmark)
        sealed = _sealed(packed(stop.paused), own_id, bookmark_key(key, bookmark))
        with suppress(Outdated), transaction(of_answers=True) as connection:
            hold_for_answers(connection, listing, wave)
            if catalogue.revision_in(connection) != listing.revision:
                raise Outdated
            if stop.came_by is not None:
                bookmarks.remove(connection, wave.id, bookmark_id(key, stop.came_by))
            _require_room(len(sealed) + bookmarks.bytes_kept(connection))
            bookmarks.put(
                connection,
                wave_id=wave.id,
                bookmark_id=own_id,
                sealed=sealed,
                remove_on=remove_on,
            )
            return bookmark, remove_on
        listing = published(listing.poll.slug)
    msg = sentence("The survey is being changed at this moment.")
    raise errors.StoreUnavailable(msg)


def opened(
    *, listing: Listing, bookmark: Bookmark, keys: KeyRing, now: datetime
) -> Paused:
    """Return how far the holder of a link came in the wave that a poll shows.

    Raises:
        NoSuchBookmark: Nothing is kept under it, or not any more.
        StoreUnavailable: The database cannot be reached.
    """
    wave = listing.wave(now=now)
    if wave.salt is None:
        raise errors.NoSuchBookmark(_NOTHING)
    key = key_of_wave(wave, keys)
    own_id = bookmark_id(key, bookmark)
    sealed = bookmarks.find_now(wave.id, own_id, today=now.date())
    if sealed is None:
        raise errors.NoSuchBookmark(_NOTHING)
    nonce, inside = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
    try:
        whole = AESGCM(bookmark_key(key, bookmark)).decrypt(nonce, inside, own_id)
    except InvalidTag:
        raise errors.NoSuchBookmark(_NOTHING) from None
    return unpacked(whole)


def forget(
    *, wave: Wave, ballot: Ballot, came_by: Bookmark | None = None, keys: KeyRing
) -> None:
    """Delete what is kept for a ballot, whose answers are stored now.

    Where that fails it stays until its last day.

    Args:
        wave: The wave that was answered.
        ballot: With which ballot.
        came_by: The bookmark that was gone on with, if one was.
        keys: The instance's secrets.
    """
    key = key_of_wave(wave, keys)
    found = {bookmark_for(ballot), came_by} - {None}
    ids = [bookmark_id(key, bookmark) for bookmark in found if bookmark]
    with suppress(errors.StoreUnavailable):
        kept = [own_id for own_id in ids if bookmarks.is_kept(wave.id, own_id)]
        if not kept:
            return
        with transaction(of_answers=True) as connection:
            for own_id in kept:
                bookmarks.remove(connection, wave.id, own_id)
        forget_writes()


def _sealed(inside: bytes, own_id: bytes, key: bytes) -> bytes:
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, inside, own_id)


def _require_room(size: int) -> None:
    if size > MOST_BYTES:
        msg = sentence(
            "So many people have chosen to finish later that there is no room left."
        )
        raise errors.NoRoomForBookmark(msg)

"""Bookmarks: how far somebody came in a survey, readable by who has the link alone."""

import base64
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pollsvc.domain.answers import field_names, parse_answer
from pollsvc.domain.ballots import Ballot
from pollsvc.domain.errors import NoRoomForBookmark, NoSuchBookmark
from pollsvc.domain.journeys import Place, Stop, first_page
from pollsvc.domain.keys import derive_key
from pollsvc.domain.kinds.kind import Unacceptable
from pollsvc.domain.questionnaires import Question, Questionnaire
from pollsvc.domain.sentences import sentence

SECRET_BYTES = 16
ID_BYTES = 16
KEPT_DAYS = 28
SIZES = (4 * 1024, 16 * 1024, 64 * 1024)
"""What is kept is filled up to one of these, so that its length says little."""
_LENGTH_BYTES = 4


@dataclass(frozen=True)
class Bookmark:
    """The half of a key that is in a link: 16 bytes, as hard to guess as a ballot."""

    secret: bytes

    def __repr__(self) -> str:
        """Return a text that is safe in a log: the secret stays out of it."""
        return "Bookmark(...)"


@dataclass(frozen=True, kw_only=True)
class Paused:
    """How far somebody came; not with which ballot, so that a link leads to none.

    Attributes:
        version: Of the questionnaire that they were answering.
        place: The page on which they stopped, or the check of all answers.
        seen: The pages that were left by going on.
        raw: For each form field the values sent, be they answers or not yet.
    """

    version: int
    place: Place
    seen: frozenset[int]
    raw: Mapping[str, Sequence[str]]


def bookmark_for(ballot: Ballot) -> Bookmark:
    """Return the bookmark of a ballot: one, however often its form is kept.

    One-way: the link says nothing of the ballot, and so of the receipt.
    """
    return Bookmark(derive_key(ballot.secret, "bookmark")[:SECRET_BYTES])


def bookmark_text(bookmark: Bookmark) -> str:
    """Return a bookmark as text for an address: 26 small letters and digits."""
    return base64.b32encode(bookmark.secret).decode().rstrip("=").lower()


def bookmark_of(text: str) -> Bookmark:
    """Return the bookmark that a text holds.

    Raises:
        NoSuchBookmark: It is not a whole one.
    """
    letters = text.strip().upper()
    try:
        secret = base64.b32decode(letters.encode("ascii") + b"=" * (-len(letters) % 8))
    except (ValueError, UnicodeEncodeError):
        secret = b""
    bookmark = Bookmark(secret)
    # Written again it must read the same: the last letter has bits to spare.
    whole = len(secret) == SECRET_BYTES
    if not whole or bookmark_text(bookmark) != letters.lower():
        msg = sentence(
            "This is not a whole link: some of it was lost on the way. Copy all of it."
        )
        raise NoSuchBookmark(msg)
    return bookmark


def bookmark_id(wave_key: bytes, bookmark: Bookmark) -> bytes:
    """Return under which id a bookmark is kept in the wave of a key: 16 bytes."""
    return derive_key(wave_key, "bookmark's id", bookmark.secret)[:ID_BYTES]


def bookmark_key(wave_key: bytes, bookmark: Bookmark) -> bytes:
    """Return the key that what is kept is encrypted with: 32 bytes.

    Half of it is in the link and half with the server; neither half opens anything.
    """
    return derive_key(wave_key, "bookmark's key", bookmark.secret)


def last_day(today: date) -> date:
    """Return when a bookmark made today is removed: on the first day of a month.

    So the day says no more of when it was made than the month.
    """
    before = today + timedelta(days=KEPT_DAYS - 1)
    return (before.replace(day=1) + timedelta(days=32)).replace(day=1)


def packed(paused: Paused) -> bytes:
    """Return how far somebody came as bytes, as many as one of `SIZES`.

    Raises:
        NoRoomForBookmark: It is more than the largest.
    """
    content = [
        paused.version,
        None if isinstance(paused.place, Stop) else paused.place,
        sorted(paused.seen),
        {name: [*values] for name, values in paused.raw.items() if any(values)},
    ]
    inside = zlib.compress(json.dumps(content, ensure_ascii=False).encode())
    whole = len(inside).to_bytes(_LENGTH_BYTES, "big") + inside
    for size in SIZES:
        if len(whole) <= size:
            return whole.ljust(size, b"\0")
    msg = sentence("Your answers so far are longer than we can keep.")
    raise NoRoomForBookmark(msg)


def unpacked(whole: bytes) -> Paused:
    """Return what `packed` made bytes of."""
    length = int.from_bytes(whole[:_LENGTH_BYTES], "big")
    inside = whole[_LENGTH_BYTES : _LENGTH_BYTES + length]
    version, place, seen, raw = json.loads(zlib.decompress(inside))
    return Paused(
        version=version,
        place=Stop.CHECK if place is None else place,
        seen=frozenset(seen),
        raw=raw,
    )


def fitted(paused: Paused, questionnaire: Questionnaire) -> Paused:
    """Return how far somebody is in a questionnaire that may have changed since.

    Where it has, answers that still are some are kept, and the way begins anew, for
    what was added may stand on any page.
    """
    if paused.version == questionnaire.version:
        return paused
    return replace(
        paused,
        version=questionnaire.version,
        place=first_page(questionnaire),
        seen=frozenset(),
        raw={
            name: paused.raw[name]
            for question in questionnaire.questions
            if _is_answered(question, paused.raw)
            for name in field_names(question)
            if name in paused.raw
        },
    )


def _is_answered(question: Question, raw: Mapping[str, Sequence[str]]) -> bool:
    try:
        parse_answer(question, raw)
    except Unacceptable:
        return False
    return True

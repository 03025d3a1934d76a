"""What somebody has answered so far of a survey: sealed, and nowhere but in their form.

Nothing is stored on the way. Who stops halfway has told nobody anything.
"""

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pollsvc.domain.bookmarks import Bookmark, bookmark_of, bookmark_text
from pollsvc.installation import Installation
from pollsvc.web.seals import seal, unseal

FIELD = "_so_far"
_PURPOSE = "survey so far"
MOST_BYTES = 22 * 1024
"""So much, which is 30 KiB when sealed, stands in a form of at most 64 KiB beside a
page's own fields; some 55,000 letters of what people write."""


@dataclass(frozen=True, kw_only=True)
class Progress:
    """Answers given on the pages before, and which pages those were.

    Attributes:
        raw: For each form field the values sent.
        seen: The numbers of the pages that were left by going on.
        came_by: The bookmark that was gone on with, if one was.
    """

    raw: Mapping[str, Sequence[str]] = field(default_factory=dict)
    seen: frozenset[int] = frozenset()
    came_by: Bookmark | None = None


def seal_progress(progress: Progress, poll_id: str, *, here: Installation) -> str:
    """Return progress as text for a field of its owner's form."""
    return seal(_packed(progress), poll_id, here.key(_PURPOSE))


def has_room(progress: Progress) -> bool:
    """Return whether progress leaves room in a form for what the next page asks."""
    return len(_packed(progress)) <= MOST_BYTES


def open_progress(text: str, poll_id: str, *, here: Installation) -> Progress:
    """Return the progress that `seal_progress` sealed; none where it is not that."""
    packed = unseal(text, poll_id, here.keys_to_read(_PURPOSE)) if text else None
    if packed is None:
        return Progress()
    # A form that was opened before there were bookmarks holds none.
    raw, seen, *link = json.loads(zlib.decompress(packed))
    came_by = bookmark_of(link[0]) if link else None
    return Progress(raw=raw, seen=frozenset(seen), came_by=came_by)


def _packed(progress: Progress) -> bytes:
    given = {name: [*values] for name, values in progress.raw.items() if any(values)}
    link = [bookmark_text(progress.came_by)] if progress.came_by else []
    inside = json.dumps([given, sorted(progress.seen), *link], ensure_ascii=False)
    return zlib.compress(inside.encode())

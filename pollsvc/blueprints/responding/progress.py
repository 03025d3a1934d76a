"""What somebody has answered so far of a survey: sealed, and nowhere but in their form.

Nothing is stored on the way. Who stops halfway has told nobody anything.
"""

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pollsvc.installation import Installation
from pollsvc.web.seals import seal, unseal

FIELD = "_so_far"
_PURPOSE = "survey so far"


@dataclass(frozen=True, kw_only=True)
class Progress:
    """Answers given on the pages before, and which pages those were.

    Attributes:
        raw: For each form field the values sent.
        seen: The numbers of the pages that were left by going on.
    """

    raw: Mapping[str, Sequence[str]] = field(default_factory=dict)
    seen: frozenset[int] = frozenset()


def seal_progress(progress: Progress, poll_id: str, *, here: Installation) -> str:
    """Return progress as text for a field of its owner's form."""
    given = {name: [*values] for name, values in progress.raw.items() if any(values)}
    inside = json.dumps([given, sorted(progress.seen)], ensure_ascii=False)
    return seal(zlib.compress(inside.encode()), poll_id, here.key(_PURPOSE))


def open_progress(text: str, poll_id: str, *, here: Installation) -> Progress:
    """Return the progress that `seal_progress` sealed; none where it is not that."""
    packed = unseal(text, poll_id, here.keys_to_read(_PURPOSE)) if text else None
    if packed is None:
        return Progress()
    raw, seen = json.loads(zlib.decompress(packed))
    return Progress(raw=raw, seen=frozenset(seen))

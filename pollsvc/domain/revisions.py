"""Whether somebody else changed a part of a poll: a short mark for what it was."""

import hashlib

_LONG = 16


def fingerprint(part: object) -> str:
    """Return a short mark by which two states of a draft, or a part, are told apart.

    Args:
        part: A frozen dataclass of the domain, or None for what is not there.
    """
    return hashlib.sha256(repr(part).encode()).hexdigest()[:_LONG]

"""Which characters the words that people read may hold."""

import unicodedata

_LAYOUT = frozenset("\n\t")
_DIRECTIONS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Signs that turn the reading direction around, also of what stands beside them."""


def text_problem(text: str) -> str | None:
    """Return a sentence about the first character that must not be there, or None.

    Control characters break files and databases (PostgreSQL takes no NUL), half a
    surrogate pair cannot be written at all, and a turned reading direction makes a
    text say something else than it holds.
    """
    for place, character in enumerate(text, start=1):
        if character in _LAYOUT:
            continue
        if character in _DIRECTIONS or unicodedata.category(character) in {"Cc", "Cs"}:
            return (
                f"Character {place} is U+{ord(character):04X}, which cannot be shown; "
                "take it out."
            )
    return None

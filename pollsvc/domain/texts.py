"""Which characters the words that people read may hold, and how they are spelled."""

import re
import unicodedata

from pollsvc.domain.sentences import sentence

_LAYOUT = frozenset("\n\t")
_TURNS = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
"""Signs that turn the reading direction around, also of what stands beside them."""

_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
"""How JSON escapes, and UTF-16 counts, a character beyond the first 65,536."""

_LOST = "\ufffd"
_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters and marks by name, but nothing to be seen."""

_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_ISOLATE, _END = "\u2068", "\u2069"


def spelled(text: str) -> str:
    """Return a text in the one spelling that is stored.

    Accents are joined to their letters (NFC), so that the same words are the same text
    wherever they were typed; signs that turn the reading direction are left out, for
    they make a text say something else than it holds. Halves of a surrogate pair become
    the character that they are of.
    """
    return unicodedata.normalize("NFC", _TURNS.sub("", _PAIR.sub(_joined, text)))


def isolated(text: str) -> str:
    """Return a text to stand inside a sentence that may run the other way.

    Where every reader's letters run from left to right, it is the text itself.
    """
    if any(unicodedata.bidirectional(c) in _RIGHT_TO_LEFT for c in text):
        return f"{_ISOLATE}{text}{_END}"
    return text


def is_blank(text: str) -> bool:
    """Return whether nothing of a text can be seen."""
    return all(
        c.isspace() or c in _UNSEEN or unicodedata.category(c) == "Cf" for c in text
    )


def text_problem(text: str) -> str | None:
    """Return a sentence about the first character that must not be there, or None.

    Control characters break files and databases (PostgreSQL takes no NUL), half a
    surrogate pair cannot be written at all, what is no character cannot stand in XML,
    and a turned reading direction makes a text say something else than it holds.
    """
    for place, character in enumerate(text, start=1):
        if character == _LOST:
            return sentence(
                "Character {place} was lost where the text was saved or sent in "
                "another encoding than UTF-8; write it again.",
                place=place,
            )
        if _is_unusable(character):
            return sentence(
                "Character {place} is {code}, which cannot be shown; take it out.",
                place=place,
                code=f"U+{ord(character):04X}",
            )
    return None


def _joined(pair: re.Match[str]) -> str:
    return pair[0].encode("utf-16", "surrogatepass").decode("utf-16")


def _is_unusable(character: str) -> bool:
    if character in _LAYOUT:
        return False
    if unicodedata.category(character) in {"Cc", "Cs"}:
        return True
    code = ord(character)
    is_no_character = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF  # noqa: PLR2004 -- Unicode's own
    return is_no_character or _TURNS.fullmatch(character) is not None

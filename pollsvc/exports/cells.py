"""Text cells that a spreadsheet will show and not run."""

import unicodedata

_SIGNS = frozenset("=+-@\t\r\n\0\uff1d\uff0b\uff0d\uff20")
_INVISIBLE = frozenset("\ufeff\u00a0\u200b\u200e\u200f")


def harmless(text: str) -> str:
    """Return text that no spreadsheet takes for a formula.

    A quote goes before any text whose first character, spaces and invisible ones
    aside, begins a formula (CWE-1236; full-width signs included).
    """
    for character in text:
        if character in _SIGNS:
            return f"'{text}"
        if character not in _INVISIBLE and unicodedata.category(character) != "Zs":
            break
    return text

"""Which language other tools mean by a name: "Español (es)", "French", "pt_BR"."""

import re
from functools import cache

from babel import Locale
from babel.localedata import exists

from pollsvc.domain.questionnaires import LANGUAGE

_IN_BRACKETS = re.compile(r"\(([^()]*)\)\s*$")


def tag_of(name: str) -> str | None:
    """Return the tag of a language by its name, or None where it is not known.

    A tag in brackets at the end counts most, as XLSForm has it; in capitals it is more
    likely a country. Names are known in English and in the language itself.
    """
    found = _IN_BRACKETS.search(name)
    tag = found[1] if found else ""
    bare = _IN_BRACKETS.sub("", name).strip().casefold()
    return (
        (None if tag.isupper() else _spelled(tag))
        or _in_english().get(bare)
        or _spelled(name)
        or _by_themselves().get(bare)
        or _spelled(tag)
    )


def _spelled(tag: str) -> str | None:
    language, *more = tag.strip().replace("_", "-").split("-")
    written = "-".join((language.lower(), *more))
    return written if LANGUAGE.fullmatch(written) else None


@cache
def _in_english() -> dict[str, str]:
    named = Locale("en").languages.items()
    return {name.casefold(): tag for tag, name in named if LANGUAGE.fullmatch(tag)}


@cache
def _by_themselves() -> dict[str, str]:
    tags = (tag for tag in _in_english().values() if exists(tag))
    return {str(Locale(tag).languages.get(tag)).casefold(): tag for tag in tags}

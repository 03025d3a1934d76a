"""What a file says in words of ours, such as "Not answered", in its own language."""

import gettext
from functools import lru_cache
from pathlib import Path

from pollsvc.domain.questionnaires import LANGUAGE
from pollsvc.domain.sentences import Sentence

_MOST_KEPT = 32
_CATALOGUES = Path(__file__).parents[1] / "translations"


def own_words(text: str, language: str | None) -> str:
    """Return a text in a language if it is a sentence of ours; else as it is.

    Args:
        text: A label, of ours or of the poll's author.
        language: The tag of a language, e.g. "es" or "pt-BR"; None: ours.
    """
    if not isinstance(text, Sentence) or not LANGUAGE.fullmatch(language or ""):
        return text
    said = _catalogue(str(language)).gettext(text.template)
    return said.format(**text.values)


@lru_cache(_MOST_KEPT)
def _catalogue(language: str) -> gettext.NullTranslations:
    names = [language.replace("-", "_"), language.split("-", 1)[0]]
    return gettext.translation("messages", _CATALOGUES, names, fallback=True)

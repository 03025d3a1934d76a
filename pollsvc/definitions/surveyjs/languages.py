"""One survey out of the same survey in several languages, each text by language."""

from collections.abc import Mapping
from typing import Any

from pollsvc.definitions.surveyjs.wordings import ENGLISH, UNNAMED


def in_languages(own: Any, language: str, others: Mapping[str, Any]) -> Any:  # noqa: ANN401 -- any part of the file
    """Return a part of a survey in which each text stands in all its languages.

    Args:
        own: The part in the survey's own language.
        language: That language.
        others: The same part in others, by their tags: it differs in texts alone.
    """
    if isinstance(own, dict):
        return {
            name: in_languages(
                value, language, {tag: each[name] for tag, each in others.items()}
            )
            for name, value in own.items()
        }
    if isinstance(own, list):
        return [
            in_languages(
                value, language, {tag: each[place] for tag, each in others.items()}
            )
            for place, value in enumerate(own)
        ]
    said = {tag: each for tag, each in others.items() if each != own}
    if ENGLISH in said:
        # What is said in English is looked up as the default there.
        return {UNNAMED: said.pop(ENGLISH), language: own, **said}
    return {UNNAMED: own, **said} if said else own

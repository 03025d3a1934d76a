"""Texts in the JSON of SurveyJS: plain, or by language."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pollsvc.definitions.foreign.wordings import without_markup

Node = Mapping[str, Any]
MOST_SHOWN = 200


UNNAMED, ENGLISH = "default", "en"
"""How SurveyJS calls the language of texts that name none, and which that is."""


@dataclass(frozen=True, kw_only=True)
class Wordings:
    """Finds texts in one language.

    Attributes:
        language: In which they are.
        otherwise: The one that stands where nothing is said in that.
        heard: All the languages of the texts that were asked for, in order.
    """

    language: str
    otherwise: str = UNNAMED
    heard: dict[str, None] = field(default_factory=dict, repr=False)

    def of(self, written: Any) -> str | None:  # noqa: ANN401 -- a text, or texts by language
        """Return the text in this language, in the other, in the default, or any."""
        if isinstance(written, Mapping):
            self.heard.update(dict.fromkeys(map(str, written)))
            said = (written.get(each) for each in self._wanted(written))
            written = next((each for each in said if each is not None), None)
        if written is None or isinstance(written, list | Mapping):
            return None
        return without_markup(value_of(written)) or None

    def _wanted(self, written: Node) -> Iterator[str]:
        yield self.language
        if self.language == ENGLISH and self.otherwise in written:
            yield UNNAMED
        yield from (self.otherwise, UNNAMED, *written)


def value_of(written: Any) -> str:  # noqa: ANN401 -- whatever JSON has
    """Return a value as rules write it: true, not True."""
    return str(written).lower() if isinstance(written, bool) else str(written)


def setting(name: str, value: Any) -> str:  # noqa: ANN401 -- whatever JSON has
    """Return the sentence on a setting that has no meaning here."""
    said = json.dumps(value, ensure_ascii=False)
    shown = said if len(said) <= MOST_SHOWN else f"{said[:MOST_SHOWN]}…"
    return f"The setting {name} has no meaning here; it was {shown}."


def nodes(written: Any) -> list[Node]:  # noqa: ANN401 -- whatever JSON has
    """Return the objects in what should be a list of them."""
    listed = written if isinstance(written, list) else []
    return [each for each in listed if isinstance(each, Mapping)]

"""Texts in the JSON of SurveyJS: plain, or by language."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pollsvc.definitions.foreign.wordings import without_markup

Node = Mapping[str, Any]
MOST_SHOWN = 200


@dataclass(frozen=True, kw_only=True)
class Wordings:
    """Finds texts in one language."""

    language: str

    def of(self, written: Any) -> str | None:  # noqa: ANN401 -- a text, or texts by language
        """Return the text in this language, in the default, or in the first."""
        if isinstance(written, Mapping):
            first = next(iter(written.values()), None)
            written = written.get(self.language, written.get("default", first))
        if written is None or isinstance(written, list | Mapping):
            return None
        return without_markup(value_of(written)) or None


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

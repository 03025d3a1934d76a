"""The columns of an XLSForm in several languages: `label::es (es)` and the like."""

from collections.abc import Mapping, Sequence

from pollsvc.definitions.xlsform.rows import Line

TEXTS = frozenset({"label", "hint", "required_message"})
"""The columns whose texts people read."""


def named(language: str) -> str:
    """Return what the columns of a language are called."""
    return f"{language} ({language})"


def bare(column: str) -> str:
    """Return the name of a column without its language."""
    return column.partition("::")[0]


def in_languages(
    own: Sequence[Line], language: str, others: Mapping[str, Sequence[Line]]
) -> Sequence[Line]:
    """Return rows with their texts in all languages; as they are, if that is one.

    Args:
        own: The rows in the form's own language.
        language: That language.
        others: The same rows in others, by their tags: they differ in texts alone.
    """
    if not others:
        return own
    spoken = {language: own, **others}
    return [
        {column: value for column, value in line.items() if column not in TEXTS}
        | {
            f"{column}::{named(tag)}": lines[number].get(column, "")
            for tag, lines in spoken.items()
            for column in TEXTS
        }
        for number, line in enumerate(own)
    ]

"""In which versions a column or a code was asked, in sentences."""

from flask_babel import gettext

from pollsvc.exports.codebook import Variable
from pollsvc.exports.columns import Code


def variable_notes(variable: Variable) -> tuple[str, ...]:
    """Return which versions ask a column, and in which words; nothing: all alike."""
    asked = (
        (gettext("Asked in version: %(versions)s.", versions=_list(variable.versions)),)
        if variable.versions
        else ()
    )
    return asked + tuple(
        gettext("In version %(number)s: “%(text)s”", number=number, text=text)
        for number, text in variable.wordings.items()
    )


def code_note(variable: Variable, code: Code) -> str:
    """Return which versions offer a code; "" where all do."""
    versions = variable.code_versions.get(code.code)
    if not versions:
        return ""
    return str(gettext("in version: %(versions)s", versions=_list(versions)))


def _list(versions: tuple[int, ...]) -> str:
    return ", ".join(map(str, versions))

"""What somebody else has stored of a poll, beside what its author has written."""

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from enum import StrEnum
from typing import TypeVar

from flask_babel import gettext

from pollsvc.blueprints.authoring.drafts import fits_the_box, text_of, values_of
from pollsvc.blueprints.authoring.forms import (
    RELEASE,
    VISIBILITY,
    DefinitionForm,
    EditorForm,
)
from pollsvc.definitions.writing import write_definition
from pollsvc.domain.polls import Poll
from pollsvc.web.differences import Difference, differences
from pollsvc.web.languages import worded
from pollsvc.web.meanings import is_published

_Word = TypeVar("_Word", bound=StrEnum)


def quick_differences(form: EditorForm, stored: Poll) -> tuple[Difference, ...]:
    """Return the fields of the quick box that differ.

    Args:
        form: What its author has typed.
        stored: The poll as somebody else has left it.
    """
    mine = {field.name: field.data for field in form} | {"text": text_of(form)}
    theirs = values_of(stored)
    if not fits_the_box(stored):
        asked = stored.questionnaire.questions
        theirs["text"] = "\n\n".join(question.text for question in asked)
    words = _asked_words if is_published(stored) else _words
    return tuple(d for d in differences(words(theirs), words(mine)) if d.differs)


def definition_differences(
    form: DefinitionForm, stored: Poll
) -> tuple[Difference, ...]:
    """Return the lines of a definition that differ, by their numbers in one's own."""
    return (*_lines(write_definition(stored.draft), form.definition.data or ""),)


def _lines(theirs: str, mine: str) -> Iterator[Difference]:
    one, other = theirs.splitlines(), mine.splitlines()
    compared = SequenceMatcher(None, one, other, autojunk=False)
    for tag, start, end, first, last in compared.get_opcodes():
        if tag != "equal":
            yield Difference(
                label=_place(first, last),
                theirs="\n".join(one[start:end]),
                mine="\n".join(other[first:last]),
                differs=True,
            )


def _place(first: int, last: int) -> str:
    if last - first > 1:
        return str(gettext("Lines %(first)s to %(last)s", first=first + 1, last=last))
    return str(gettext("Line %(number)s", number=first + 1))


def _asked_words(values: Mapping[str, object]) -> dict[str, str]:
    return {
        gettext("Question, then one answer per line"): _said(values["text"]),
        gettext("Offer “Don’t know”"): _yes(values["dont_know"]),
        gettext("Offer “Prefer not to say”"): _yes(values["refuse"]),
    }


def _words(values: Mapping[str, object]) -> dict[str, str]:
    """Return all that a draft says, by the name of its field."""
    results, release = _said(values["results"]), _said(values["release"])
    return _asked_words(values) | {
        gettext("Who sees the results?"): _labelled(VISIBILITY, results),
        gettext("How do new answers reach the results?"): _labelled(RELEASE, release),
        gettext("When does it close?"): _moment(values, "closes"),
        gettext("When does it open?"): _moment(values, "opens"),
        gettext("Time zone"): _said(values["zone"]),
        gettext("Ask again every month"): _yes(values["repeats"]),
        gettext("Short name, for lists and files"): _said(values["title"]),
        gettext("Address"): _said(values["slug"]),
        gettext("Sites that may show it"): _said(values["sites"]),
        gettext("Delete the single answers after so many days"): _said(
            values["keep_days"]
        ),
    }


def _said(value: object) -> str:
    return "\n".join(str(value or "").split("\r\n")).strip()


def _yes(value: object) -> str:
    return str(gettext("Yes") if value else gettext("No"))


def _labelled(labels: Mapping[_Word, str], word: str) -> str:
    return next((worded(said) for each, said in labels.items() if each == word), word)


def _moment(values: Mapping[str, object], name: str) -> str:
    day = _said(values[f"{name}_date"])
    return f"{day} {_said(values[f'{name}_time'])}" if day else ""

"""What the pages of a survey's translations are given."""

from dataclasses import dataclass

from pollsvc.web.fields import Choice, HiddenField, Problem
from pollsvc.web.meanings import MeaningQuestion


@dataclass(frozen=True, kw_only=True)
class LanguageRow:
    """One language of a survey.

    Attributes:
        missing: How many texts it lacks.
    """

    name: str
    url: str
    missing: int
    total: int


@dataclass(frozen=True, kw_only=True)
class TranslationsPage:
    """The languages of a survey.

    Attributes:
        source: The language it is written in.
        offered: Languages that can be added.
    """

    title: str
    notices: tuple[str, ...]
    source: str
    action: str
    rows: tuple[LanguageRow, ...]
    offered: tuple[Choice, ...]
    outline_url: str


@dataclass(frozen=True, kw_only=True)
class TextRow:
    """One text beside its translation.

    Attributes:
        name: The field's name: the text's key.
        theirs: What somebody else wrote meanwhile; None: the same, or nothing.
    """

    name: str
    what: str
    source: str
    value: str
    is_missing: bool
    error: str | None
    theirs: str | None


@dataclass(frozen=True, kw_only=True)
class TranslationPage:
    """The texts of a survey beside those in one language, some at once.

    Attributes:
        source_language: The tag of the language of the sources.
        parts: Links to the other texts, where there are too many for one form.
    """

    heading: str
    title: str
    action: str
    hidden: tuple[HiddenField, ...]
    problems: tuple[Problem, ...]
    notices: tuple[str, ...]
    notice: str | None
    language: str
    source_language: str
    missing: int
    rows: tuple[TextRow, ...]
    meaning: MeaningQuestion | None
    parts: tuple[Choice, ...]
    languages_url: str

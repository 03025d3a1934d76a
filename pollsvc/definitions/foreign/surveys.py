"""A survey as another tool describes it, before its names and rules are made ours."""

from dataclasses import dataclass

from pollsvc.domain.questionnaires import Limits, OptionRole, QuestionKind


@dataclass(frozen=True, kw_only=True)
class ForeignOption:
    """One choice.

    Attributes:
        role: What choosing it says; None: its label may tell.
        alias: What rules call it where each option has a name of its own.
    """

    value: str
    label: str
    role: OptionRole | None = None
    fixed: bool = False
    alias: str | None = None


@dataclass(frozen=True, kw_only=True)
class ForeignRow:
    """One line of a matrix.

    Attributes:
        alias: What rules call the answer in this line.
    """

    value: str
    label: str
    alias: str


@dataclass(frozen=True, kw_only=True)
class ForeignQuestion:
    """One question of a kind that we have too.

    Attributes:
        name: What the file and its rules call it.
        show_if: Expressions of the other tool; all are to hold.
        reason: What is said to those who leave it out.
    """

    name: str
    kind: QuestionKind
    text: str
    options: tuple[ForeignOption, ...] = ()
    rows: tuple[ForeignRow, ...] = ()
    hint: str | None = None
    limits: Limits | None = None
    required: bool = False
    reason: str | None = None
    shuffled: bool = False
    show_if: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ForeignPage:
    """Questions that are shown together, by name."""

    questions: tuple[str, ...]
    title: str | None = None
    show_if: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ForeignSurvey:
    """A whole survey.

    Attributes:
        name: What its file calls it; becomes its address.
        pages: Every question is on one; empty: each is on a page of its own.
    """

    name: str
    title: str
    questions: tuple[ForeignQuestion, ...]
    pages: tuple[ForeignPage, ...] = ()
    language: str = "en"

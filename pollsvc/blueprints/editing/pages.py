"""What the pages of the survey editor are given."""

from collections.abc import Mapping
from dataclasses import dataclass

from pollsvc.domain.wording.advice import Advice
from pollsvc.web.differences import Difference
from pollsvc.web.fields import Choice, HiddenField, Problem
from pollsvc.web.meanings import MeaningQuestion


@dataclass(frozen=True, kw_only=True)
class QuestionRow:
    """One question of the outline.

    Attributes:
        number: Its place among all, counted from 1.
        shown_if: On which answers it is asked, in words; None: always.
        lacks: What it still lacks before the survey can be opened.
        may_break: Whether a page can begin here that does not yet.
    """

    number: int
    code: str
    text: str
    kind: str
    shown_if: str | None
    lacks: tuple[str, ...]
    advice: tuple[Advice, ...]
    edit_url: str
    delete_url: str
    may_go_up: bool
    may_go_down: bool
    may_break: bool


@dataclass(frozen=True, kw_only=True)
class PageRow:
    """One page of the outline.

    Attributes:
        number: Its place, counted from 1.
    """

    number: int
    title: str | None
    shown_if: str | None
    edit_url: str
    may_join: bool
    questions: tuple[QuestionRow, ...]


@dataclass(frozen=True, kw_only=True)
class AddForm:
    """The fields that begin a question."""

    text: str
    error: str | None
    kind: str
    kinds: tuple[Choice, ...]
    page: str
    places: tuple[Choice, ...]


@dataclass(frozen=True, kw_only=True)
class OutlinePage:
    """A survey at a glance.

    Attributes:
        lacking: How many questions still lack something.
        is_draft: Whether its questions can be moved, copied, added and deleted.
        preview_url: Where it is walked through as respondents meet it.
        library_url: Where questions of other polls are taken from.
    """

    title: str
    action: str
    hidden: tuple[HiddenField, ...]
    problems: tuple[Problem, ...]
    notices: tuple[str, ...]
    refusal: str | None
    pages: tuple[PageRow, ...]
    grouped: bool
    lacking: int
    is_draft: bool
    add: AddForm
    poll_url: str
    settings_url: str
    translations_url: str
    text_url: str
    preview_url: str
    library_url: str


@dataclass(frozen=True, kw_only=True)
class NewSurveyPage:
    """Where a survey begins: its title and its first question."""

    action: str
    hidden: tuple[HiddenField, ...]
    problems: tuple[Problem, ...]
    title: str
    title_error: str | None
    add: AddForm
    quick_url: str
    text_url: str


@dataclass(frozen=True, kw_only=True)
class ApartRow:
    """An option that can be offered beside the answers.

    Attributes:
        name: The name of its box.
        label_name: The name of the field with its words.
        standard: What it is called where its author gives no other words.
    """

    name: str
    says: str
    ticked: bool
    label_name: str
    label: str
    standard: str


@dataclass(frozen=True, kw_only=True)
class LimitRow:
    """One field of what only this kind has."""

    name: str
    label: str
    control: str
    value: str
    hint: str | None
    inputmode: str | None
    error: str | None


@dataclass(frozen=True, kw_only=True)
class ConditionRow:
    """One line of a rule.

    Attributes:
        question: The text of the question it looks at.
        reference: Its code, or `code.row`.
        picks: The answers to choose among; empty: `value` is written.
    """

    number: int
    question: str
    reference: str
    relations: tuple[Choice, ...]
    relation: str
    picks: tuple[Choice, ...]
    value: str
    hint: str | None


@dataclass(frozen=True, kw_only=True)
class RuleForm:
    """On whose answers a question, or page, is shown.

    Attributes:
        modes: Everybody, all conditions, any condition, or a text.
        candidates: The earlier questions a condition can look at.
    """

    modes: tuple[Choice, ...]
    conditions: tuple[ConditionRow, ...]
    candidates: tuple[Choice, ...]
    text: str
    error: str | None
    may_add: bool
    is_open: bool


@dataclass(frozen=True, kw_only=True)
class QuestionPage:
    """The form of one question.

    Attributes:
        typed: What stands in each line or box, by its name.
        errors: What is wrong with each field, or None, by its name.
        fixable: The answers that can keep their place where others are shuffled.
        meaning: What to ask where people have answered already, or None.
        saves_itself: Whether a script may save it; what members meet, it may not.
        previous_url: The page of the question before; None at the beginning.
    """

    heading: str
    position: str
    action: str
    hidden: tuple[HiddenField, ...]
    problems: tuple[Problem, ...]
    notices: tuple[str, ...]
    notice: str | None
    code: str
    typed: Mapping[str, str]
    ticked: frozenset[str]
    errors: Mapping[str, str | None]
    kinds: tuple[Choice, ...]
    options_label: str | None
    options_hint: str | None
    has_points: bool
    rows_label: str | None
    shuffles: bool
    fixable: tuple[Choice, ...]
    apart: tuple[ApartRow, ...]
    limits: tuple[LimitRow, ...]
    rule: RuleForm
    meaning: MeaningQuestion | None
    saves_itself: bool
    lacks: tuple[str, ...]
    advice: tuple[Advice, ...]
    outline_url: str
    previous_url: str | None
    next_url: str | None


@dataclass(frozen=True, kw_only=True)
class SheetPage:
    """The form of one page's title and rule.

    Attributes:
        differences: What somebody else has stored meanwhile, beside one's own.
    """

    heading: str
    action: str
    hidden: tuple[HiddenField, ...]
    problems: tuple[Problem, ...]
    notice: str | None
    differences: tuple[Difference, ...]
    title: str
    title_error: str | None
    rule: RuleForm
    meaning: MeaningQuestion | None
    outline_url: str


@dataclass(frozen=True, kw_only=True)
class ConflictPage:
    """Two versions side by side, and which of them is to be kept.

    Attributes:
        hidden: All of the author's own, to be sent again.
    """

    heading: str
    says: str
    action: str
    hidden: tuple[HiddenField, ...]
    differences: tuple[Difference, ...]
    theirs_url: str
    is_gone: bool


@dataclass(frozen=True, kw_only=True)
class DeletePage:
    """Asks whether a question should be deleted.

    Attributes:
        says: What happened meanwhile, or None.
        facts: What it is now, as far as somebody has changed it meanwhile.
        obstacle: Why it cannot be deleted, or None.
    """

    text: str
    says: str | None
    facts: tuple[tuple[str, str], ...]
    action: str
    hidden: tuple[HiddenField, ...]
    obstacle: str | None
    back_url: str

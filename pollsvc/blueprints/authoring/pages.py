"""What the pages of writing and keeping polls are given."""

from collections.abc import Mapping
from dataclasses import dataclass

from pollsvc.blueprints.authoring.schedule_fields import ScheduleChoices
from pollsvc.blueprints.authoring.steps import SeriesPart, Step, Way
from pollsvc.domain.wording.advice import Advice
from pollsvc.web.differences import Difference
from pollsvc.web.fields import Choice, HiddenField, Problem
from pollsvc.web.meanings import MeaningQuestion
from pollsvc.web.poll_languages import LanguageLink
from pollsvc.web.questions import QuestionField
from pollsvc.web.surround import Surround


@dataclass(frozen=True, kw_only=True)
class PollRow:
    """One poll of the dashboard's table."""

    title: str
    url: str
    state: str
    tag: str
    is_example: bool
    responses: str
    closes: str
    ways: tuple[Way, ...]


@dataclass(frozen=True, kw_only=True)
class DashboardPage:
    """Every poll, or those in one state.

    Attributes:
        needs: What waits for somebody to act, a sentence and a link each.
        templates: Polls to begin with, where there is none yet.
        is_filtered: Whether polls in other states are left out.
    """

    notices: tuple[str, ...]
    may_author: bool
    needs: tuple[Way, ...]
    states: tuple[Choice, ...]
    state: str
    is_filtered: bool
    rows: tuple[PollRow, ...]
    templates: tuple[Way, ...]


@dataclass(frozen=True, kw_only=True)
class AnswerRow:
    """One answer that can be moved.

    Attributes:
        number: Its place, counted from 0.
        code: What it is called in the data.
    """

    number: int
    label: str
    code: str
    may_go_up: bool
    may_go_down: bool


@dataclass(frozen=True, kw_only=True)
class EditorPage:
    """The editor with everything as typed.

    Attributes:
        typed: What stands in each field, by its name.
        ticked: The names of the checkboxes that are ticked.
        most_text: How many characters the box takes.
        errors: What is wrong with each field, or None, by its name.
        fixed: The questions, where the poll says more than the box can; else empty.
        said: What a button has just done, or None.
        notice: What the author should know before pressing again, or None.
        differences: What somebody else has stored meanwhile, beside one's own.
        focus: The id of the control that should have the focus, or None.
        may_put_back: Whether answers of the author's own were replaced by a set.
        rows: The answers, to put in order.
        ordering: Whether they are unfolded.
        settings: What the settings come to, in sentences.
        settings_open: Whether the settings are unfolded.
        why_no_times: Why its schedule cannot be saved; empty where it can.
        next_windows: From when until when it is asked next; empty where it is once.
        schedule: What the fields of its schedule offer.
        is_new_zone: Whether the zone is a guess that the browser knows better.
        is_published: Whether members may have met it: only what it asks can change.
        meaning: What is asked before a change is saved; None: nothing.
    """

    heading: str
    action: str
    preview_action: str
    survey_url: str
    hidden: tuple[HiddenField, ...]
    problems: tuple[Problem, ...]
    typed: Mapping[str, str]
    most_text: int
    ticked: frozenset[str]
    errors: Mapping[str, str | None]
    fixed: tuple[str, ...]
    said: str | None
    notice: str | None
    differences: tuple[Difference, ...]
    focus: str | None
    answer_sets: tuple[Choice, ...]
    may_put_back: bool
    rows: tuple[AnswerRow, ...]
    ordering: bool
    advice: tuple[Advice, ...]
    settings: str
    settings_open: bool
    why_no_times: str
    next_windows: tuple[str, ...]
    schedule: ScheduleChoices
    results: tuple[Choice, ...]
    release: tuple[Choice, ...]
    times: tuple[Choice, ...]
    zones: tuple[Choice, ...]
    is_new_zone: bool
    is_published: bool
    meaning: MeaningQuestion | None


@dataclass(frozen=True, kw_only=True)
class DefinitionPage:
    """A survey as its definition.

    Attributes:
        text: The definition as typed.
        most: How many characters are taken.
        differences: What somebody else has stored meanwhile, beside one's own.
        poll_url: The stored poll's page; None for a new one.
        is_published: Whether members may have met it: only what it asks can change.
        meaning: What is asked before a change is saved; None: nothing.
    """

    heading: str
    action: str
    hidden: tuple[HiddenField, ...]
    text: str
    most: int
    problems: tuple[Problem, ...]
    notice: str | None
    differences: tuple[Difference, ...]
    poll_url: str | None
    is_published: bool
    meaning: MeaningQuestion | None


@dataclass(frozen=True, kw_only=True)
class PreviewPage:
    """The real form of a poll that is not open: for the author's eyes only.

    It has what the template of answering asks for.
    """

    surround: Surround
    slug: str
    heading: str
    status: str
    questions: tuple[QuestionField, ...]
    notice: str | None = None
    action: str = ""
    hidden: tuple[HiddenField, ...] = ()
    problems: tuple[Problem, ...] = ()
    changing: bool = False
    results_url: str | None = None
    survey: None = None
    languages: tuple[LanguageLink, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Snippet:
    """Code to paste into another site's page."""

    id: str
    title: str
    meaning: str
    code: str


@dataclass(frozen=True, kw_only=True)
class QrDrawing:
    """A QR code as one path: dark modules on light, with its quiet zone.

    Attributes:
        size: The number of modules a side, quiet zone included.
        path: What to draw, in modules.
    """

    size: int
    path: str


@dataclass(frozen=True, kw_only=True)
class AskedQuestion:
    """One question at a glance.

    Attributes:
        shown_if: On which answers it is asked, in words; None: always.
        rows: The rows of a matrix.
    """

    text: str
    kind: str
    shown_if: str | None
    rows: tuple[str, ...]
    options: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class AskedPage:
    """The questions of one page at a glance.

    Attributes:
        number: Its place, counted from 1; None where pages are not grouped.
    """

    number: int | None = None
    title: str | None = None
    shown_if: str | None = None
    questions: tuple[AskedQuestion, ...]


@dataclass(frozen=True, kw_only=True)
class PollPage:
    """One poll: where it stands, what can be done, and how to hand it out.

    Attributes:
        sentences: Its window and its settings, in words.
        edit_url: The editor; None where it cannot be changed, or not by the reader.
        is_published: Whether members may have met it.
        preview_url: The form as members see it; None where the reader may not look.
        endings: What ends something for good; each asks on a page of its own first.
        series: When it is asked again; None: once.
        snippets: Ways to embed it; empty before it has been opened.
        shown_by: Whose pages may show it, in words.
    """

    notices: tuple[str, ...]
    title: str
    slug: str
    state: str
    tag: str
    is_example: bool
    responses: str
    sentences: tuple[str, ...]
    hidden: tuple[HiddenField, ...]
    edit_url: str | None
    is_published: bool
    preview_url: str | None
    endings: tuple[Way, ...]
    steps: tuple[Step, ...]
    series: SeriesPart | None
    ways: tuple[Way, ...]
    public_url: str
    snippets: tuple[Snippet, ...]
    shown_by: str
    qr: QrDrawing | None
    asked: tuple[AskedPage, ...]


@dataclass(frozen=True, kw_only=True)
class EndingPage:
    """Asks whether something should end for good, and says what that means.

    Attributes:
        heading: The question, with the poll's title.
        button: What the button says, e.g. "Close this poll".
        meanings: What it comes to, a sentence each.
    """

    heading: str
    button: str
    meanings: tuple[str, ...]
    action: str
    hidden: tuple[HiddenField, ...]
    back_url: str

"""What the results templates are given: a release in words and bar lengths."""

from dataclasses import dataclass

from pollsvc.web.poll_languages import LanguageLink
from pollsvc.web.surround import Surround
from pollsvc.web.wave_links import WaveLink


@dataclass(frozen=True, kw_only=True)
class ResultRow:
    """One option: chart and data at once.

    Attributes:
        share_text: e.g. "36%", or a word where the number is withheld.
        count_text: e.g. "1,112", or a word where the number is withheld.
        bar: Length of the bar, 0 to 100; None draws no bar.
        own: What of it is the reader's own, e.g. "your answer"; "" where nothing is.
        place_text: Its average place in a ranking, e.g. "2.4".
        note: What else is to be said of it, e.g. "no longer offered"; or "".
    """

    label: str
    share_text: str
    count_text: str
    bar: float | None
    own: str = ""
    place_text: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Segment:
    """One part of a stacked bar, and its numbers.

    Attributes:
        start: Where it begins, 0 to 100.
        length: How long it is.
        strength: How strong its colour is, 0 to 1: the higher the point the stronger.
        own: As in a row.
        note: As in a row.
    """

    label: str
    share_text: str
    count_text: str
    start: float
    length: float
    strength: float
    own: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class StackedRow:
    """One row of a matrix: a bar of segments that make up its base.

    Attributes:
        base_text: e.g. "118 people".
        missing: As in a question.
        note: What else is to be said of it; or "".
    """

    label: str
    base_text: str
    segments: tuple[Segment, ...]
    missing: tuple[ResultRow, ...]
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class QuestionResult:
    """One question's result.

    Attributes:
        template: The template that draws this kind, e.g. "results/single.html".
        headline: One sentence that says what the numbers say.
        rows: The options in the questionnaire's order; a ranking's by average place.
        missing: Don't know, prefer not to say, not answered, not asked, where any;
            they have no share and no bar.
        base_note: Who the percentages are of, in a sentence.
        notes: What else the numbers say, in sentences.
        stacked: The rows of a matrix.
        unit: What a number counts, or "".
        is_brief: Whether all labels are short enough to stand beside their bars.
    """

    template: str
    text: str
    headline: str
    rows: tuple[ResultRow, ...]
    missing: tuple[ResultRow, ...]
    base_note: str
    notes: tuple[str, ...] = ()
    stacked: tuple[StackedRow, ...] = ()
    unit: str = ""
    is_brief: bool = False


@dataclass(frozen=True, kw_only=True)
class OwnAnswer:
    """The reader's own response: shown to nobody else.

    Attributes:
        thanks: "Thank you. Your answer is counted." or the like, when just sent.
        remembered: Whether the browser's cookie finds this answer again; without
            one, only the page's present address does.
        aside_note: What it means that it was set aside; None where it counts.
        labels: Question and label of each answer.
        receipt: The receipt's text, in groups that can be read out.
        receipt_note: What the receipt is good for, and until when.
        change_action: Where "Change my answer" posts the receipt; None after close.
        withdraw_action: Where "Take back my answer" posts it; None after close.
    """

    thanks: str | None
    remembered: bool
    aside_note: str | None
    labels: tuple[tuple[str, str], ...]
    receipt: str
    receipt_note: str
    change_action: str | None
    withdraw_action: str | None


@dataclass(frozen=True, kw_only=True)
class Download:
    """A file the reader can take away."""

    label: str
    url: str


@dataclass(frozen=True, kw_only=True)
class ResultsPage:
    """The results of one wave: shown, withheld or empty.

    Attributes:
        state_note: e.g. "Open until 30 November 2026, 23:59 (New York).".
        is_survey: Whether it has more than one question.
        withheld: Why nothing is shown, and from when it will be; None when shown.
        base_note: n, dates and how people came to answer, in sentences.
        aside_note: How many answers were set aside, and whether they count; or "".
        history: What was corrected or changed after somebody had answered.
        release_note: Which release policy applies and what it means for these numbers.
        waves: The newest ones that have opened; none where there is one only.
        answer_url: The form, where the reader has not answered an open poll.
        languages: The same page in others, where no receipt would be lost on the way.
    """

    surround: Surround
    slug: str
    heading: str
    is_survey: bool
    wave: str
    state_note: str
    own: OwnAnswer | None
    withheld: str | None
    questions: tuple[QuestionResult, ...]
    base_note: str
    aside_note: str
    history: tuple[str, ...]
    release_note: str
    self_selection_note: str
    waves: tuple[WaveLink, ...]
    downloads: tuple[Download, ...]
    answer_url: str | None
    page_url: str
    languages: tuple[LanguageLink, ...] = ()

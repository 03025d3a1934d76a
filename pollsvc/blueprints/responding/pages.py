"""What the templates of answering a poll are given: frozen, complete, in words."""

from dataclasses import dataclass

from pollsvc.web.fields import HiddenField, Problem
from pollsvc.web.poll_languages import LanguageLink
from pollsvc.web.questions import QuestionField
from pollsvc.web.surround import Surround


@dataclass(frozen=True, kw_only=True)
class SurveyPlace:
    """Where in its survey a page of questions is.

    Attributes:
        title: The survey's title.
        caption: e.g. "Question 2 of 6"; "" where the number is not the same for all.
        intro: On the first page, how many questions there are; else "".
        is_last: Whether the form is sent from here.
    """

    title: str
    caption: str
    intro: str
    is_first: bool
    is_last: bool


@dataclass(frozen=True, kw_only=True)
class PollPage:
    """The form of a poll: first visit, after an error, or to change an answer.

    Attributes:
        heading: The page's title; for a poll of one question its text is the legend.
        status: As whom and until when, e.g. "Anonymous. Closes 30 November 2026,
            23:59 (New York)."
        action: Where the form posts to.
        hidden: The ballot and, when an answer is being changed, that wish.
        problems: The error summary; empty when all is well.
        notice: A message above the form that is nobody's mistake, or None.
        results_url: The results without answering, where the poll allows it.
        retention: For how long single answers are kept, in a sentence.
        survey: Where in a survey this page is; None where the poll has no other page.
        languages: The same page in others, where nothing would be lost on the way.
    """

    surround: Surround
    slug: str
    heading: str
    status: str
    action: str
    hidden: tuple[HiddenField, ...]
    questions: tuple[QuestionField, ...]
    retention: str
    problems: tuple[Problem, ...] = ()
    notice: str | None = None
    changing: bool = False
    results_url: str | None = None
    survey: SurveyPlace | None = None
    languages: tuple[LanguageLink, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CheckedAnswer:
    """One answer as it would be sent, and the page on which it can be changed."""

    question: str
    answer: str
    page: str


@dataclass(frozen=True, kw_only=True)
class CheckPage:
    """All answers of a survey, before they are sent.

    Attributes:
        title: The survey's title.
        hidden: The ballot, and the answers, sealed.
        notice: A message above the answers that is nobody's mistake, or None.
    """

    surround: Surround
    slug: str
    heading: str
    title: str
    answers: tuple[CheckedAnswer, ...]
    action: str
    hidden: tuple[HiddenField, ...]
    notice: str | None = None
    changing: bool = False


@dataclass(frozen=True, kw_only=True)
class KeptPage:
    """What was given so far is kept, to be finished later.

    Attributes:
        title: The survey's title.
        link: The whole address that leads back; shown here and kept nowhere.
        until: The day on which it is removed at the latest, in words.
        replaces: Whether another link led here, which opens nothing any more.
        closes: Whether the survey has a closing time, with which it is removed too.
        action: Where `hidden` is posted to go on at once.
    """

    surround: Surround
    title: str
    link: str
    until: str
    replaces: bool
    closes: bool
    action: str
    hidden: tuple[HiddenField, ...]


@dataclass(frozen=True, kw_only=True)
class ContinuePage:
    """Where the link leads: asks whether to go on.

    Attributes:
        title: The survey's title.
        action: Where `hidden`, the link's secret, is posted to.
        anew: The survey's own address, for who was given the link by somebody else.
    """

    surround: Surround
    title: str
    action: str
    hidden: tuple[HiddenField, ...]
    anew: str


@dataclass(frozen=True, kw_only=True)
class AnswerPair:
    """A question's wording beside the labels of the earlier and the new answer."""

    question: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class ConfirmChangePage:
    """Asks whether a second, different answer should replace the first."""

    surround: Surround
    slug: str
    heading: str
    answers: tuple[AnswerPair, ...]
    action: str
    hidden: tuple[HiddenField, ...]
    keep_url: str


@dataclass(frozen=True, kw_only=True)
class Work:
    """What lets an answer through before its network may send freely again.

    Attributes:
        challenge: The calculation asked of the browser, for the widget.
        field: The form field that the widget fills in.
        failed: Whether a calculation came with the answer that is none.
        aside: What is sent to have the answer set aside instead.
    """

    challenge: str
    field: str
    failed: bool
    aside: tuple[HiddenField, ...]


@dataclass(frozen=True, kw_only=True)
class TryAgainPage:
    """The answer could not be taken now; it is still in the form, ready to send.

    Attributes:
        when: A clock time with zone and a duration, e.g. "at 14:05 UTC (in 2 minutes)".
        answers: What would be sent, question and label.
        work: What spares the wait; None where nothing does.
    """

    surround: Surround
    slug: str
    heading: str
    explanation: str
    when: str
    answers: tuple[tuple[str, str], ...]
    action: str
    hidden: tuple[HiddenField, ...]
    work: Work | None = None


@dataclass(frozen=True, kw_only=True)
class NotOpenPage:
    """The poll does not take answers now.

    Attributes:
        explanation: One or two sentences; says what became of an answer just sent.
        answers: The answer just sent and not counted, question and label; may be empty.
        results_url: Where the results are; None where there can be none yet.
    """

    surround: Surround
    slug: str
    heading: str
    explanation: str
    answers: tuple[tuple[str, str], ...] = ()
    results_url: str | None = None

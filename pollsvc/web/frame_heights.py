"""How much room a host page should keep free for a poll until the poll itself says."""

from dataclasses import dataclass
from math import ceil

from pollsvc.domain.polls import Poll
from pollsvc.domain.questionnaires import Question


@dataclass(frozen=True, kw_only=True)
class _Measure:
    """Lengths in CSS pixels, measured on the framed form at one width.

    Attributes:
        rest: All that is there besides questions and options.
        question_line: Height of a line of the question.
        question_letters: How many letters such a line holds.
        option_letters: How many letters a line of an option's label holds.
        banner: The line that says "Example data".
    """

    width: int
    rest: int
    question_line: int
    question_letters: int
    option_letters: int
    banner: int


_MEASURES = (
    _Measure(
        width=320,
        rest=534,
        question_line=31,
        question_letters=23,
        option_letters=24,
        banner=65,
    ),
    _Measure(
        width=390,
        rest=458,
        question_line=32,
        question_letters=25,
        option_letters=31,
        banner=65,
    ),
    _Measure(
        width=700,
        rest=401,
        question_line=35,
        question_letters=46,
        option_letters=72,
        banner=41,
    ),
)
_ROW = 65
_ROW_GAP = 11
_ROW_PADDING = 26
_OPTION_LINE = 27


def reserved_heights(poll: Poll) -> str:
    """Return what embed.js reads from `data-h`, e.g. "320:1150 390:1130 700:1015".

    An estimate, a little above what browsers draw, so that the page around the poll
    hardly moves when the poll arrives.
    """
    return " ".join(f"{m.width}:{_height(poll, m)}" for m in _MEASURES)


def _height(poll: Poll, measure: _Measure) -> int:
    questions = sum(_question(q, measure) for q in poll.questionnaire.questions)
    banner = measure.banner if poll.is_example else 0
    return measure.rest + banner + questions


def _question(question: Question, measure: _Measure) -> int:
    lines = ceil(len(question.text) / measure.question_letters)
    options = sum(_option(o.label, measure) for o in question.options)
    return lines * measure.question_line + options


def _option(label: str, measure: _Measure) -> int:
    lines = ceil(len(label) / measure.option_letters)
    return max(_ROW, lines * _OPTION_LINE + _ROW_PADDING) + _ROW_GAP

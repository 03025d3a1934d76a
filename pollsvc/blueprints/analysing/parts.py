"""The tables of a question, or of one row of a matrix."""

from pollsvc.blueprints.analysing.measures import measure_row
from pollsvc.blueprints.analysing.numbers import (
    points_range,
    points_words,
    share_range,
    share_words,
    verdict,
)
from pollsvc.blueprints.analysing.pages import (
    ChangeRow,
    OptionRow,
    PartSection,
    RangeBar,
)
from pollsvc.domain.estimates import Change, NoNumber
from pollsvc.domain.figures import QuestionFigures
from pollsvc.domain.question_estimates import OptionEstimate, Part
from pollsvc.domain.sentences import Sentence, bare, counted, sentence

_EDGE = 1.2
"""A dot at the very end would be cut in half."""

_PAST = sentence("no longer offered")


def part_section(anchor: str, part: Part, figures: QuestionFigures) -> PartSection:
    """Return the tables of a question, or of a row of it.

    Args:
        anchor: Unlike every other part's.
        part: The question or row.
        figures: The question's.
    """
    shown = part.options if part.base else ()
    moved = [(o, o.change) for o in part.options if isinstance(o.change, Change)]
    return PartSection(
        id=anchor,
        label=part.label,
        base=_base(part),
        options=tuple(map(_option, shown)),
        changes=tuple(_change(option, change) for option, change in moved),
        measures=tuple(
            measure_row(each, figures) for each in part.measures if part.base
        ),
    )


def _base(part: Part) -> Sentence:
    if part.base_before is None:
        return counted(
            "Shares are of the {number:,} person who answered.",
            "Shares are of the {number:,} people who answered.",
            number=part.base,
        )
    return counted(
        "Shares are of the {number:,} person who answered; in the wave before, of "
        "{before:,}.",
        "Shares are of the {number:,} people who answered; in the wave before, of "
        "{before:,}.",
        number=part.base,
        before=part.base_before,
    )


def _option(option: OptionEstimate) -> OptionRow:
    return OptionRow(
        label=option.label,
        note="" if option.offered else _PAST,
        people=bare(option.count),
        share=share_words(option.share),
        alone=share_range(option.interval),
        together=share_range(option.together),
        bar=_bar(option),
    )


def _bar(option: OptionEstimate) -> RangeBar | None:
    found = option.interval
    if isinstance(found, NoNumber) or option.share is None:
        return None
    return RangeBar(
        low=round(100 * found.low, 2),
        length=round(100 * (found.high - found.low), 2),
        share=round(min(max(100 * option.share, _EDGE), 100 - _EDGE), 2),
    )


def _change(option: OptionEstimate, change: Change) -> ChangeRow:
    return ChangeRow(
        label=option.label,
        before=share_words(option.before),
        now=share_words(option.share),
        change=points_words(change.value),
        reach=points_range(change.interval),
        verdict=verdict(change),
    )

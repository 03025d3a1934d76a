"""What the numbers of a question say, in sentences; one row per kind."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pollsvc.blueprints.results.number_words import (
    people_words,
    percent_words,
    quoted,
)
from pollsvc.domain.figures import (
    MatrixFigures,
    MultipleFigures,
    NumberFigures,
    OptionFigures,
    QuestionFigures,
    RowFigures,
    ScaleFigures,
    TopBox,
)
from pollsvc.domain.questionnaires import QuestionKind

Say = Callable[[QuestionFigures], str]


@dataclass(frozen=True, kw_only=True)
class Wording:
    """The sentences of one kind.

    Attributes:
        nobody: Where nobody gave a substantive answer.
        headline: What the numbers say.
        base: Who the percentages are of.
        notes: What else the numbers say.
    """

    nobody: str
    headline: Say
    base: Say
    notes: Callable[[QuestionFigures], Iterator[str]] = lambda _: iter(())


def headline(figures: QuestionFigures) -> str:
    """Return one sentence that says what the numbers say."""
    wording = _WORDINGS[QuestionKind(figures.kind)]
    return wording.headline(figures) if figures.base else wording.nobody


def base_note(figures: QuestionFigures) -> str:
    """Return who the percentages are of, or why there are none."""
    return _WORDINGS[QuestionKind(figures.kind)].base(figures)


def notes(figures: QuestionFigures) -> tuple[str, ...]:
    """Return what else is to be said of the numbers."""
    return tuple(_WORDINGS[QuestionKind(figures.kind)].notes(figures))


def _most_common(figures: QuestionFigures, before: str = "Most common") -> str:
    top = max(option.count for option in figures.options)
    leaders = [option for option in figures.options if option.count == top]
    people = people_words(figures.base)
    if len(leaders) == 1:
        share = percent_words(leaders[0].share)
        return f"{before}: {_labels(leaders)}, {share} of {people}."
    if len(leaders) == len(figures.options):
        return f"All answers are equally common among {people}."
    return (
        f"{before}, equally: {_labels(leaders)}, "
        f"{percent_words(leaders[0].share)} each of {people}."
    )


def _first(figures: QuestionFigures) -> str:
    return _most_common(figures, before="Most often put first")


def _chose_one(figures: QuestionFigures) -> str:
    people = people_words(figures.base)
    return f"Percentages are of the {people} who chose one of the answers."


def _chose_several(figures: QuestionFigures) -> str:
    people = people_words(figures.base)
    return (
        f"Percentages are of the {people} who chose at least one answer. They could "
        "choose several, so together the percentages can exceed 100."
    )


def _several_notes(figures: QuestionFigures) -> Iterator[str]:
    match figures.further:
        case MultipleFigures(average=float(average)):
            yield f"On average each of them chose {average:.1f} answers."
        case _:
            pass


def _scale(figures: QuestionFigures) -> str:
    match figures.further:
        case ScaleFigures(promoter_score=int(score)):
            return f"Net promoter score: {_signed(score)}, of {_people(figures)}."
        case ScaleFigures(top=TopBox() as top):
            return f"{_top_words(top, f' of {_people(figures)}')}."
        case _:
            return _most_common(figures)


def _scale_notes(figures: QuestionFigures) -> Iterator[str]:
    scale = figures.further
    if not isinstance(scale, ScaleFigures):
        return
    low, high = scale.ends
    if low and high:
        first, last = figures.options[0].label, figures.options[-1].label
        yield f"From {first}, {quoted([low])}, to {last}, {quoted([high])}."
    if scale.promoter_score is not None:
        yield (
            "The score is the percentage of those who chose 9 or 10, less the "
            "percentage of those who chose 0 to 6. It lies between \u2212100 and +100."
        )
    elif scale.is_promoter:
        yield "A net promoter score is only given from 100 people on."


def _number(figures: QuestionFigures) -> str:
    number = figures.further
    if not isinstance(number, NumberFigures) or not number.middle:
        return f"{_people(figures)} gave a number."
    labels = [o.label for o in figures.options if o.code in number.middle]
    unit = f" {number.unit}" if number.unit else ""
    if len(labels) == 1:
        return f"Middle answer: about {labels[0]}{unit}, of {_people(figures)}."
    return f"Middle answer: between {quoted(labels)}{unit}, of {_people(figures)}."


def _number_base(figures: QuestionFigures) -> str:
    if not figures.options:
        return "The numbers themselves are not shown: the poll has no ranges for them."
    return (
        f"Percentages are of the {_people(figures)} who gave a number. Half of them "
        "gave the middle answer or less, half of them as much or more."
    )


def _rank_base(figures: QuestionFigures) -> str:
    return (
        f"Percentages are of the {_people(figures)} who gave places. An average place "
        "is of those who gave the answer one; 1 is first."
    )


def _matrix(figures: QuestionFigures) -> str:
    rows = figures.further.rows if isinstance(figures.further, MatrixFigures) else ()
    highest = _highest(rows)
    if not highest or highest[0].top is None:
        return f"{_people(figures)} answered at least one row."
    where = quoted([row.label for row in highest])
    each = " each" if len(highest) > 1 else ""
    return f"Highest for {where}: {_top_words(highest[0].top, each)}."


def _highest(rows: Sequence[RowFigures]) -> list[RowFigures]:
    """Return the rows in which most chose the top of the scale, by their shares."""
    shares = [row.top.share for row in rows if row.top and row.top.share is not None]
    return [row for row in rows if row.top and row.top.share == max(shares, default=-1)]


def _top_words(top: TopBox, whose: str = "") -> str:
    return f"{percent_words(top.share)}{whose} chose {quoted(top.labels, 'or')}"


def _signed(score: int) -> str:
    return f"+{score}" if score > 0 else f"\u2212{-score}" if score < 0 else "0"


def _people(figures: QuestionFigures) -> str:
    return people_words(figures.base)


def _labels(options: Sequence[OptionFigures]) -> str:
    return quoted([option.label for option in options])


_NOBODY_CHOSE = "Nobody chose one of these answers."

_WORDINGS: Mapping[QuestionKind, Wording] = {
    QuestionKind.SINGLE: Wording(
        nobody=_NOBODY_CHOSE, headline=_most_common, base=_chose_one
    ),
    QuestionKind.MULTIPLE: Wording(
        nobody=_NOBODY_CHOSE,
        headline=_most_common,
        base=_chose_several,
        notes=_several_notes,
    ),
    QuestionKind.SCALE: Wording(
        nobody=_NOBODY_CHOSE, headline=_scale, base=_chose_one, notes=_scale_notes
    ),
    QuestionKind.NUMBER: Wording(
        nobody="Nobody gave a number.", headline=_number, base=_number_base
    ),
    QuestionKind.RANK: Wording(
        nobody="Nobody gave places.", headline=_first, base=_rank_base
    ),
    QuestionKind.MATRIX: Wording(
        nobody="Nobody answered this.",
        headline=_matrix,
        base=lambda _: "Percentages of each row are of those who answered that row.",
    ),
    QuestionKind.TEXT: Wording(
        nobody="Nobody wrote an answer.",
        headline=lambda figures: f"{_people(figures)} wrote an answer.",
        base=lambda _: "What people wrote is not shown: words can tell whose they are.",
    ),
    QuestionKind.DATE: Wording(
        nobody="Nobody gave a date.",
        headline=lambda figures: f"{_people(figures)} gave a date.",
        base=lambda _: "Which dates is not shown: a day can tell whose it is.",
    ),
}

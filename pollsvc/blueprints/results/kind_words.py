"""What the numbers of a question say, in sentences; one row per kind."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pollsvc.blueprints.results.choice_words import (
    chose_one,
    chose_several,
    first_places,
    most_common,
)
from pollsvc.blueprints.results.number_words import percent_words
from pollsvc.domain.figures import (
    MatrixFigures,
    MultipleFigures,
    NumberFigures,
    QuestionFigures,
    RowFigures,
    ScaleFigures,
    TopBox,
)
from pollsvc.domain.questionnaires import QuestionKind
from pollsvc.domain.sentences import Sentence, counted, in_a_row, sentence
from pollsvc.domain.spellings import quote, quotes

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


def _several_notes(figures: QuestionFigures) -> Iterator[str]:
    match figures.further:
        case MultipleFigures(average=float(average)):
            yield sentence(
                "On average each of them chose {average:.1f} answers.", average=average
            )
        case _:
            pass


def _scale(figures: QuestionFigures) -> str:
    match figures.further:
        case ScaleFigures(promoter_score=int(score)):
            return counted(
                "Net promoter score: {score}, of {number:,} person.",
                "Net promoter score: {score}, of {number:,} people.",
                number=figures.base,
                score=_signed(score),
            )
        case ScaleFigures(top=TopBox() as top):
            return counted(
                "{share} of {number:,} person chose {labels}.",
                "{share} of {number:,} people chose {labels}.",
                number=figures.base,
                share=percent_words(top.share),
                labels=quotes(top.labels, "or"),
            )
        case _:
            return most_common(figures)


def _scale_notes(figures: QuestionFigures) -> Iterator[str]:
    scale = figures.further
    if not isinstance(scale, ScaleFigures):
        return
    low, high = scale.ends
    if low and high:
        first, last = figures.options[0].label, figures.options[-1].label
        yield sentence(
            "From {first}, {low}, to {last}, {high}.",
            first=first,
            low=quote(low),
            last=last,
            high=quote(high),
        )
    if scale.promoter_score is not None:
        yield sentence(
            "The score is the percentage of those who chose 9 or 10, less the "
            "percentage of those who chose 0 to 6. It lies between \u2212100 and +100."
        )
    elif scale.is_promoter:
        yield sentence("A net promoter score is only given from 100 people on.")


def _number(figures: QuestionFigures) -> str:
    number = figures.further
    if not isinstance(number, NumberFigures) or not number.middle:
        return counted(
            "{number:,} person gave a number.",
            "{number:,} people gave a number.",
            number=figures.base,
        )
    labels = [o.label for o in figures.options if o.code in number.middle]
    unit = number.unit or ""
    if len(labels) == 1:
        return counted(
            "Middle answer: about {label}, of {number:,} person.",
            "Middle answer: about {label}, of {number:,} people.",
            number=figures.base,
            label=in_a_row(labels[0], unit),
        )
    return counted(
        "Middle answer: between {labels}, of {number:,} person.",
        "Middle answer: between {labels}, of {number:,} people.",
        number=figures.base,
        labels=sentence("{labels} {unit}", labels=quotes(labels), unit=unit)
        if unit
        else quotes(labels),
    )


def _number_base(figures: QuestionFigures) -> str:
    if not figures.options:
        return sentence(
            "The numbers themselves are not shown: the poll has no ranges for them."
        )
    return counted(
        "Percentages are of the {number:,} person who gave a number. Half of them gave "
        "the middle answer or less, half of them as much or more.",
        "Percentages are of the {number:,} people who gave a number. Half of them gave "
        "the middle answer or less, half of them as much or more.",
        number=figures.base,
    )


def _rank_base(figures: QuestionFigures) -> str:
    return counted(
        "Percentages are of the {number:,} person who gave places. An average place is "
        "of those who gave the answer one; 1 is first.",
        "Percentages are of the {number:,} people who gave places. An average place is "
        "of those who gave the answer one; 1 is first.",
        number=figures.base,
    )


def _matrix(figures: QuestionFigures) -> str:
    rows = figures.further.rows if isinstance(figures.further, MatrixFigures) else ()
    highest = _highest(rows)
    if not highest or highest[0].top is None:
        return counted(
            "{number:,} person answered at least one row.",
            "{number:,} people answered at least one row.",
            number=figures.base,
        )
    top = highest[0].top
    said: dict[str, object] = {
        "rows": quotes([row.label for row in highest]),
        "share": percent_words(top.share),
        "labels": quotes(top.labels, "or"),
    }
    if len(highest) > 1:
        return sentence("Highest for {rows}: {share} each chose {labels}.", **said)
    return sentence("Highest for {rows}: {share} chose {labels}.", **said)


def _highest(rows: Sequence[RowFigures]) -> list[RowFigures]:
    """Return the rows in which most chose the top of the scale, by their shares."""
    shares = [row.top.share for row in rows if row.top and row.top.share is not None]
    return [row for row in rows if row.top and row.top.share == max(shares, default=-1)]


def _signed(score: int) -> str:
    return f"+{score}" if score > 0 else f"\u2212{-score}" if score < 0 else "0"


def _wrote(figures: QuestionFigures) -> Sentence:
    return counted(
        "{number:,} person wrote an answer.",
        "{number:,} people wrote an answer.",
        number=figures.base,
    )


def _gave_date(figures: QuestionFigures) -> Sentence:
    return counted(
        "{number:,} person gave a date.",
        "{number:,} people gave a date.",
        number=figures.base,
    )


_OF_EACH_ROW = sentence("Percentages of each row are of those who answered that row.")
_WORDS_NOT_SHOWN = sentence(
    "What people wrote is not shown: words can tell whose they are."
)
_DAYS_NOT_SHOWN = sentence("Which dates is not shown: a day can tell whose it is.")
_NOBODY_CHOSE = sentence("Nobody chose one of these answers.")

_WORDINGS: Mapping[QuestionKind, Wording] = {
    QuestionKind.SINGLE: Wording(
        nobody=_NOBODY_CHOSE, headline=most_common, base=chose_one
    ),
    QuestionKind.MULTIPLE: Wording(
        nobody=_NOBODY_CHOSE,
        headline=most_common,
        base=chose_several,
        notes=_several_notes,
    ),
    QuestionKind.SCALE: Wording(
        nobody=_NOBODY_CHOSE, headline=_scale, base=chose_one, notes=_scale_notes
    ),
    QuestionKind.NUMBER: Wording(
        nobody=sentence("Nobody gave a number."), headline=_number, base=_number_base
    ),
    QuestionKind.RANK: Wording(
        nobody=sentence("Nobody gave places."), headline=first_places, base=_rank_base
    ),
    QuestionKind.MATRIX: Wording(
        nobody=sentence("Nobody answered this."),
        headline=_matrix,
        base=lambda _: sentence(
            "Percentages of each row are of those who answered that row."
        ),
    ),
    QuestionKind.TEXT: Wording(
        nobody=sentence("Nobody wrote an answer."),
        headline=_wrote,
        base=lambda _: sentence(
            "What people wrote is not shown: words can tell whose they are."
        ),
    ),
    QuestionKind.DATE: Wording(
        nobody=sentence("Nobody gave a date."),
        headline=_gave_date,
        base=lambda _: sentence(
            "Which dates is not shown: a day can tell whose it is."
        ),
    ),
}

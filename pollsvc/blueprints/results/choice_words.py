"""What the numbers of a question say that is answered by choosing, in sentences."""

from pollsvc.blueprints.results.number_words import percent_words
from pollsvc.domain.figures import OptionFigures, QuestionFigures
from pollsvc.domain.sentences import Sentence, counted
from pollsvc.domain.spellings import quotes


def most_common(figures: QuestionFigures) -> Sentence:
    """Return which answer most people gave, or which ones equally many."""
    leaders = _leaders(figures)
    if len(leaders) == len(figures.options) > 1:
        return _all_equal(figures)
    said = _said_of(leaders)
    if len(leaders) == 1:
        return counted(
            "Most common: {labels}, {share} of {number:,} person.",
            "Most common: {labels}, {share} of {number:,} people.",
            number=figures.base,
            **said,
        )
    return counted(
        "Most common, equally: {labels}, {share} each of {number:,} person.",
        "Most common, equally: {labels}, {share} each of {number:,} people.",
        number=figures.base,
        **said,
    )


def first_places(figures: QuestionFigures) -> Sentence:
    """Return which answer was put first most often, or which ones equally."""
    leaders = _leaders(figures)
    if len(leaders) == len(figures.options) > 1:
        return _all_equal(figures)
    said = _said_of(leaders)
    if len(leaders) == 1:
        return counted(
            "Most often put first: {labels}, {share} of {number:,} person.",
            "Most often put first: {labels}, {share} of {number:,} people.",
            number=figures.base,
            **said,
        )
    return counted(
        "Most often put first, equally: {labels}, {share} each of {number:,} person.",
        "Most often put first, equally: {labels}, {share} each of {number:,} people.",
        number=figures.base,
        **said,
    )


def _leaders(figures: QuestionFigures) -> list[OptionFigures]:
    top = max(option.count for option in figures.options)
    return [option for option in figures.options if option.count == top]


def _said_of(leaders: list[OptionFigures]) -> dict[str, object]:
    return {
        "labels": quotes([option.label for option in leaders]),
        "share": percent_words(leaders[0].share),
    }


def _all_equal(figures: QuestionFigures) -> Sentence:
    return counted(
        "All answers are equally common among {number:,} person.",
        "All answers are equally common among {number:,} people.",
        number=figures.base,
    )


def chose_one(figures: QuestionFigures) -> Sentence:
    """Return who the percentages are of where one answer is chosen."""
    return counted(
        "Percentages are of the {number:,} person who chose one of the answers.",
        "Percentages are of the {number:,} people who chose one of the answers.",
        number=figures.base,
    )


def chose_several(figures: QuestionFigures) -> Sentence:
    """Return who the percentages are of where several can be chosen."""
    return counted(
        "Percentages are of the {number:,} person who chose at least one answer. They "
        "could choose several, so together the percentages can exceed 100.",
        "Percentages are of the {number:,} people who chose at least one answer. They "
        "could choose several, so together the percentages can exceed 100.",
        number=figures.base,
    )

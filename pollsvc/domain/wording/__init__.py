"""Advice on the wording of a question: it warns and suggests, and never forbids."""

from collections.abc import Callable, Iterator

from pollsvc.domain.questionnaires import Question
from pollsvc.domain.wording import choices, kinds, questions, ranges
from pollsvc.domain.wording.advice import Advice

RULES: tuple[Callable[[Question], Iterator[Advice]], ...] = (
    questions.too_long,
    questions.two_people,
    questions.double_barrelled,
    questions.leading,
    questions.negative,
    ranges.overlaps,
    ranges.gaps,
    ranges.missing_zero,
    choices.missing_way_out,
    choices.too_many,
    choices.unbalanced,
    kinds.too_many_rows,
    kinds.unlabelled_ends,
    kinds.too_many_ranked,
    kinds.any_number,
    kinds.names,
)


def advice_on(question: Question) -> tuple[Advice, ...]:
    """Return what may be wrong with a question's wording; most often nothing."""
    return tuple(advice for rule in RULES for advice in rule(question))

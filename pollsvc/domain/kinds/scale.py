"""One point of a scale whose points stand in order, from one end to the other."""

from collections.abc import Iterator
from dataclasses import replace

from pollsvc.domain.kinds import single
from pollsvc.domain.kinds.kind import Problem
from pollsvc.domain.kinds.labels import words_problem
from pollsvc.domain.questionnaires import (
    OptionRole,
    Question,
    ScaleEnds,
)

PROMOTER_POINTS = tuple(str(point) for point in range(11))


def problems(question: Question) -> Iterator[Problem]:
    """Yield what is wrong with such a question."""
    yield from single.problems(question)
    points = question.substantive
    if any(option.role is not OptionRole.SUBSTANTIVE for option in points):
        yield ".options", "A scale has no “other” and no “none”: they have no place."
    codes = tuple(option.code for option in points)
    ends = ends_of(question)
    if ends.promoter and codes != PROMOTER_POINTS:
        sentence = "A net promoter score is asked by points with codes 0 to 10."
        yield ".limits.promoter", sentence
    for name in ("low", "high"):
        if problem := words_problem(getattr(ends, name), noun="end of a scale"):
            yield f".limits.{name}", problem


def ends_of(question: Question) -> ScaleEnds:
    """Return what the ends of the scale mean."""
    return question.limits if isinstance(question.limits, ScaleEnds) else ScaleEnds()


KIND = replace(single.KIND, problems=problems, is_ordered=True)

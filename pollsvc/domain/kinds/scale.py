"""One point of a scale whose points stand in order, from one end to the other."""

from collections.abc import Iterator
from dataclasses import replace

from pollsvc.domain.kinds import single
from pollsvc.domain.kinds.kind import Problem
from pollsvc.domain.kinds.labels import words_problem
from pollsvc.domain.questionnaires import (
    MAX_TEXT,
    OptionRole,
    Question,
    ScaleEnds,
)
from pollsvc.domain.sentences import sentence

PROMOTER_POINTS = tuple(str(point) for point in range(11))


_LONG_END = sentence("Keep the end of a scale under {most} characters.", most=MAX_TEXT)


def problems(question: Question) -> Iterator[Problem]:
    """Yield what is wrong with such a question."""
    yield from single.problems(question)
    points = question.substantive
    if any(option.role is not OptionRole.SUBSTANTIVE for option in points):
        yield (
            ".options",
            sentence("A scale has no “other” and no “none”: they have no place."),
        )
    codes = tuple(option.code for option in points)
    ends = ends_of(question)
    if ends.promoter and codes != PROMOTER_POINTS:
        yield (
            ".limits.promoter",
            sentence("A net promoter score is asked by points with codes 0 to 10."),
        )
    for name in ("low", "high"):
        if problem := words_problem(getattr(ends, name), too_long=_LONG_END):
            yield f".limits.{name}", problem


def ends_of(question: Question) -> ScaleEnds:
    """Return what the ends of the scale mean."""
    return question.limits if isinstance(question.limits, ScaleEnds) else ScaleEnds()


KIND = replace(single.KIND, problems=problems, is_ordered=True)

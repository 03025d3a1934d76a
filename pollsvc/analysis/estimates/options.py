"""How far chance alone moves the shares of options, alone and all at once."""

from collections.abc import Sequence
from typing import NamedTuple, TypeVar

from pollsvc.analysis.estimates.shares import share_interval
from pollsvc.analysis.estimates.shares_together import (
    Intervals,
    bonferroni,
    intervals_together,
)
from pollsvc.analysis.estimates.waves import changes
from pollsvc.domain.estimates import Change, NoNumber
from pollsvc.domain.figures import OptionFigures
from pollsvc.domain.question_estimates import Measure, OptionEstimate, Part

Options = Sequence[OptionFigures]
Found = TypeVar("Found")
Instead = TypeVar("Instead", bound=NoNumber | None)


class Counted(NamedTuple):
    """Options, and who answered the question or the row that they belong to."""

    options: Options
    base: int


def compared_part(
    now: Counted,
    before: Counted | None,
    measures: Sequence[Measure] = (),
    *,
    label: str = "",
) -> Part:
    """Return options of which everybody chose one.

    Args:
        now: In this wave.
        before: In the wave before; None: not compared.
        measures: What sums them up.
        label: The row's; "" for a question.
    """
    together = intervals_together(_counts(now.options))
    return Part(
        label=label,
        base=now.base,
        base_before=before.base if before else None,
        options=_estimates(now, before, together),
        measures=tuple(measures),
    )


def several_part(now: Counted, before: Counted | None) -> Part:
    """Return options of which people could choose several."""
    together = bonferroni(_counts(now.options), now.base)
    return Part(
        label="",
        base=now.base,
        base_before=before.base if before else None,
        options=_estimates(now, before, together),
        measures=(),
    )


def _estimates(
    now: Counted, before: Counted | None, together: Intervals | NoNumber
) -> tuple[OptionEstimate, ...]:
    moved = _changes(now, before)
    earlier = {o.code: o.share for o in before.options} if before else {}
    return tuple(
        OptionEstimate(
            code=option.code,
            label=option.label,
            count=option.count,
            share=option.share,
            interval=share_interval(option.count, now.base),
            together=_at(together, place),
            before=earlier.get(option.code),
            change=_at(moved, place),
            offered=option.offered,
        )
        for place, option in enumerate(now.options)
    )


def _changes(
    now: Counted, before: Counted | None
) -> tuple[Change, ...] | NoNumber | None:
    if before is None:
        return None
    were = {option.code: option.count for option in before.options}
    return changes(
        [were.get(option.code, 0) for option in now.options],
        _counts(now.options),
        (before.base, now.base),
    )


def _at(found: tuple[Found, ...] | Instead, place: int) -> Found | Instead:
    """Return what was found for one option, or what stands for all of them."""
    return found[place] if isinstance(found, tuple) else found


def _counts(options: Options) -> list[int]:
    return [option.count for option in options]

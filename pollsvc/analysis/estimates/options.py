"""How far chance alone moves the shares of options, alone and all at once."""

from collections.abc import Sequence
from typing import NamedTuple, TypeVar

from pollsvc.analysis.estimates.shares import share_interval
from pollsvc.analysis.estimates.shares_together import (
    Intervals,
    bonferroni,
    intervals_together,
)
from pollsvc.analysis.estimates.waves import LEAST_WAVES, changes, trends
from pollsvc.domain.estimates import Change, NoNumber, Trend
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
    earlier: Sequence[Counted],
    measures: Sequence[Measure] = (),
    *,
    label: str = "",
) -> Part:
    """Return options of which everybody chose one.

    Args:
        now: In this wave.
        earlier: In the waves that it is compared with, the oldest first.
        measures: What sums them up.
        label: The row's; "" for a question.
    """
    together = intervals_together(_counts(now.options))
    return Part(
        label=label,
        base=now.base,
        base_before=earlier[-1].base if earlier else None,
        options=_estimates(now, earlier, together),
        measures=tuple(measures),
    )


def several_part(now: Counted, earlier: Sequence[Counted]) -> Part:
    """Return options of which people could choose several."""
    together = bonferroni(_counts(now.options), now.base)
    return Part(
        label="",
        base=now.base,
        base_before=earlier[-1].base if earlier else None,
        options=_estimates(now, earlier, together),
        measures=(),
    )


def _estimates(
    now: Counted, earlier: Sequence[Counted], together: Intervals | NoNumber
) -> tuple[OptionEstimate, ...]:
    waves = [*earlier, now]
    moved, went = _changes(now, earlier), _trends(waves)
    shares = [{o.code: o.share for o in wave.options} for wave in waves]
    return tuple(
        OptionEstimate(
            code=option.code,
            label=option.label,
            count=option.count,
            share=option.share,
            interval=share_interval(option.count, now.base),
            together=_at(together, place),
            before=shares[-2].get(option.code) if earlier else None,
            change=_at(moved, place),
            shares=tuple(each.get(option.code) for each in shares),
            trend=None if went is None else went[place],
            offered=option.offered,
        )
        for place, option in enumerate(now.options)
    )


def _changes(
    now: Counted, earlier: Sequence[Counted]
) -> tuple[Change, ...] | NoNumber | None:
    if not earlier:
        return None
    before = earlier[-1]
    return changes(
        [_people(before)[option.code] for option in now.options],
        _counts(now.options),
        (before.base, now.base),
    )


def _trends(waves: Sequence[Counted]) -> tuple[Trend | NoNumber, ...] | None:
    if len(waves) < LEAST_WAVES:
        return None
    people = [_people(wave) for wave in waves]
    return trends(
        [[each[option.code] for each in people] for option in waves[-1].options],
        [wave.base for wave in waves],
    )


def _people(wave: Counted) -> dict[str, int]:
    return {option.code: option.count for option in wave.options}


def _at(found: tuple[Found, ...] | Instead, place: int) -> Found | Instead:
    """Return what was found for one option, or what stands for all of them."""
    return found[place] if isinstance(found, tuple) else found


def _counts(options: Options) -> list[int]:
    return [option.count for option in options]

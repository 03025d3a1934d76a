"""The codes of a question that is written anew: what is known keeps its code."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from difflib import SequenceMatcher

from pollsvc.domain.questionnaires import Option, OptionRole, Question
from pollsvc.domain.quick_text import follows_from_label, own_code


def with_kept_codes(typed: Question, known: Question, *, reworded: bool) -> Question:
    """Return a question as typed, its answers under the codes they had.

    An answer is known by its label; one that stands where another stood, between the
    same neighbours or with its code, is that one in other words if its author says so,
    and else gets a code of its own. A new code that the author wrote stays.

    Args:
        typed: The question as it was read from text.
        known: The question as it was asked.
        reworded: Whether what stands in the place of another means the same.
    """
    codes = {option.label: option.code for option in known.options}
    taken = frozenset(codes.values())
    if reworded:
        codes |= dict(_replaced(typed.substantive, known.substantive))
    return replace(
        typed,
        options=tuple(
            replace(option, code=codes[option.label])
            if option.label in codes and follows_from_label(option)
            else _as_is(option, codes, frozenset() if reworded else taken)
            for option in typed.options
        ),
    )


def _as_is(option: Option, codes: Mapping[str, str], taken: frozenset[str]) -> Option:
    """Return an option, with a code of its own where it has another's."""
    is_anothers = option.code in taken and codes.get(option.label) != option.code
    if not is_anothers or option.role is not OptionRole.SUBSTANTIVE:
        return option
    return replace(option, code=own_code(option.label, taken))


def _replaced(
    typed: tuple[Option, ...], known: tuple[Option, ...]
) -> Iterator[tuple[str, str]]:
    before, after = [o.label for o in known], [o.label for o in typed]
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, start, end, first, last in matcher.get_opcodes():
        if tag != "replace" or end - start != last - first:
            continue
        for one, other in zip(known[start:end], typed[first:last], strict=True):
            if one.label not in after and other.label not in before:
                yield other.label, one.code

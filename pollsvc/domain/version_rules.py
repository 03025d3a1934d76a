"""What another version may never do: give a known code another meaning."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pollsvc.domain.kinds.kind import Problem
from pollsvc.domain.kinds.number import limits_of
from pollsvc.domain.questionnaires import (
    Option,
    OptionRole,
    Question,
    Questionnaire,
    Row,
)
from pollsvc.domain.sentences import sentence

_Part = Option | Row


def problems_of(
    versions: Sequence[Questionnaire], after: Questionnaire
) -> dict[str, str]:
    """Return why a questionnaire cannot follow what was asked; nothing: it can.

    Args:
        versions: What was asked so far, the oldest first; people have answered it.
        after: What is to be asked from now on.

    Returns:
        A sentence for each place, named as in a draft's problems.
    """
    problems: dict[str, str] = {}
    for number, question in enumerate(after.questions):
        asked = [known for each in versions if (known := each.question(question.code))]
        if not asked:
            continue
        is_retired = versions[-1].question(question.code) is None
        for place, problem in _problems(question, asked, is_retired=is_retired):
            problems.setdefault(f"questions[{number}]{place}", problem)
    return problems


def _problems(
    question: Question, asked: Sequence[Question], *, is_retired: bool
) -> Iterator[Problem]:
    known = asked[-1]
    if question.kind is not known.kind:
        yield (
            ".kind",
            sentence(
                "“{text}” was answered as a question of the kind {kind}. Give a "
                "question of another kind another code.",
                text=known.text,
                kind=known.kind.value,
            ),
        )
        return
    if is_retired and question.text != known.text:
        yield (
            ".code",
            sentence(
                "The code {code} belongs to “{text}”, which was asked before. Give "
                "another question another code.",
                code=question.code,
                text=known.text,
            ),
        )
    before, after = limits_of(known), limits_of(question)
    if before.unit != after.unit:
        yield (
            ".limits.unit",
            sentence(
                "The numbers given so far would get another unit. Give a question in "
                "another unit another code."
            ),
        )
    if before.bins != after.bins:
        yield (
            ".limits.bins",
            sentence(
                "The numbers given so far were counted in these bins, which have to "
                "stay."
            ),
        )
    yield from _part_problems(".options", question.options, [q.options for q in asked])
    yield from _part_problems(".rows", question.rows, [q.rows for q in asked])


@dataclass(frozen=True)
class _Known:
    """A part as it was last offered, and whether it still is."""

    part: _Part
    is_offered: bool


def _part_problems(
    path: str, parts: Sequence[_Part], asked: Sequence[Sequence[_Part]]
) -> Iterator[Problem]:
    known = {
        part.code: _Known(part, part.code in {p.code for p in asked[-1]})
        for offered in asked
        for part in offered
    }
    codes = {part.code for part in parts}
    for number, part in enumerate(parts):
        problem = _part_problem(part, known, codes)
        if problem is not None:
            yield f"{path}[{number}]", problem


def _part_problem(
    part: _Part, known: Mapping[str, _Known], codes: set[str]
) -> str | None:
    before = known.get(part.code)
    if before is None:
        return _lost_code_problem(part, known, codes)
    return _reuse(part, before, known)


def _reuse(part: _Part, before: _Known, known: Mapping[str, _Known]) -> str | None:
    """Return how a part gives its code another meaning, or None."""
    label, was = part.label, before.part.label
    if _role(part) is not _role(before.part):
        return sentence(
            "The code {code} belongs to “{label}”, which was another kind of answer. "
            "Choose another code.",
            code=part.code,
            label=was,
        )
    if was != label and not before.is_offered:
        return sentence(
            "The code {code} belongs to “{label}”, which was offered before. Choose "
            "another code.",
            code=part.code,
            label=was,
        )
    swapped = [c for c, o in known.items() if c != part.code and o.part.label == label]
    if was != label and swapped:
        return sentence(
            "The code {code} belongs to “{label}”, and {other_code} to “{other}”: keep "
            "them so.",
            code=part.code,
            label=was,
            other=label,
            other_code=swapped[0],
        )
    return None


def _lost_code_problem(
    part: _Part, known: Mapping[str, _Known], codes: set[str]
) -> str | None:
    """Return a problem where a part that is known by its label lost its code."""
    for code, before in known.items():
        if before.is_offered and before.part.label == part.label and code not in codes:
            return sentence(
                "“{label}” has had the code {code}: keep it so.",
                label=part.label,
                code=code,
            )
    return None


def _role(part: _Part) -> OptionRole | None:
    return part.role if isinstance(part, Option) else None

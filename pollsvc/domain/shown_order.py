"""In which order a respondent meets options: from their ballot, and never stored."""

import hashlib
import hmac
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from pollsvc.domain.ballots import Ballot
from pollsvc.domain.questionnaires import (
    Option,
    OptionRole,
    Question,
    Row,
)

Part = TypeVar("Part", Option, Row)


def as_shown(question: Question, ballot: Ballot) -> Question:
    """Return a question with its options, or rows, as the holder of a ballot sees them.

    Whoever comes back with the same ballot sees the same order. What gives no answer,
    "other", "none" and whatever its author fixed keep their places.
    """
    if not question.shuffled:
        return question
    if question.rows:
        rows = _shuffled(question.rows, question, ballot, lambda _: False)
        return replace(question, rows=rows)
    options = _shuffled(question.options, question, ballot, _keeps_place)
    return replace(question, options=options)


def _keeps_place(option: Option) -> bool:
    return option.fixed or option.role is not OptionRole.SUBSTANTIVE


def _shuffled(
    parts: Sequence[Part],
    question: Question,
    ballot: Ballot,
    keeps_place: Callable[[Part], bool],
) -> tuple[Part, ...]:
    def drawn(part: Part) -> bytes:
        said = f"{question.code}/{part.code}".encode()
        return hmac.digest(ballot.secret, said, hashlib.sha256)

    moved = iter(sorted((p for p in parts if not keeps_place(p)), key=drawn))
    return tuple(part if keeps_place(part) else next(moved) for part in parts)

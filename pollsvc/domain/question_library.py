"""The questions of all polls: which are the same, how often each was asked."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pollsvc.domain.polls import Poll
from pollsvc.domain.questionnaires import Question


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """A poll whose questions can be taken, and in how many waves it was asked."""

    poll: Poll
    waves: int


@dataclass(frozen=True, kw_only=True)
class KeptQuestion:
    """A question that can be taken.

    Attributes:
        poll: Where it is taken from: the first of the polls that ask it.
        polls: How many polls ask it in the same words.
        asked: In how many waves of polls it was asked so far.
    """

    question: Question
    poll: Poll
    polls: int
    asked: int


def kept_questions(
    shelves: Sequence[Shelf], *, words: str = "", slug: str = ""
) -> tuple[KeptQuestion, ...]:
    """Return each different question once, in the order of the polls.

    Args:
        shelves: The polls, the newest first.
        words: Only questions in whose texts all of these words stand.
        slug: Only questions of this poll; empty: of all.
    """
    polls: Counter[Question] = Counter()
    asked: Counter[Question] = Counter()
    first: dict[Question, tuple[Question, Poll]] = {}
    for shelf in shelves:
        for question, same in _distinct(shelf.poll):
            polls[same] += 1
            asked[same] += shelf.waves
            if slug in {"", shelf.poll.slug}:
                first.setdefault(same, (question, shelf.poll))
    wanted = words.casefold().split()
    return tuple(
        KeptQuestion(question=question, poll=poll, polls=polls[same], asked=asked[same])
        for same, (question, poll) in first.items()
        if all(word in _texts(question) for word in wanted)
    )


def _distinct(poll: Poll) -> Iterable[tuple[Question, Question]]:
    """Return a poll's questions, each beside what is the same wherever it is asked."""
    found = {_same(question): question for question in poll.questionnaire.questions}
    return ((question, same) for same, question in found.items())


def _same(question: Question) -> Question:
    # Who is asked, whether they must answer, and what it is called in the data
    # belong to one poll.
    return replace(
        question, code="", show_if=None, required=False, reason=None, hint=None
    )


def _texts(question: Question) -> str:
    labels = [option.label for option in question.options]
    labels += [row.label for row in question.rows]
    return " ".join((question.text, *labels)).casefold()

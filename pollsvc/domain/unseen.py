"""What the public does not see of a wave, and why."""

from collections.abc import Iterator

from pollsvc.domain.kinds.bins import bins_of
from pollsvc.domain.kinds.scale import ends_of
from pollsvc.domain.polls import Poll
from pollsvc.domain.questionnaires import Question, QuestionKind
from pollsvc.domain.release_policies import BATCH, ReleasePolicy, Visibility
from pollsvc.domain.releases import Release
from pollsvc.domain.sentences import Sentence, counted, sentence
from pollsvc.domain.spellings import quotes
from pollsvc.domain.waves import Standing

LEAST_FOR_PROMOTERS = 100
"""Of fewer people no net promoter score is public."""

_FOR_STAFF = sentence(
    "Intervals, tests and comparisons are for staff only: people chose to take part, "
    "and an interval on a public page would promise more than can be known of others."
)
_NOT_PUBLIC = sentence("The results of this poll are not public.")
_ON_CLOSE = sentence("The results of this poll are shown when it closes.")
_ON_VOTE = sentence(
    "Until it closes, the results of this poll are shown to those who have answered."
)
_WORDS = sentence("What people wrote is not shown: words can tell whose they are.")
_DATES = sentence("Which dates is not shown: a day can tell whose it is.")
_NO_RANGES = sentence(
    "The numbers themselves are not shown: the poll has no ranges for them."
)
_RANGES = sentence(
    "Only the ranges and the middle one are public: exact numbers can tell whose they "
    "are."
)
_NO_SCORE = sentence("A net promoter score is only given from 100 people on.")
_LEFT_OUT = sentence(
    "This question is left out of the public results: so few people were, or were "
    "not, asked it, or offered one of its answers, that its numbers could tell what "
    "single people answered."
)


def unseen_of_wave(
    poll: Poll, standing: Standing, *, exact: Release, public: Release | None
) -> Iterator[Sentence]:
    """Yield what holds of a whole wave.

    Args:
        poll: The poll.
        standing: Where the wave stands.
        exact: What its tallies count.
        public: Its newest release; None where there is none.
    """
    yield from _unseen_by_all(poll.draft.results, standing)
    if public is None and poll.draft.release is not ReleasePolicy.LIVE:
        yield counted(
            "Nothing is public: fewer than {number} person answered.",
            "Nothing is public: fewer than {number} people answered.",
            number=BATCH,
        )
    elif public is not None and public.responses != exact.responses:
        yield counted(
            "The public results count {shown:,} of this {number:,} answer: they move "
            "in groups of at least {batch}.",
            "The public results count {shown:,} of these {number:,} answers: they move "
            "in groups of at least {batch}.",
            number=exact.responses,
            shown=public.responses,
            batch=BATCH,
        )
    yield _FOR_STAFF


def unseen_of_question(
    question: Question, base: int, *, public: Release | None
) -> Iterator[Sentence]:
    """Yield what holds of one question.

    Args:
        question: As it was ever asked.
        base: How many gave a substantive answer.
        public: The wave's newest release; None where there is none.
    """
    if public is not None and question.code not in public.counts:
        yield _LEFT_OUT
    elif public is not None and (rows := [*_rows_left_out(question, public)]):
        yield sentence(
            "Left out of the public results, as so few people were, or were not, asked "
            "them: {rows}.",
            rows=quotes(rows),
        )
    match question.kind:
        case QuestionKind.TEXT:
            yield _WORDS
        case QuestionKind.DATE:
            yield _DATES
        case QuestionKind.NUMBER:
            yield _RANGES if any(bins_of(question)) else _NO_RANGES
        case QuestionKind.SCALE if ends_of(question).promoter:
            if base < LEAST_FOR_PROMOTERS:
                yield _NO_SCORE
        case _:
            pass


def _unseen_by_all(visibility: Visibility, standing: Standing) -> Iterator[Sentence]:
    if visibility is Visibility.STAFF_ONLY:
        yield _NOT_PUBLIC
    elif standing is not Standing.CLOSED:
        if visibility is Visibility.ON_CLOSE:
            yield _ON_CLOSE
        elif visibility is Visibility.ON_VOTE:
            yield _ON_VOTE


def _rows_left_out(question: Question, public: Release) -> Iterator[str]:
    shown = {cell.rpartition("@")[0] for cell in public.counts[question.code]}
    return (row.label for row in question.rows if row.code not in shown)

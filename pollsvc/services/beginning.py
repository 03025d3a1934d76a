"""Beginning with what is there: a copy, a ready-made poll, questions of other polls."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from pollsvc.domain.borrowing import Loan, with_questions
from pollsvc.domain.copying import copied
from pollsvc.domain.polls import Poll, PollDraft, PollState
from pollsvc.domain.question_library import Shelf
from pollsvc.domain.questionnaires import Questionnaire
from pollsvc.domain.sentences import Sentence, sentence
from pollsvc.services import authoring
from pollsvc.storage import polls, waves
from pollsvc.storage.session import reading


@dataclass(frozen=True, kw_only=True)
class Taken:
    """A draft with questions of other polls.

    Attributes:
        number: How many came.
        notes: What is different about them here, a sentence each.
    """

    poll: Poll
    number: int
    notes: tuple[Sentence, ...]


def copy_poll(
    *,
    slug: str,
    to: str | None = None,
    title: str | None = None,
    actor: str,
    now: datetime,
) -> Poll:
    """Make a draft that asks what a poll asks, with its settings but its dates.

    Args:
        slug: The poll to copy, in whatever state.
        to: The draft's address; None: the same with a number.
        title: What to call it; None: a copy of the other, in English.
        actor: Who does it.
        now: When, UTC.

    Raises:
        NoSuchPoll: There is none at this address.
        DraftRefused: The new address is none; SlugTaken where it is in use.
    """
    draft = authoring.find_poll(slug=slug).draft
    wanted = to or authoring.free_slug(wanted=slug)
    named = title or sentence("Copy of {title}", title=draft.title)
    copy = copied(draft, slug=wanted, title=str(named))
    # What the original still lacks, its copy may lack too.
    return authoring.create_poll(draft=copy, actor=actor, now=now, unfinished=True)


def begin_with(*, draft: PollDraft, actor: str, now: datetime) -> Poll:
    """Store a ready-made poll as a draft, at its own address or that with a number."""
    slug = authoring.free_slug(wanted=draft.slug)
    return authoring.create_poll(draft=replace(draft, slug=slug), actor=actor, now=now)


def shelves(*, but: str) -> tuple[Shelf, ...]:
    """Return the polls whose questions can be taken, the newest first.

    Args:
        but: The address of the poll that they are for.
    """
    with reading() as connection:
        return tuple(
            Shelf(poll=poll, waves=len(waves.of_poll(connection, poll.id)))
            for poll in polls.in_states(connection, *PollState)
            if poll.slug != but
        )


def take_questions(
    *, slug: str, wanted: Mapping[str, Sequence[str]], actor: str, now: datetime
) -> Taken:
    """Put questions of other polls at the end of a draft.

    Args:
        slug: The draft's address.
        wanted: The codes of the questions, by the address of their poll.
        actor: Who does it.
        now: When, UTC.

    Raises:
        NoSuchPoll: There is none at one of the addresses.
        MoveNotAllowed: It is not a draft any more.
        DraftRefused: With them it breaks a rule.
    """
    loans = [
        Loan(source=authoring.find_poll(slug=other).questionnaire, codes=codes)
        for other, codes in wanted.items()
    ]
    notes: list[Sentence] = []

    def add(questionnaire: Questionnaire) -> Questionnaire:
        borrowed = with_questions(questionnaire, loans)
        notes[:] = borrowed.notes
        return borrowed.questionnaire

    poll = authoring.edit_draft_questions(slug=slug, change=add, actor=actor, now=now)
    number = sum(
        question.code in loan.codes
        for loan in loans
        for question in loan.source.questions
    )
    return Taken(poll=poll, number=number, notes=tuple(notes))

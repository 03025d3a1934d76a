"""A poll: what is published, its states, and the moves between them."""

import re
from dataclasses import dataclass, field, replace
from enum import StrEnum

from pollsvc.domain import question_rules, retention, schedule_rules, sites
from pollsvc.domain.errors import DraftRefused, MoveNotAllowed
from pollsvc.domain.questionnaires import MAX_TEXT, Questionnaire
from pollsvc.domain.release_policies import ReleasePolicy, Visibility
from pollsvc.domain.schedules import Schedule, known_zones
from pollsvc.domain.sentences import sentence
from pollsvc.domain.texts import is_blank, text_problem
from pollsvc.domain.translations import own_words, title_in, translated

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
MAX_SLUG = 60


class PollState(StrEnum):
    """Where a poll is in its life."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    ARCHIVED = "archived"


class Move(StrEnum):
    """What staff, or the schedule, can do to a poll."""

    OPEN = "open"
    UNDO_OPEN = "undo_open"
    CLOSE = "close"
    ARCHIVE = "archive"


MOVES: dict[tuple[PollState, Move], PollState] = {
    (PollState.DRAFT, Move.OPEN): PollState.OPEN,
    (PollState.OPEN, Move.UNDO_OPEN): PollState.DRAFT,
    (PollState.OPEN, Move.CLOSE): PollState.CLOSED,
    (PollState.CLOSED, Move.ARCHIVE): PollState.ARCHIVED,
}

_NOT_FROM = {
    (PollState.OPEN, Move.OPEN): sentence("An open poll cannot be opened."),
    (PollState.CLOSED, Move.OPEN): sentence("A closed poll cannot be opened."),
    (PollState.ARCHIVED, Move.OPEN): sentence("An archived poll cannot be opened."),
    (PollState.DRAFT, Move.UNDO_OPEN): sentence(
        "A draft poll cannot be put back to draft."
    ),
    (PollState.CLOSED, Move.UNDO_OPEN): sentence(
        "A closed poll cannot be put back to draft."
    ),
    (PollState.ARCHIVED, Move.UNDO_OPEN): sentence(
        "An archived poll cannot be put back to draft."
    ),
    (PollState.DRAFT, Move.CLOSE): sentence("A draft poll cannot be closed."),
    (PollState.CLOSED, Move.CLOSE): sentence("A closed poll cannot be closed."),
    (PollState.ARCHIVED, Move.CLOSE): sentence("An archived poll cannot be closed."),
    (PollState.DRAFT, Move.ARCHIVE): sentence("A draft poll cannot be archived."),
    (PollState.OPEN, Move.ARCHIVE): sentence("An open poll cannot be archived."),
    (PollState.ARCHIVED, Move.ARCHIVE): sentence(
        "An archived poll cannot be archived."
    ),
}


@dataclass(frozen=True, kw_only=True)
class PollDraft:
    """Everything an author decides about a poll.

    Attributes:
        sites: The origins that may show the poll in a frame; empty: any.
        keep_days: For how many days after a wave has closed its responses are
            kept; None: until somebody deletes them.
    """

    slug: str
    title: str
    questionnaire: Questionnaire
    results: Visibility = Visibility.ON_VOTE
    release: ReleasePolicy = ReleasePolicy.BATCHED
    schedule: Schedule = field(default_factory=Schedule)
    sites: tuple[str, ...] = ()
    keep_days: int | None = None


@dataclass(frozen=True, kw_only=True)
class Poll:
    """A stored poll.

    Attributes:
        id: 32 hexadecimal digits; never shown.
        is_example: Whether it came with the example data.
    """

    id: str
    state: PollState
    draft: PollDraft
    is_example: bool = False

    @property
    def slug(self) -> str:
        """The poll's name in addresses."""
        return self.draft.slug

    @property
    def title(self) -> str:
        """The poll's short name for staff, lists and files."""
        return self.draft.title

    @property
    def questionnaire(self) -> Questionnaire:
        """What is asked."""
        return self.draft.questionnaire


def spoken(poll: Poll, language: str) -> Poll:
    """Return a poll with its texts in one of its questionnaire's languages.

    Texts without a translation stay in the source's words.
    """
    questionnaire = poll.questionnaire
    draft = replace(
        poll.draft,
        title=title_in(questionnaire, poll.title, language),
        questionnaire=translated(questionnaire, language),
    )
    return replace(poll, draft=draft)


def with_own_words(poll: Poll) -> Poll:
    """Return a poll whose ready-made texts are in its own language too."""
    draft = replace(poll.draft, questionnaire=own_words(poll.questionnaire))
    return replace(poll, draft=draft)


def moved(state: PollState, move: Move) -> PollState:
    """Return the state after a move.

    Raises:
        MoveNotAllowed: Where the move does not start from this state.
    """
    try:
        return MOVES[state, move]
    except KeyError:
        raise MoveNotAllowed(_NOT_FROM[state, move]) from None


def is_slug(text: str) -> bool:
    """Return whether a text can be a poll's name in addresses."""
    return len(text) <= MAX_SLUG and SLUG.fullmatch(text) is not None


def check_draft(draft: PollDraft, *, unfinished: bool = False) -> None:
    """Refuse a draft that breaks a rule.

    Args:
        draft: What its author wrote.
        unfinished: Whether questions may still lack something, such as answers to
            choose from: so a draft can be kept, but not opened.

    Raises:
        DraftRefused: With a sentence for each field.
    """
    problems = question_rules.problems_of(draft.questionnaire)
    if unfinished:
        problems = question_rules.without_lacks(problems)
    if not is_slug(draft.slug):
        problems["slug"] = sentence(
            "The address must be 1 to {most} lower-case letters a-z, digits and "
            "single hyphens, such as pharmacy-visits.",
            most=MAX_SLUG,
        )
    for name, problem in (
        ("title", _title_problem(draft.title)),
        ("keep_days", retention.problem_of(draft.keep_days)),
    ):
        if problem is not None:
            problems[name] = problem
    problems |= _schedule_problems(draft.schedule)
    problems |= sites.problems_of(draft.sites)
    if problems:
        raise DraftRefused(problems)


def _title_problem(title: str) -> str | None:
    if is_blank(title):
        return sentence("Give the poll a short name.")
    if len(title) > MAX_TEXT:
        return sentence("Keep the short name under {most} characters.", most=MAX_TEXT)
    return text_problem(title)


def _schedule_problems(schedule: Schedule) -> dict[str, str]:
    if schedule.zone not in known_zones():
        unknown = sentence(
            "{zone!r} is not a time zone; write one like Europe/Berlin.",
            zone=schedule.zone,
        )
        return {"schedule.zone": unknown}
    problems = schedule_rules.problems_of(schedule)
    return {f"schedule.{name}": problem for name, problem in problems.items()}

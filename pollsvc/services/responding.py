"""Answering: submit, amend, withdraw, and finding one's own response again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from pollsvc.domain import errors
from pollsvc.domain.answers import StoredAnswers, parse_answers, to_stored
from pollsvc.domain.ballots import Ballot, response_id, wave_key
from pollsvc.domain.polls import Poll, PollState
from pollsvc.domain.release_policies import ReleasePolicy
from pollsvc.domain.responses import Outcome, Response, tally_moves
from pollsvc.domain.waves import Standing, Wave, require_open
from pollsvc.services.releasing import release_if_due
from pollsvc.storage import polls, responses, tallies, waves
from pollsvc.storage.session import Connection, forget_writes, reading, transaction

PUBLISHED = (PollState.OPEN, PollState.CLOSED, PollState.ARCHIVED)


@dataclass(frozen=True, kw_only=True)
class PollOnOffer:
    """A published poll and its newest wave, as a respondent meets them."""

    poll: Poll
    wave: Wave
    standing: Standing


@dataclass(frozen=True, kw_only=True)
class OwnResponse:
    """A response as its own respondent sees it."""

    poll: Poll
    wave: Wave
    standing: Standing
    answers: StoredAnswers


@dataclass(frozen=True, kw_only=True)
class Submission:
    """Answers as they were sent.

    Attributes:
        slug: The poll's address.
        raw_answers: For each question code the values sent.
        ballot: The respondent's secret for this poll.
        wants_change: Whether earlier answers are to be replaced.
        language: In which language the poll was shown.
    """

    slug: str
    raw_answers: Mapping[str, Sequence[str]]
    ballot: Ballot
    wants_change: bool
    language: str


def find_poll(*, slug: str, now: datetime) -> PollOnOffer:
    """Return the published poll at an address.

    Raises:
        NoSuchPoll: There is none, or it is a draft.
    """
    with reading() as connection:
        poll, wave = _published(connection, slug)
    return PollOnOffer(poll=poll, wave=wave, standing=wave.standing(now=now))


def submit(submission: Submission, *, secret: bytes, now: datetime) -> Outcome:
    """Store a ballot's answers, once, and count them.

    The same answers sent again change nothing. Other answers replace the first
    only where the respondent said so.

    Args:
        submission: What was sent, and with which ballot.
        secret: The instance's secret.
        now: The moment, UTC.

    Raises:
        NoSuchPoll: There is no such published poll.
        NotOpen: It takes no answers now.
        ResponseFrozen: It takes no changes any more.
        AnswersRefused: Answers fail their questions' rules.
        AlreadyAnswered: The ballot has other answers and no change was wished.
        StoreUnavailable: Nothing was stored; it can be sent again.
    """
    with transaction() as connection:
        poll, wave = _published(connection, submission.slug)
        wave = _locked(connection, poll, wave)
        require_taking(wave, wants_change=submission.wants_change, now=now)
        answers = parse_answers(poll.questionnaire, submission.raw_answers)
        response = Response(
            id=_id_in(wave, submission.ballot, secret),
            wave_id=wave.id,
            version=poll.questionnaire.version,
            answers=to_stored(answers),
            language=submission.language,
        )
        ledger = _Ledger(connection, poll, wave, now)
        if responses.add(connection, response):
            ledger.count(before=None, after=response.answers)
            return Outcome.SUBMITTED
        earlier = responses.find(connection, response.id, lock=True)
        if earlier is None:  # withdrawn between the two statements
            msg = "Your answer was being taken back at this moment. Send it again."
            raise errors.StoreUnavailable(msg)
        if earlier.answers == response.answers:
            return Outcome.UNCHANGED
        if not submission.wants_change:
            raise errors.AlreadyAnswered(earlier.answers)
        responses.replace(connection, response)
        ledger.count(before=earlier.answers, after=response.answers)
        return Outcome.AMENDED


def withdraw(
    *, ballot: Ballot, slug: str, wave_code: str, secret: bytes, now: datetime
) -> Poll:
    """Delete a ballot's response in one wave and uncount it.

    Raises:
        NoSuchPoll: There is no such published poll.
        NoSuchWave: It was not asked in this wave.
        NoSuchResponse: The ballot has no response in it.
        ResponseFrozen: The wave has closed.
    """
    with transaction() as connection:
        poll, wave = _published(connection, slug, wave_code)
        wave = _locked(connection, poll, wave)
        own_id = _id_in(wave, ballot, secret)
        earlier = responses.find(connection, own_id, lock=True)
        if earlier is None:
            msg = "No answer belongs to this receipt."
            raise errors.NoSuchResponse(msg)
        require_taking(wave, wants_change=True, now=now)
        responses.remove(connection, own_id)
        ledger = _Ledger(connection, poll, wave, now)
        ledger.count(before=earlier.answers, after=None)
    forget_writes()
    return poll


def own_response(
    *,
    slug: str,
    ballot: Ballot,
    secret: bytes,
    now: datetime,
    wave_code: str | None = None,
) -> OwnResponse | None:
    """Return a ballot's response to a poll, in its newest wave or a named one."""
    with reading() as connection:
        poll, wave = _published(connection, slug, wave_code)
        if wave.salt is None:
            return None
        found = responses.find(connection, _id_in(wave, ballot, secret), lock=False)
    return _own(poll, wave, found, now) if found else None


def responses_of_receipt(
    *, ballot: Ballot, secret: bytes, now: datetime
) -> tuple[OwnResponse, ...]:
    """Return every response that a receipt opens, the newest wave first.

    A receipt does not say which poll it is for, so each wave is tried: one HMAC
    and one look-up by primary key.
    """
    found: list[OwnResponse] = []
    with reading() as connection:
        published = {p.id: p for p in polls.in_states(connection, *PUBLISHED)}
        for wave in waves.with_keys(connection):
            own = responses.find(connection, _id_in(wave, ballot, secret), lock=False)
            if own and wave.poll_id in published:
                found.append(_own(published[wave.poll_id], wave, own, now))
    return tuple(found)


def require_taking(wave: Wave, *, wants_change: bool, now: datetime) -> None:
    """Refuse unless a wave takes answers, or changes of answers, now.

    Raises:
        NotOpen: It takes no answers now.
        ResponseFrozen: It takes no changes any more.
    """
    try:
        require_open(wave, now=now)
    except errors.NotOpen:
        if wants_change and wave.standing(now=now) is Standing.CLOSED:
            msg = "This poll has closed: its answers can no longer be changed."
            raise errors.ResponseFrozen(msg) from None
        raise


def _published(
    connection: Connection, slug: str, wave_code: str | None = None
) -> tuple[Poll, Wave]:
    poll = polls.with_slug(connection, slug)
    if poll.state not in PUBLISHED:
        msg = f"There is no poll {slug!r}."
        raise errors.NoSuchPoll(msg)
    for wave in waves.of_poll(connection, poll.id):
        if wave_code in (None, wave.code):
            return poll, wave
    msg = f"This poll was not asked in {wave_code}."
    raise errors.NoSuchWave(msg)


def _locked(connection: Connection, poll: Poll, wave: Wave) -> Wave:
    # Where every answer and every change cuts a release, each must see what the one
    # before it counted; in batches only new answers do, which queue at one tally.
    alone = poll.draft.release is ReleasePolicy.LIVE
    return waves.locked(connection, wave.id, for_change=alone)


def _id_in(wave: Wave, ballot: Ballot, secret: bytes) -> bytes:
    if wave.salt is None:
        msg = "This poll is archived: no receipt opens its answers any more."
        raise errors.ResponseFrozen(msg)
    return response_id(wave_key(secret, wave.id, wave.salt), ballot)


@dataclass(frozen=True)
class _Ledger:
    """Counts in the transaction that stores, so that the two never disagree."""

    connection: Connection
    poll: Poll
    wave: Wave
    now: datetime

    def count(
        self, *, before: StoredAnswers | None, after: StoredAnswers | None
    ) -> None:
        moves = tally_moves(self.poll.questionnaire, before=before, after=after)
        tallies.move(self.connection, self.wave.id, moves)
        release_if_due(
            self.connection, self.poll, self.wave, closed=False, now=self.now
        )


def _own(poll: Poll, wave: Wave, found: Response, now: datetime) -> OwnResponse:
    return OwnResponse(
        poll=poll, wave=wave, standing=wave.standing(now=now), answers=found.answers
    )

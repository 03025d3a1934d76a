"""Answering: submit, amend, withdraw, and finding one's own response again."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from pollsvc.domain import errors
from pollsvc.domain.answers import StoredAnswers, parse_answers, to_stored
from pollsvc.domain.asides import Aside
from pollsvc.domain.ballots import Ballot, response_id
from pollsvc.domain.bookmarks import Bookmark
from pollsvc.domain.journeys import is_survey
from pollsvc.domain.keys import KeyRing
from pollsvc.domain.polls import Poll
from pollsvc.domain.questionnaires import Questionnaire
from pollsvc.domain.responses import Outcome, Response
from pollsvc.domain.sentences import sentence
from pollsvc.domain.settling import Cast
from pollsvc.domain.waves import Standing, Wave, require_open
from pollsvc.services import bookmarks
from pollsvc.services.catalogue import PUBLISHED, Listing, published
from pollsvc.services.committing import Together
from pollsvc.services.process_memory import OneForEachDatabase
from pollsvc.services.recording import (
    TRIES,
    Envelope,
    Ledger,
    Outdated,
    hold_for_answers,
    record_all,
)
from pollsvc.services.secret_keys import key_of_wave
from pollsvc.storage import catalogue, polls, questionnaires, responses, waves
from pollsvc.storage.forgetting import forget_writes
from pollsvc.storage.session import reading, transaction


@dataclass(frozen=True, kw_only=True)
class PollOnOffer:
    """A published poll and the wave it shows, as a respondent meets them."""

    listing: Listing
    wave: Wave
    standing: Standing

    @property
    def poll(self) -> Poll:
        """The poll on offer."""
        return self.listing.poll


@dataclass(frozen=True, kw_only=True)
class OwnResponse:
    """A response as its own respondent sees it.

    Attributes:
        asked: All that the poll ever asked: what was answered may be of the past.
        set_aside: Whether it waits for staff to count it.
    """

    poll: Poll
    asked: Questionnaire
    wave: Wave
    standing: Standing
    answers: StoredAnswers
    set_aside: bool


@dataclass(frozen=True, kw_only=True)
class Submission:
    """Answers as they were sent.

    Attributes:
        listing: The poll, as it was when the form came.
        raw_answers: For each question code the values sent.
        ballot: The respondent's secret for this poll.
        wants_change: Whether earlier answers are to be replaced.
        language: In which language the poll was shown.
        aside: Why it is to be set aside; None: it counts.
        came_by: The bookmark with which a survey was gone on with, if it was.
    """

    listing: Listing
    raw_answers: Mapping[str, Sequence[str]]
    ballot: Ballot
    wants_change: bool
    language: str
    aside: Aside | None = None
    came_by: Bookmark | None = None


_together: OneForEachDatabase[Together[Envelope, Outcome]] = OneForEachDatabase(
    lambda: Together(record_all)
)
"""Where answers of this process meet that are stored together."""


def find_poll(*, slug: str, now: datetime) -> PollOnOffer:
    """Return the published poll at an address.

    Raises:
        NoSuchPoll: There is none, or it is a draft.
    """
    listing = published(slug)
    wave = listing.wave(now=now)
    return PollOnOffer(listing=listing, wave=wave, standing=wave.standing(now=now))


def submit(submission: Submission, *, keys: KeyRing, now: datetime) -> Outcome:
    """Store a ballot's answers, once, and count them.

    The same answers sent again change nothing. Other answers replace the first
    only where the respondent said so. What was kept to finish later is deleted.
    Answers that arrive together are committed together; this returns after the
    commit.

    Args:
        submission: What was sent, and with which ballot.
        keys: The instance's secrets.
        now: The moment, UTC.

    Raises:
        NoSuchPoll: There is no such published poll.
        NotOpen: It takes no answers now.
        ResponseFrozen: It takes no changes any more.
        AnswersRefused: Answers fail their questions' rules.
        AlreadyAnswered: The ballot has other answers and no change was wished.
        QuestionsChanged: Other questions were asked a moment ago.
        StoreUnavailable: It may not be stored; to send it again is safe.
    """
    listing = submission.listing
    for _ in range(TRIES):
        wave = listing.wave(now=now)
        require_taking(wave, wants_change=submission.wants_change, now=now)
        _require_same_questions(submission.listing, listing)
        answers = parse_answers(listing.poll.questionnaire, submission.raw_answers)
        response = Response(
            id=_id_in(wave, submission.ballot, keys),
            wave_id=wave.id,
            version=listing.poll.questionnaire.version,
            answers=to_stored(listing.poll.questionnaire, answers),
            language=submission.language,
            aside=submission.aside,
        )
        cast = Cast(response=response, wants_change=submission.wants_change)
        envelope = Envelope(cast=cast, listing=listing, wave=wave, now=now)
        with suppress(Outdated):
            outcome = _together().do(envelope)
            if is_survey(listing.poll.questionnaire):
                bookmarks.forget(
                    wave=wave,
                    ballot=submission.ballot,
                    came_by=submission.came_by,
                    keys=keys,
                )
            return outcome
        listing = published(listing.poll.slug)
    msg = sentence("The poll is being changed at this moment. Send your answer again.")
    raise errors.StoreUnavailable(msg)


def _require_same_questions(sent_to: Listing, now_on_offer: Listing) -> None:
    asked, asks = (each.poll.questionnaire for each in (sent_to, now_on_offer))
    if asked.version != asks.version:
        raise errors.QuestionsChanged


def withdraw(
    *, ballot: Ballot, slug: str, wave_code: str, keys: KeyRing, now: datetime
) -> Poll:
    """Delete a ballot's response in one wave and uncount it.

    Raises:
        NoSuchPoll: There is no such published poll.
        NoSuchWave: It was not asked in this wave.
        NoSuchResponse: The ballot has no response in it.
        ResponseFrozen: The wave has closed.
        StoreUnavailable: It may not be deleted; to ask again is safe.
    """
    for _ in range(TRIES):
        listing = published(slug)
        wave = listing.wave(wave_code, now=now)
        own_id = _id_in(wave, ballot, keys)
        with suppress(Outdated):
            _withdraw(listing, wave, own_id, now)
            # A page from before it was submitted may have been kept since.
            bookmarks.forget(wave=wave, ballot=ballot, keys=keys)
            forget_writes()
            return listing.poll
    msg = sentence("The poll is being changed at this moment. Try once more.")
    raise errors.StoreUnavailable(msg)


def _withdraw(listing: Listing, wave: Wave, own_id: bytes, now: datetime) -> None:
    with transaction(of_answers=True) as connection:
        hold_for_answers(connection, listing, wave)
        if catalogue.revision_in(connection) != listing.revision:
            raise Outdated
        earlier = responses.locked(connection, wave.id, [own_id]).get(own_id)
        if earlier is None:
            msg = sentence("No answer belongs to this receipt.")
            raise errors.NoSuchResponse(msg)
        require_taking(wave, wants_change=True, now=now)
        responses.remove(connection, wave.id, own_id)
        ledger = Ledger(connection, listing, wave, now)
        ledger.count(before=earlier, after=None)
        ledger.close()


def own_response(
    *,
    listing: Listing,
    ballot: Ballot,
    keys: KeyRing,
    now: datetime,
    wave_code: str | None = None,
) -> OwnResponse | None:
    """Return a ballot's response to a poll, in the wave it shows or a named one."""
    wave = listing.wave(wave_code, now=now)
    if wave.salt is None:
        return None
    found = responses.find_now(wave.id, _id_in(wave, ballot, keys))
    return _own(listing.poll, listing.asked, found, wave, now) if found else None


def responses_of_receipt(
    *, ballot: Ballot, keys: KeyRing, now: datetime
) -> tuple[OwnResponse, ...]:
    """Return every response that a receipt opens, the newest wave first.

    A receipt does not say which poll it is for, so each wave is tried: one HMAC
    and one look-up by primary key.
    """
    with reading() as connection:
        listed = {p.id: p for p in polls.in_states(connection, *PUBLISHED)}
        openable = [
            wave
            for wave in waves.with_keys(connection)
            if wave.poll_id in listed and keys.named(wave.key_id)
        ]
    found = [
        (wave, own)
        for wave in openable
        if (own := responses.find_now(wave.id, _id_in(wave, ballot, keys)))
    ]
    with reading() as connection:
        asked = {
            wave.poll_id: questionnaires.together_of(connection, wave.poll_id)
            for wave, _ in found
        }
    return tuple(
        _own(listed[wave.poll_id], asked[wave.poll_id], own, wave, now)
        for wave, own in found
    )


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
            msg = sentence(
                "This poll has closed: its answers can no longer be changed."
            )
            raise errors.ResponseFrozen(msg) from None
        raise


def _id_in(wave: Wave, ballot: Ballot, keys: KeyRing) -> bytes:
    return response_id(key_of_wave(wave, keys), ballot)


def _own(
    poll: Poll, asked: Questionnaire, found: Response, wave: Wave, now: datetime
) -> OwnResponse:
    return OwnResponse(
        poll=poll,
        asked=asked,
        wave=wave,
        standing=wave.standing(now=now),
        answers=found.answers,
        set_aside=found.aside is not None and not wave.aside_counted,
    )

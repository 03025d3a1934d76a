"""Builds the pages of answering from a visit."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from flask import url_for

from pollsvc.blueprints.responding.pages import (
    AnswerPair,
    ConfirmChangePage,
    NotOpenPage,
    TryAgainPage,
    Work,
)
from pollsvc.blueprints.responding.progress import FIELD as SO_FAR
from pollsvc.blueprints.responding.progress import Progress, seal_progress
from pollsvc.blueprints.responding.visits import CHANGE, VERSION, Visit
from pollsvc.domain.answers import StoredAnswers
from pollsvc.domain.journeys import is_survey
from pollsvc.domain.polls import Poll
from pollsvc.domain.release_policies import may_look
from pollsvc.domain.responses import Outcome
from pollsvc.domain.sentences import in_a_row, sentence
from pollsvc.domain.waves import Standing
from pollsvc.installation import Installation, current
from pollsvc.services.catalogue import is_current
from pollsvc.services.responding import PollOnOffer
from pollsvc.web.answer_words import (
    NO_ANSWER,
    Pairs,
    sent_in_words,
    stored_in_words,
)
from pollsvc.web.ballots import (
    FIELD,
    THANKS,
    Thanks,
    seal_thanks,
    token_for_visitor,
    write_token,
)
from pollsvc.web.fields import HiddenField
from pollsvc.web.kept_pages import BALLOT, DrawnPage
from pollsvc.web.ladder import ASIDE, HandedBack
from pollsvc.web.poll_words import state_words
from pollsvc.web.proofs import FIELD as PROOF
from pollsvc.web.proofs import challenge_for
from pollsvc.web.repeated_pages import Repeatable
from pollsvc.web.surround import Surround, surround_for
from pollsvc.web.times import when_words


def confirm_page(visit: Visit, *, earlier: StoredAnswers) -> ConfirmChangePage:
    """Return the question whether the answers just sent should replace the earlier."""
    questionnaire = visit.poll.questionnaire
    before = dict(stored_in_words(visit.offer.listing.asked, earlier))
    after = dict(sent_in_words(questionnaire, visit.raw))
    return ConfirmChangePage(
        surround=surround(visit),
        slug=visit.poll.slug,
        heading=sentence("Change your answer?"),
        answers=tuple(
            AnswerPair(
                question=question, before=before.get(question, NO_ANSWER), after=new
            )
            for question, new in after.items()
        ),
        action=form_url(visit),
        hidden=hidden_fields(visit, changing=True) + _answers(visit),
        keep_url=results_url(
            visit.poll.slug, framed=visit.framed, thanks=_sealed(visit)
        ),
    )


def try_again_page(
    visit: Visit, *, heading: str, explanation: str, when: str
) -> TryAgainPage:
    """Return the answer, kept and ready to be sent again at a better moment."""
    return TryAgainPage(
        surround=surround(visit),
        slug=visit.poll.slug,
        heading=heading,
        explanation=explanation,
        when=when,
        answers=_sent_words(visit),
        action=form_url(visit),
        hidden=hidden_fields(visit, changing=visit.changing) + _answers(visit),
    )


def handed_back_page(
    visit: Visit, refusal: HandedBack, *, explanation: str
) -> TryAgainPage:
    """Return the answer, kept, of somebody whose network has sent all it may."""
    # A proof that has failed would fail again; only what is set aside tells of it.
    page = try_again_page(
        replace(visit, proof=""),
        heading=sentence("Too many answers from your network"),
        explanation=explanation,
        when=when_words(refusal.wait, now=visit.now),
    )
    return replace(page, work=_work(visit, refusal)) if refusal.may_work else page


def not_open_page(visit: Visit, *, explanation: str) -> NotOpenPage:
    """Return why no answers are taken now, and what was not counted."""
    state = state_words(visit.poll, visit.offer.wave, now=visit.now)
    sent = any(visit.raw.values())
    has_results = visit.offer.standing is not Standing.UPCOMING
    return NotOpenPage(
        surround=surround(visit),
        slug=visit.poll.slug,
        heading=_heading(visit.poll),
        explanation=in_a_row(explanation, state),
        answers=_sent_words(visit) if sent else (),
        results_url=(
            results_url(visit.poll.slug, framed=visit.framed) if has_results else None
        ),
    )


def results_url(slug: str, *, framed: bool, thanks: str | None = None) -> str:
    """Return the results' address, in a frame or not, with the sealed thanks if any."""
    query: dict[str, Any] = {THANKS: thanks} if thanks else {}
    return url_for("results.frame" if framed else "results.page", slug=slug, **query)


def _work(visit: Visit, refusal: HandedBack) -> Work:
    poll_id = visit.poll.id
    challenge = challenge_for(
        visit.token.ballot(poll_id), poll_id, here=current(), now=visit.now
    )
    return Work(
        challenge=challenge,
        field=PROOF,
        failed=refusal.failed,
        aside=(
            *hidden_fields(visit, changing=visit.changing),
            *_answers(visit),
            HiddenField(name=ASIDE, value="yes"),
        ),
    )


def _sealed(visit: Visit) -> str:
    """Return what lets the results page know this visitor, even without cookies."""
    ballot = visit.token.ballot(visit.poll.id)
    return seal_thanks(
        Thanks(ballot, Outcome.UNCHANGED), visit.poll.id, here=current(), now=visit.now
    )


def surround(visit: Visit) -> Surround:
    """Return what stands around a page of a visit."""
    return surround_for(
        framed=visit.framed,
        is_example=visit.poll.is_example,
        full_page_url=url_for("responding.poll", slug=visit.poll.slug),
    )


def form_url(visit: Visit) -> str:
    """Return where the form of a poll is sent to."""
    endpoint = "responding.frame" if visit.framed else "responding.poll"
    # Not the page's own address: a browser forgets a page whose address was posted
    # to, and going back must find the very form that was sent, with its ballot.
    return url_for(endpoint, slug=visit.poll.slug, answer="")


def _heading(poll: Poll) -> str:
    questions = poll.questionnaire.questions
    return questions[0].text if len(questions) == 1 else poll.title


def results_url_before_answering(visit: Visit) -> str | None:
    """Return the results' address where they may be seen without answering, or None."""
    visible = may_look(
        visit.poll.draft.results, closed=False, has_answered=False, is_staff=False
    )
    return results_url(visit.poll.slug, framed=visit.framed) if visible else None


def token_text(visit: Visit) -> str:
    """Return the visit's ballot as its form carries it."""
    return write_token(visit.token, visit.poll.id, here=current(), now=visit.now)


def repeatable_form(page: DrawnPage, offer: PollOnOffer) -> Repeatable:
    """Return how the form of a poll is shown to more people who are new to it."""
    listing, wave, poll_id = offer.listing, offer.wave, offer.poll.id

    def blanks(here: Installation, now: datetime) -> dict[str, str]:
        token = token_for_visitor(None, poll_id)
        return {BALLOT: write_token(token, poll_id, here=here, now=now)}

    def holds(now: datetime) -> bool:
        return wave.standing(now=now) is offer.standing and is_current(listing)

    return Repeatable(page=page, blanks=blanks, holds=holds)


def hidden_fields(
    visit: Visit, *, changing: bool, ballot: str | None = None
) -> tuple[HiddenField, ...]:
    """Return what travels with any form of a visit: ballot, wish to change, proof."""
    fields = {
        FIELD: ballot or token_text(visit),
        CHANGE: "yes" if changing else "",
        PROOF: visit.proof,
        VERSION: str(visit.poll.questionnaire.version),
    }
    return tuple(HiddenField(name=n, value=v) for n, v in fields.items() if v)


def _answers(visit: Visit) -> tuple[HiddenField, ...]:
    if is_survey(visit.poll.questionnaire):
        # Packed: spelled out, all answers together may be more than any form may be.
        progress = Progress(raw=visit.raw, came_by=visit.came_by)
        sealed = seal_progress(progress, visit.poll.id, here=current())
        return (HiddenField(name=SO_FAR, value=sealed),)
    return tuple(
        HiddenField(name=name, value=value)
        for name, values in visit.raw.items()
        for value in values
        if value
    )


def _sent_words(visit: Visit) -> Pairs:
    return sent_in_words(visit.poll.questionnaire, visit.raw)

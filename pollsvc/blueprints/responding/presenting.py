"""Builds the pages of answering from a visit."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import url_for

from pollsvc.blueprints.responding.pages import (
    AnswerPair,
    ConfirmChangePage,
    NotOpenPage,
    PollPage,
    TryAgainPage,
    Work,
)
from pollsvc.blueprints.responding.visits import CHANGE, Visit
from pollsvc.domain.answers import StoredAnswers
from pollsvc.domain.polls import Poll
from pollsvc.domain.release_policies import may_look
from pollsvc.domain.responses import Outcome
from pollsvc.domain.waves import Standing
from pollsvc.installation import current
from pollsvc.web.ballots import FIELD, THANKS, Thanks, seal_thanks, write_token
from pollsvc.web.fields import HiddenField, Problem
from pollsvc.web.ladder import ASIDE, HandedBack
from pollsvc.web.poll_words import form_status, retention_words, state_words
from pollsvc.web.proofs import FIELD as PROOF
from pollsvc.web.proofs import challenge_for
from pollsvc.web.questions import label_pairs, question_field
from pollsvc.web.surround import Surround, surround_for
from pollsvc.web.times import when_words


def poll_page(
    visit: Visit,
    *,
    problems: Mapping[str, str] | None = None,
    notice: str | None = None,
    ballot: str | None = None,
) -> PollPage:
    """Return the form, filled with what was chosen and what was wrong with it.

    Args:
        visit: The visit.
        problems: A sentence for each question code that has one.
        notice: What else to say above the form.
        ballot: What to put in place of the visit's own token.
    """
    wrong = problems or {}
    fields = tuple(
        question_field(q, chosen=visit.raw.get(q.code, ()), error=wrong.get(q.code))
        for q in visit.poll.questionnaire.questions
    )
    return PollPage(
        surround=_surround(visit),
        slug=visit.poll.slug,
        heading=_heading(visit.poll),
        status=form_status(visit.poll, visit.offer.wave),
        action=_form_url(visit),
        hidden=_hidden(visit, changing=visit.changing, ballot=ballot),
        questions=fields,
        retention=retention_words(visit.poll.draft),
        problems=tuple(
            Problem(text=field.error, href=field.anchor)
            for field in fields
            if field.error
        ),
        notice=notice,
        changing=visit.changing,
        results_url=_results_url_before_answering(visit),
    )


def confirm_page(visit: Visit, *, earlier: StoredAnswers) -> ConfirmChangePage:
    """Return the question whether the answers just sent should replace the earlier."""
    questionnaire = visit.poll.questionnaire
    before = label_pairs(questionnaire, earlier)
    after = label_pairs(questionnaire, visit.chosen)
    return ConfirmChangePage(
        surround=_surround(visit),
        slug=visit.poll.slug,
        heading="Change your answer?",
        answers=tuple(
            AnswerPair(question=question, before=old, after=new)
            for (question, old), (_, new) in zip(before, after, strict=True)
        ),
        action=_form_url(visit),
        hidden=_hidden(visit, changing=True) + _answers(visit),
        keep_url=results_url(
            visit.poll.slug, framed=visit.framed, thanks=_sealed(visit)
        ),
    )


def try_again_page(
    visit: Visit, *, heading: str, explanation: str, when: str
) -> TryAgainPage:
    """Return the answer, kept and ready to be sent again at a better moment."""
    return TryAgainPage(
        surround=_surround(visit),
        slug=visit.poll.slug,
        heading=heading,
        explanation=explanation,
        when=when,
        answers=label_pairs(visit.poll.questionnaire, visit.chosen),
        action=_form_url(visit),
        hidden=_hidden(visit, changing=visit.changing) + _answers(visit),
    )


def handed_back_page(
    visit: Visit, refusal: HandedBack, *, explanation: str
) -> TryAgainPage:
    """Return the answer, kept, of somebody whose network has sent all it may."""
    # A proof that has failed would fail again; only what is set aside tells of it.
    page = try_again_page(
        replace(visit, proof=""),
        heading="Too many answers from your network",
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
        surround=_surround(visit),
        slug=visit.poll.slug,
        heading=_heading(visit.poll),
        explanation=f"{explanation} {state}",
        answers=label_pairs(visit.poll.questionnaire, visit.chosen) if sent else (),
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
            *_hidden(visit, changing=visit.changing),
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


def _surround(visit: Visit) -> Surround:
    return surround_for(
        framed=visit.framed,
        is_example=visit.poll.is_example,
        full_page_url=url_for("responding.poll", slug=visit.poll.slug),
    )


def _form_url(visit: Visit) -> str:
    endpoint = "responding.frame" if visit.framed else "responding.poll"
    # Not the page's own address: a browser forgets a page whose address was posted
    # to, and going back must find the very form that was sent, with its ballot.
    return url_for(endpoint, slug=visit.poll.slug, answer="")


def _heading(poll: Poll) -> str:
    questions = poll.questionnaire.questions
    return questions[0].text if len(questions) == 1 else poll.title


def _results_url_before_answering(visit: Visit) -> str | None:
    visible = may_look(
        visit.poll.draft.results, closed=False, has_answered=False, is_staff=False
    )
    return results_url(visit.poll.slug, framed=visit.framed) if visible else None


def token_text(visit: Visit) -> str:
    """Return the visit's ballot as its form carries it."""
    return write_token(visit.token, visit.poll.id, here=current(), now=visit.now)


def _hidden(
    visit: Visit, *, changing: bool, ballot: str | None = None
) -> tuple[HiddenField, ...]:
    fields = {
        FIELD: ballot or token_text(visit),
        CHANGE: "yes" if changing else "",
        PROOF: visit.proof,
    }
    return tuple(HiddenField(name=n, value=v) for n, v in fields.items() if v)


def _answers(visit: Visit) -> tuple[HiddenField, ...]:
    return tuple(
        HiddenField(name=question.code, value=value)
        for question in visit.poll.questionnaire.questions
        for value in visit.raw.get(question.code, ())
        if question.option(value)
    )

"""Builds the pages of answering from a poll on offer and what was sent."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from flask import url_for

from pollsvc.blueprints.responding.pages import (
    AnswerPair,
    ConfirmChangePage,
    NotOpenPage,
    PollPage,
    TryAgainPage,
)
from pollsvc.domain.answers import StoredAnswers
from pollsvc.domain.polls import Poll
from pollsvc.domain.questionnaires import Questionnaire
from pollsvc.domain.release_policies import may_look
from pollsvc.services.responding import PollOnOffer
from pollsvc.web.ballots import FIELD, FormToken, write_token
from pollsvc.web.fields import HiddenField, Problem
from pollsvc.web.fields import HiddenField, Problem
from pollsvc.web.poll_words import form_status, state_words
from pollsvc.web.questions import label_pairs, question_field
from pollsvc.web.surround import Surround, surround_for
from pollsvc.installation import current

CHANGE = "_change"
"""The form field that says a change is wished."""

RawAnswers = Mapping[str, Sequence[str]]


def poll_page(
    offer: PollOnOffer,
    token: FormToken,
    *,
    framed: bool,
    now: datetime,
    raw: RawAnswers | None = None,
    problems: Mapping[str, str] | None = None,
    notice: str | None = None,
    changing: bool = False,
) -> PollPage:
    """Return the form, filled with what was chosen and what was wrong with it."""
    poll = offer.poll
    raw, problems = raw or {}, problems or {}
    fields = tuple(
        question_field(q, chosen=raw.get(q.code, ()), error=problems.get(q.code))
        for q in poll.questionnaire.questions
    )
    return PollPage(
        surround=surround(poll, framed=framed),
        slug=poll.slug,
        heading=_heading(poll.questionnaire, poll.title),
        status=form_status(poll, offer.wave),
        action=form_url(poll.slug, framed=framed),
        hidden=_hidden(poll, token, changing=changing, now=now),
        questions=fields,
        problems=tuple(
            Problem(text=field.error, href=field.anchor)
            for field in fields
            if field.error
        ),
        notice=notice,
        changing=changing,
        results_url=_results_url(offer, framed=framed),
    )


def confirm_page(
    offer: PollOnOffer,
    token: FormToken,
    *,
    framed: bool,
    now: datetime,
    earlier: StoredAnswers,
    raw: RawAnswers,
) -> ConfirmChangePage:
    """Return the question whether the answers just sent should replace the earlier."""
    poll = offer.poll
    before = label_pairs(poll.questionnaire, dict(earlier))
    after = label_pairs(poll.questionnaire, _first(raw))
    return ConfirmChangePage(
        surround=surround(poll, framed=framed),
        slug=poll.slug,
        heading="Change your answer?",
        answers=tuple(
            AnswerPair(question=question, before=old, after=new)
            for (question, old), (_, new) in zip(before, after, strict=True)
        ),
        action=form_url(poll.slug, framed=framed),
        hidden=_hidden(poll, token, changing=True, now=now) + _answers(poll, raw),
        keep_url=results_url(poll.slug, framed=framed),
    )


def try_again_page(
    offer: PollOnOffer,
    token: FormToken,
    *,
    framed: bool,
    now: datetime,
    raw: RawAnswers,
    changing: bool,
    heading: str,
    explanation: str,
    when: str,
) -> TryAgainPage:
    """Return the answer, kept and ready to be sent again at a better moment."""
    poll = offer.poll
    return TryAgainPage(
        surround=surround(poll, framed=framed),
        slug=poll.slug,
        heading=heading,
        explanation=explanation,
        when=when,
        answers=label_pairs(poll.questionnaire, _first(raw)),
        action=form_url(poll.slug, framed=framed),
        hidden=_hidden(poll, token, changing=changing, now=now) + _answers(poll, raw),
    )


def not_open_page(
    offer: PollOnOffer,
    *,
    framed: bool,
    now: datetime,
    explanation: str,
    raw: RawAnswers | None = None,
) -> NotOpenPage:
    """Return why no answers are taken now, and what was not counted."""
    poll = offer.poll
    return NotOpenPage(
        surround=surround(poll, framed=framed),
        slug=poll.slug,
        heading=_heading(poll.questionnaire, poll.title),
        explanation=f"{explanation} {state_words(poll, offer.wave, now=now)}",
        answers=label_pairs(poll.questionnaire, _first(raw)) if raw else (),
        results_url=results_url(poll.slug, framed=framed),
    )


def surround(poll: Poll, *, framed: bool) -> Surround:
    """Return what stands around a page of answering this poll."""
    return surround_for(
        framed=framed,
        is_example=poll.is_example,
        full_page_url=url_for("responding.poll", slug=poll.slug, _external=True),
    )


def form_url(slug: str, *, framed: bool) -> str:
    """Return the form's address, in a frame or not."""
    return url_for("responding.frame" if framed else "responding.poll", slug=slug)


def results_url(slug: str, *, framed: bool, **values: str) -> str:
    """Return the results' address, in a frame or not."""
    return url_for("results.frame" if framed else "results.page", slug=slug, **values)


def _heading(questionnaire: Questionnaire, title: str) -> str:
    questions = questionnaire.questions
    return questions[0].text if len(questions) == 1 else title


def _results_url(offer: PollOnOffer, *, framed: bool) -> str | None:
    visible = may_look(
        offer.poll.draft.results, closed=False, has_answered=False, is_staff=False
    )
    return results_url(offer.poll.slug, framed=framed) if visible else None


def _hidden(
    poll: Poll, token: FormToken, *, changing: bool, now: datetime
) -> tuple[HiddenField, ...]:
    ballot = HiddenField(
        name=FIELD, value=write_token(token, poll.id, here=current(), now=now)
    )
    return (ballot, HiddenField(name=CHANGE, value="yes")) if changing else (ballot,)


def _answers(poll: Poll, raw: RawAnswers) -> tuple[HiddenField, ...]:
    return tuple(
        HiddenField(name=question.code, value=value)
        for question in poll.questionnaire.questions
        for value in raw.get(question.code, ())
        if question.option(value)
    )


def _first(raw: RawAnswers) -> dict[str, str | None]:
    return {code: values[0] if values else None for code, values in raw.items()}

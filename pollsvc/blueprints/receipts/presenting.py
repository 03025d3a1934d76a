"""Builds the pages of a receipt from the responses it opens."""

from datetime import datetime
from typing import Any

from flask import url_for

from pollsvc.blueprints.receipts.pages import (
    ConfirmWithdrawalPage,
    FoundPage,
    FoundResponse,
    WithdrawnPage,
)
from pollsvc.domain.ballots import Ballot, receipt_text
from pollsvc.domain.polls import Poll
from pollsvc.domain.responses import Outcome
from pollsvc.domain.translations import translated
from pollsvc.domain.waves import Standing
from pollsvc.installation import current
from pollsvc.services.responding import OwnResponse
from pollsvc.web.answer_words import stored_in_words
from pollsvc.web.ballots import THANKS, Thanks, seal_thanks
from pollsvc.web.fields import HiddenField
from pollsvc.web.poll_languages import poll_as_wished
from pollsvc.web.poll_words import OWN_ASIDE, state_words
from pollsvc.web.surround import Surround, surround_for

RECEIPT = "receipt"
WAVE = "wave"
SURE = "sure"


def found_page(
    ballot: Ballot, own: tuple[OwnResponse, ...], *, now: datetime
) -> FoundPage:
    """Return every response that a receipt opens, with what can be done to it."""
    return FoundPage(
        receipt=receipt_text(ballot),
        responses=tuple(_found(ballot, response, now) for response in own),
    )


def confirm_page(
    ballot: Ballot, own: OwnResponse, *, framed: bool, now: datetime
) -> ConfirmWithdrawalPage:
    """Return the question whether an answer should really be deleted."""
    poll = own.poll
    sealed = seal_thanks(
        Thanks(ballot, Outcome.UNCHANGED), poll.id, here=current(), now=now
    )
    results = "results.frame" if framed else "results.page"
    query: dict[str, Any] = {THANKS: sealed}
    return ConfirmWithdrawalPage(
        surround=surround(poll, framed=framed),
        poll_title=poll.title,
        answers=stored_in_words(own.asked, own.answers),
        action=withdraw_url(poll, framed=framed),
        hidden=(*_hidden(ballot, own), HiddenField(name=SURE, value="yes")),
        keep_url=url_for(results, slug=poll.slug, **query),
    )


def withdrawn_page(poll: Poll, *, framed: bool) -> WithdrawnPage:
    """Return the page that says an answer is deleted."""
    form = "responding.frame" if framed else "responding.poll"
    return WithdrawnPage(
        surround=surround(poll, framed=framed),
        poll_title=poll.title,
        poll_url=url_for(form, slug=poll.slug),
    )


def withdraw_url(poll: Poll, *, framed: bool) -> str:
    """Return where an answer to a poll is taken back."""
    endpoint = "receipts.withdraw_frame" if framed else "receipts.withdraw"
    return url_for(endpoint, slug=poll.slug)


def surround(poll: Poll, *, framed: bool) -> Surround:
    """Return what stands around a page about an own answer."""
    return surround_for(
        framed=framed,
        is_example=poll.is_example,
        full_page_url=url_for("receipts.receipt"),
    )


def _found(ballot: Ballot, own: OwnResponse, now: datetime) -> FoundResponse:
    poll = poll_as_wished(own.poll)
    slug = poll.slug
    open_now = own.standing is Standing.OPEN
    return FoundResponse(
        language=poll.questionnaire.language,
        poll_title=poll.title,
        wave=own.wave.code,
        answers=stored_in_words(
            translated(own.asked, poll.questionnaire.language), own.answers
        ),
        aside_note=OWN_ASIDE if own.set_aside else None,
        state=state_words(own.poll, own.wave, now=now),
        hidden=_hidden(ballot, own),
        change_action=url_for("responding.change", slug=slug) if open_now else None,
        withdraw_action=withdraw_url(own.poll, framed=False) if open_now else None,
        results_url=url_for("results.wave", slug=slug, wave=own.wave.code),
    )


def _hidden(ballot: Ballot, own: OwnResponse) -> tuple[HiddenField, ...]:
    return (
        HiddenField(name=RECEIPT, value=receipt_text(ballot)),
        HiddenField(name=WAVE, value=own.wave.code),
    )

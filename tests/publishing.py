"""Publishes polls and answers them through the services, as the pages do.

For use inside an application context.
"""

from datetime import datetime

from pollsvc.domain.ballots import Ballot, new_secret
from pollsvc.installation import current
from pollsvc.services import authoring, catalogue, lifecycle, responding
from tests.factories import SLUG, draft, utc

NOW = utc(2026, 11, 10, 12)
AUTHOR = "ada@example.org"


def published(*, now=NOW, is_example=False, **given):
    """A poll that takes answers, of a draft with the given parts."""
    written = draft(**given)
    authoring.create_poll(draft=written, actor=AUTHOR, now=now, is_example=is_example)
    return lifecycle.open_poll(slug=written.slug, actor=AUTHOR, now=now)


def today():
    """The day in the poll's own zone: a release says no other."""
    return datetime.now(draft().schedule.tzinfo).date()


def new_ballot():
    return Ballot(new_secret())


def submit(code, ballot=None, *, slug=SLUG, now=NOW, **given):
    """What became of one answer to the pharmacy question.

    Args:
        code: The option chosen.
        ballot: Whose answer; None: somebody new.
        slug: The poll.
        now: When.
        **given: Other parts of the submission, such as `wants_change`.
    """
    whole = {
        "listing": catalogue.published(slug),
        "raw_answers": {"visits": [code]},
        "ballot": ballot or new_ballot(),
        "wants_change": False,
        "language": "en",
    }
    submission = responding.Submission(**(whole | given))
    return responding.submit(submission, keys=current().keys, now=now)


def withdraw(ballot, *, slug=SLUG, wave_code="2026-11", now=NOW):
    return responding.withdraw(
        ballot=ballot,
        slug=slug,
        wave_code=wave_code,
        keys=current().keys,
        now=now,
    )


def own(ballot, *, slug=SLUG, wave_code=None, now=NOW):
    return responding.own_response(
        listing=catalogue.published(slug),
        ballot=ballot,
        keys=current().keys,
        now=now,
        wave_code=wave_code,
    )


def close(*, slug=SLUG, now=NOW):
    return lifecycle.close_poll(slug=slug, actor=AUTHOR, now=now)


def archive(*, slug=SLUG, now=NOW):
    return lifecycle.archive_poll(slug=slug, actor=AUTHOR, now=now)

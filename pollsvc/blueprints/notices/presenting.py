"""Builds the privacy notice from the settings in force, so that it cannot drift."""

from datetime import datetime, timedelta

from flask import url_for
from limits import RateLimitItem, parse, parse_many

from pollsvc.blueprints.notices import weaknesses
from pollsvc.blueprints.notices.pages import PolicyFact, PollFact, PrivacyPage
from pollsvc.domain.arrivals import STEP
from pollsvc.domain.bookmarks import KEPT_DAYS
from pollsvc.domain.ladder import MOST
from pollsvc.domain.release_policies import BATCH, ReleasePolicy, Visibility
from pollsvc.domain.retention import days_words
from pollsvc.domain.sentences import Sentence, bare, counted, in_a_row, sentence
from pollsvc.domain.spellings import Listed
from pollsvc.installation import current
from pollsvc.services.listing import ListedPoll, public_list
from pollsvc.services.notices import log_ends_with_wave
from pollsvc.web.ballots import COOKIE_LIFE, FORM_LIFE, cookie_name
from pollsvc.web.limits import LATER_LIMIT
from pollsvc.web.networks import WIDER
from pollsvc.web.poll_words import retention_words, state_words
from pollsvc.web.proofs import LIFE
from pollsvc.web.times import duration_words

_STORED = (
    (sentence("Your choice"), sentence("To count it.")),
    (
        sentence("The poll, its wave and version"),
        sentence(
            "To know what you answered. Where the questions change while the poll is "
            "open, the version tells whether you answered before or after that day."
        ),
    ),
    (
        sentence("The language you read it in"),
        sentence("To see whether a translation was understood."),
    ),
    (
        sentence("A scrambled form of your receipt"),
        sentence("So that your answer counts once, and only you can find it again."),
    ),
    (
        sentence("Whether it was set aside"),
        sentence("Only if your network had sent very many answers before."),
    ),
)

_POLICIES = {
    ReleasePolicy.LIVE: PolicyFact(
        name=sentence("At once"),
        meaning=sentence("Every answer is counted in the results immediately."),
    ),
    ReleasePolicy.BATCHED: PolicyFact(
        name=sentence("In batches"),
        meaning=sentence(
            "Results move by at least {batch} new answers at a time. After the poll "
            "closes, all answers are counted, unless fewer than {batch} came.",
            batch=BATCH,
        ),
    ),
}

_WHO = {
    Visibility.ALWAYS: sentence("Everybody can see the results at any time."),
    Visibility.ON_VOTE: sentence(
        "You see the results after you answer; everybody does after the poll closes."
    ),
    Visibility.ON_CLOSE: sentence(
        "Everybody can see the results after the poll closes."
    ),
    Visibility.STAFF_ONLY: sentence("Only staff see the results."),
}


def privacy_page(*, now: datetime) -> PrivacyPage:
    """Return what is stored, why, for how long and who sees it."""
    here = current()
    while_open = weaknesses.while_open(
        on_postgresql=here.settings.database.startswith("postgresql"),
        with_redis=here.settings.redis_url is not None,
    )
    limits = parse_many(here.settings.answer_limit)
    after_closing = weaknesses.after_closing(log_ends_with_wave=log_ends_with_wave())
    return PrivacyPage(
        stored=_STORED,
        shown_while_open=tuple(while_open.values()),
        shown_after_closing=tuple(after_closing.values()),
        batch=BATCH,
        limits=bare(Listed(tuple(map(_limit_words, limits)))),
        # What is counted of one period is looked at until the next one has passed.
        network_memory=duration_words(
            2 * max(each.get_expiry() for each in (*limits, parse(LATER_LIMIT)))
        ),
        wider=WIDER,
        most=MOST,
        proof_life=duration_words(int(LIFE.total_seconds())),
        step=STEP,
        cookie_name=cookie_name(here),
        cookie_life=_life_words(COOKIE_LIFE),
        form_life=_life_words(FORM_LIFE),
        bookmark_days=KEPT_DAYS,
        policies=tuple(_POLICIES.values()),
        polls=tuple(
            _poll_fact(entry, now) for entry in public_list(now=now, most_closed=0).open
        ),
    )


def _poll_fact(entry: ListedPoll, now: datetime) -> PollFact:
    draft = entry.poll.draft
    policy = _POLICIES[draft.release]
    changing = sentence("You can change or take back your answer until it closes.")
    return PollFact(
        title=draft.title,
        url=url_for("responding.poll", slug=draft.slug),
        facts=(
            state_words(entry.poll, entry.wave, now=now),
            _WHO[draft.results],
            in_a_row(policy.name, policy.meaning, between=": "),
            changing,
            retention_words(draft),
        ),
    )


def _limit_words(limit: RateLimitItem) -> Sentence:
    return counted(
        "{number:,} answer {period}",
        "{number:,} answers {period}",
        number=limit.amount,
        period=_period_words(limit.GRANULARITY.name, limit.multiples),
    )


def _period_words(unit: str, number: int) -> Sentence:
    if number == 1:
        return _A_PERIOD[unit]
    return {
        "second": counted("in {number} second", "in {number} seconds", number=number),
        "minute": counted("in {number} minute", "in {number} minutes", number=number),
        "hour": counted("in {number} hour", "in {number} hours", number=number),
        "day": counted("in {number} day", "in {number} days", number=number),
        "month": counted("in {number} month", "in {number} months", number=number),
        "year": counted("in {number} year", "in {number} years", number=number),
    }[unit]


_A_PERIOD = {
    "second": sentence("a second"),
    "minute": sentence("a minute"),
    "hour": sentence("an hour"),
    "day": sentence("a day"),
    "month": sentence("a month"),
    "year": sentence("a year"),
}


def _life_words(life: timedelta) -> Sentence:
    if life == timedelta(days=365):
        return sentence("1 year")
    return days_words(life.days)

"""Builds the privacy notice from the settings in force, so that it cannot drift."""

from datetime import datetime, timedelta

from flask import url_for
from limits import RateLimitItem, parse_many

from pollsvc.blueprints.notices import weaknesses
from pollsvc.blueprints.notices.pages import PolicyFact, PollFact, PrivacyPage
from pollsvc.domain.arrivals import STEP
from pollsvc.domain.bookmarks import KEPT_DAYS
from pollsvc.domain.ladder import MOST
from pollsvc.domain.release_policies import BATCH, ReleasePolicy, Visibility
from pollsvc.installation import current
from pollsvc.services.listing import ListedPoll, public_list
from pollsvc.services.notices import log_ends_with_wave
from pollsvc.web.ballots import COOKIE_LIFE, FORM_LIFE, cookie_name
from pollsvc.web.networks import WIDER
from pollsvc.web.poll_words import retention_words, state_words
from pollsvc.web.proofs import LIFE
from pollsvc.web.times import duration_words

_STORED = (
    ("Your choice", "To count it."),
    ("The poll, its wave and version", "To know what you answered."),
    ("The language you read it in", "To see whether a translation was understood."),
    (
        "A scrambled form of your receipt",
        "So that your answer counts once, and only you can find it again.",
    ),
    (
        "Whether it was set aside",
        "Only if your network had sent very many answers before.",
    ),
)

_POLICIES = {
    ReleasePolicy.LIVE: PolicyFact(
        name="At once", meaning="Every answer is counted in the results immediately."
    ),
    ReleasePolicy.BATCHED: PolicyFact(
        name="In batches",
        meaning=f"Results move by at least {BATCH} new answers at a time. After the "
        f"poll closes, all answers are counted, unless fewer than {BATCH} came.",
    ),
}

_WHO = {
    Visibility.ALWAYS: "Everybody can see the results at any time.",
    Visibility.ON_VOTE: (
        "You see the results after you answer; everybody does after the poll closes."
    ),
    Visibility.ON_CLOSE: "Everybody can see the results after the poll closes.",
    Visibility.STAFF_ONLY: "Only staff see the results.",
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
        limits=tuple(map(_limit_words, limits)),
        # What is counted of one period is looked at until the next one has passed.
        network_memory=duration_words(2 * max(each.get_expiry() for each in limits)),
        wider=WIDER,
        most=MOST,
        proof_life=duration_words(int(LIFE.total_seconds())),
        step=STEP,
        cookie_name=cookie_name(here),
        cookie_life=_days_words(COOKIE_LIFE),
        form_life=_days_words(FORM_LIFE),
        bookmark_days=KEPT_DAYS,
        policies=tuple(_POLICIES.values()),
        polls=tuple(
            _poll_fact(entry, now) for entry in public_list(now=now, most_closed=0).open
        ),
    )


def _poll_fact(entry: ListedPoll, now: datetime) -> PollFact:
    draft = entry.poll.draft
    changing = "You can change or take back your answer until it closes."
    return PollFact(
        title=draft.title,
        url=url_for("responding.poll", slug=draft.slug),
        facts=(
            state_words(entry.poll, entry.wave, now=now),
            _WHO[draft.results],
            f"{_POLICIES[draft.release].name}: {_POLICIES[draft.release].meaning}",
            changing,
            retention_words(draft),
        ),
    )


def _limit_words(limit: RateLimitItem) -> str:
    every = f"{limit.multiples} {limit.GRANULARITY.name}s"
    period = f"a {limit.GRANULARITY.name}" if limit.multiples == 1 else f"in {every}"
    return f"{limit.amount:,} answers {period}".replace("a hour", "an hour")


def _days_words(life: timedelta) -> str:
    return "1 year" if life == timedelta(days=365) else f"{life.days} days"

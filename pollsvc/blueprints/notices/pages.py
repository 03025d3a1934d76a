"""What the templates of the notices are given: facts from the real settings."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class PolicyFact:
    """One way of showing results: its name and what it means, in a sentence."""

    name: str
    meaning: str


@dataclass(frozen=True, kw_only=True)
class PollFact:
    """What holds for one open poll, in sentences made from its own settings.

    Attributes:
        facts: What is kept of an answer, who sees results and when, until when
            an answer can be changed, and for how long it is kept.
    """

    title: str
    url: str
    facts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PrivacyPage:
    """What is stored, why, for how long and who sees it.

    Attributes:
        stored: Each thing stored of an answer, and why: (thing, reason).
        shown_while_open: What a stolen copy of everything would show, in sentences.
        shown_after_closing: What of that it would still show.
        batch: The fewest new answers by which shown results may move.
        limits: What one network may send, e.g. "30 answers a minute and 300 an hour".
        network_memory: How long the mark of a network is kept after it has sent
            something, e.g. "2 hours".
        wider: So many times what one network may send its wider network may.
        most: So many times what it may send freely it may send in all.
        proof_life: For how long a proof of work is good.
        step: One answer in so many is counted by the hour, as so many.
        cookie_name: The one cookie of respondents.
        cookie_life: How long a browser keeps it, e.g. "1 year".
        form_life: How long an opened form can be sent, e.g. "7 days".
        bookmark_days: For how long what is to be finished later is kept at least.
        policies: The ways of showing results that polls here can have.
        polls: What holds for each open poll.
    """

    stored: tuple[tuple[str, str], ...]
    shown_while_open: tuple[str, ...]
    shown_after_closing: tuple[str, ...]
    batch: int
    limits: str
    network_memory: str
    wider: int
    most: int
    proof_life: str
    step: int
    cookie_name: str
    cookie_life: str
    form_life: str
    bookmark_days: int
    policies: tuple[PolicyFact, ...]
    polls: tuple[PollFact, ...]

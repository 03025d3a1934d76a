"""What visitors do, one request after the other; whatever else comes is a failure.

A visit is a generator: it yields what to send and is given the reply. It raises
`Unexpected` where the reply is not the one that a visitor should get.
"""

import random
import time
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from benchmark.forms import Form, NoForm, read_form
from benchmark.wire import Reply, Requests

THANKS = "thanks="
THANKED = b"Thank you. Your answer is counted."


class Kind(StrEnum):
    """What is asked of a server."""

    HELLO = "hello"
    FORM = "poll page"
    ANSWER = "answer"
    AFTER = "results after an answer"
    RESULTS = "results page"
    JSON = "results as JSON"


class Ask(NamedTuple):
    """One request."""

    kind: Kind
    request: bytes


Visit = Generator[Ask, Reply, None]


class Unexpected(Exception):
    """A reply that no visitor should get; the text says which."""


@dataclass
class Visitor:
    """Somebody new, with what they hold between two requests."""

    form: Form | None = None
    thanks: str = ""
    cookie: str = ""


@dataclass
class Poll:
    """A poll as its visitors meet it, and the account of their answers.

    Attributes:
        sent: How many answers were sent.
        acknowledged: How many of them were acknowledged by a redirect to the thanks.
        thanked: How many of those have seen the page that says so.
        visits: Seconds that whole visits took.
    """

    requests: Requests
    slug: str
    sent: int = 0
    acknowledged: int = 0
    thanked: int = 0
    visits: list[float] = field(default_factory=list)
    chance: random.Random = field(default_factory=lambda: random.Random(3))  # noqa: S311

    def fetch(self, visitor: Visitor) -> Visit:
        """Opens the poll."""
        path = f"/p/{self.slug}"
        reply = yield Ask(Kind.FORM, self.requests.get(path))
        require(reply, Kind.FORM, 200)
        try:
            visitor.form = read_form(reply.body)
        except NoForm as problem:
            raise Unexpected(f"{Kind.FORM}: {problem}") from None

    def answer(self, visitor: Visitor) -> Visit:
        """Sends the form that was opened, filled in."""
        if visitor.form is None:
            raise Unexpected(f"{Kind.ANSWER}: without a form")
        body = visitor.form.body(self.chance)
        request = self.requests.post(visitor.form.action, body)
        self.sent += 1
        reply = yield Ask(Kind.ANSWER, request)
        require(reply, Kind.ANSWER, 303)
        if THANKS not in reply.location:
            raise Unexpected(f"{Kind.ANSWER}: led to {reply.location!r}")
        self.acknowledged += 1
        visitor.thanks, visitor.cookie = reply.location, reply.cookie

    def follow(self, visitor: Visitor) -> Visit:
        """Goes where the answer led to, with the cookie that came with it."""
        request = self.requests.get(visitor.thanks, visitor.cookie)
        reply = yield Ask(Kind.AFTER, request)
        require(reply, Kind.AFTER, 200)
        if THANKED not in reply.body:
            raise Unexpected(f"{Kind.AFTER}: does not say that the answer is counted")
        self.thanked += 1

    def whole(self) -> Visit:
        """Opens the poll, answers it and sees the results, as people do."""
        visitor, start = Visitor(), time.perf_counter()
        yield from self.fetch(visitor)
        yield from self.answer(visitor)
        yield from self.follow(visitor)
        self.visits.append(time.perf_counter() - start)


def looking(kind: Kind, requests: Requests, path: str) -> Iterator[Visit]:
    """Yields visits that look at one page, without end."""
    request = requests.get(path)
    while True:
        yield _look(Ask(kind, request))


def _look(ask: Ask) -> Visit:
    reply = yield ask
    require(reply, ask.kind, 200)


def require(reply: Reply, kind: Kind, status: int) -> None:
    """Refuses another status than the one a visitor should get.

    Raises:
        Unexpected: Naming both.
    """
    if reply.status != status:
        raise Unexpected(f"{kind}: {reply.status} instead of {status}")

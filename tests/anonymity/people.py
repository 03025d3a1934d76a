"""Known people who answer a poll: from where, when, and with what."""

import json
import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

from pollsvc.domain.ballots import ballot_of_receipt, response_id
from tests.anonymity.chance import Truth
from tests.instances import newcomer
from tests.working import challenge_on, sent_with, solved

SLUG = "trace"
ALONE, LOTS, IN_LOT = 135, 8, 8
WITHDRAWN = 12
PEOPLE = ALONE + LOTS * IN_LOT + 1
CHANGED, SENT_TWICE = 16, 16
LIMIT = 90
"""What one network may send freely in an hour."""
CANARY = "203.0.113.77"
FORGED = "192.0.2.99"
NETWORKS = (
    CANARY,
    "198.51.100.23",
    "203.0.113.142",
    "2001:db8:77:1::a7",
    "2001:db8:77:2::b8",
    "2001:db8:a0:3::c9",
    "198.51.100.210",
    "100.64.99.17",
    "2001:db8:beef:4::d1",
    "192.0.2.151",
    "203.0.113.9",
    "198.51.100.77",
)
CROWDED = "198.51.100.141"
"""The network that has sent all that it may send freely."""
RUN = secrets.token_hex(4)
AGENTS = tuple(f"Canary{RUN}/{number}" for number in range(4))
CODES = tuple(f"zzcanary{letter}" for letter in "abcd")
FAULTY = "zzfaultyx"
JUNK = f"zzjunk{RUN}"
DEFINITION = f"""\
poll: {SLUG}
title: Traces
questions:
  - code: choice
    kind: single
    text: Which one?
    options: [{", ".join(f'"{code}: {code.title()}"' for code in (*CODES, FAULTY))}]
"""
TOGETHER = 1_000
"""From this moment on people come in lots."""
SUBMIT, CHANGE, TAKE_BACK = "Submit answer", "Change my answer", "Take back my answer"
LOOK_AT_IT = "Send it now to be looked at"
SET_ASIDE, WORK_FAILED, WORKED = "set aside", "set aside: work failed", "worked for"
PAST = [SET_ASIDE] * 12 + [WORK_FAILED] * 4 + [WORKED] * 3
"""How answers get through that come from the crowded network."""


@dataclass
class Person:
    """Somebody who answers.

    Attributes:
        number: Of all who ever answer, by their first answer.
        moment: When they came; the same for those who came together.
        past: How they get through where their network has sent too much; else empty.
        secrets: Whatever their browser was given that is nobody else's.
        answer: What they said last; before: what they had said until then.
        sent: From when to when their last answer was on its way, by the clock.
    """

    number: int
    moment: int
    network: str
    agent: str
    answer: str
    past: str = ""
    browser: object = None
    page: object = None
    receipt: str = ""
    before: str | None = None
    sent_twice: bool = False
    withdrew: bool = False
    sent: tuple[datetime, datetime] | None = None
    secrets: dict[str, str] = field(default_factory=dict)

    @property
    def is_set_aside(self):
        return self.past in {SET_ASIDE, WORK_FAILED}

    def come(self, running):
        """Opens the poll's page."""
        headers = {
            "X-Forwarded-For": f"{FORGED}, {self.network}",
            "User-Agent": self.agent,
        }
        self.browser = newcomer(running, headers=headers)
        self.page = self.browser.open(f"/p/{SLUG}")
        _, pairs = self.page.form(SUBMIT, choice=self.answer)
        self.secrets["form token"] = dict(pairs)["_ballot"]
        self.go()

    def cast(self):
        """Sends the form, and keeps what comes of it."""
        began = datetime.now(UTC)
        thanked = self.page.press(SUBMIT, choice=self.answer)
        if self.past:
            thanked = self._get_past(thanked)
        self.sent = began, datetime.now(UTC)
        self.receipt = thanked.receipt
        (self.secrets["thanks"],) = parse_qs(urlsplit(thanked.url).query)["thanks"]
        self.secrets |= {f"cookie {n}": v for n, v in self.browser.cookies.items()}

    def go(self):
        self.browser.road.close()

    def leave(self):
        self.go()
        self.browser = self.page = None

    def change(self, answer):
        self.before, self.answer = self.answer, answer
        page = self._own_page().press(CHANGE)
        began = datetime.now(UTC)
        thanked = page.press(CHANGE, choice=self.answer)
        self.sent = began, datetime.now(UTC)
        assert thanked.heading.startswith("Thank you"), thanked.text

    def send_again(self):
        self.sent_twice = True
        assert self.page.press(SUBMIT, choice=self.answer).receipt == self.receipt

    def withdraw(self):
        self.withdrew = True
        gone = self._own_page().press(TAKE_BACK).press(TAKE_BACK)
        assert gone.heading == "Your answer is taken back"

    def _get_past(self, page):
        """The page after an answer that was handed back, sent the person's own way."""
        assert page.status == 429, page.text
        task = challenge_on(page)
        self.secrets |= dict(_parts(json.loads(task)))
        if self.past == SET_ASIDE:
            return page.press(LOOK_AT_IT)
        if self.past == WORK_FAILED:
            return sent_with(page, JUNK).press(LOOK_AT_IT)
        self.secrets["proof"] = solved(task)
        return sent_with(page, self.secrets["proof"])

    def _own_page(self):
        found = self.browser.open("/receipt").press(
            "Find my answer", receipt=self.receipt
        )
        assert found.status == 200, found.text
        return found


def _parts(task):
    """What of a task of work is one ballot's alone, with its name."""
    yield "task", task["parameters"]["nonce"]
    yield "task's mark", task["parameters"]["data"]["ballot"]
    yield "task's signature", task["signature"]


@dataclass(frozen=True)
class Crowd:
    """All who answered, in the order in which they did."""

    people: list[Person]

    @property
    def kept(self):
        """Those whose answers are kept."""
        return [person for person in self.people if not person.withdrew]

    def truth(self):
        """What an intruder would like to know of those whose answers are kept."""
        kept = self.kept
        groups = {
            "whose network": lambda p: p.network,
            "whose browser": lambda p: p.agent,
        }
        found = {
            f"{name} ({value})": {p.number for p in kept if of(p) == value}
            for name, of in groups.items()
            for value in {of(p) for p in kept}
        }
        found["who changed it"] = {p.number for p in kept if p.before}
        found["who sent it twice"] = {p.number for p in kept if p.sent_twice}
        found["who was set aside"] = {p.number for p in kept if p.is_set_aside}
        found["who came in lots"] = {p.number for p in kept if p.moment >= TOGETHER}
        found["who came early"] = {p.number for p in kept if p.number < PEOPLE / 2}
        return Truth(
            moments={p.number: p.moment for p in kept},
            answers={p.number: p.answer for p in kept},
            groups=found,
        )

    def ids(self, key):
        """The id of each one's response, by number."""
        return {
            p.number: response_id(key, ballot_of_receipt(p.receipt))
            for p in self.people
        }

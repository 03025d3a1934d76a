"""Two hundred known people answer a served poll: from where, when, and with what."""

import random
import secrets
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

from pollsvc.domain.ballots import ballot_of_receipt, response_id
from tests.anonymity.chance import Truth
from tests.instances import newcomer

SLUG = "trace"
ALONE, LOTS, IN_LOT = 135, 8, 8
WITHDRAWN = 12
PEOPLE = ALONE + LOTS * IN_LOT + 1
CHANGED, SENT_TWICE = 16, 16
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


@dataclass
class Person:
    """Somebody who answers.

    Attributes:
        number: Of all who ever answer, by their first answer.
        moment: When they came; the same for those who came together.
        secrets: Whatever their browser was given that is nobody else's.
        answer: What they said last; before: what they had said until then.
        sent: From when to when their last answer was on its way, by the clock.
    """

    number: int
    moment: int
    network: str
    agent: str
    answer: str
    browser: object = None
    page: object = None
    receipt: str = ""
    before: str | None = None
    sent_twice: bool = False
    withdrew: bool = False
    sent: tuple[datetime, datetime] | None = None
    secrets: dict[str, str] = field(default_factory=dict)

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
        return self

    def cast(self):
        """Sends the form, and keeps what comes of it."""
        thanked = self._press(self.page, SUBMIT)
        self.receipt = thanked.receipt
        (self.secrets["thanks"],) = parse_qs(urlsplit(thanked.url).query)["thanks"]
        self.secrets |= {f"cookie {n}": v for n, v in self.browser.cookies.items()}
        return thanked

    def go(self):
        self.browser.road.close()

    def leave(self):
        self.go()
        self.browser = self.page = None

    def change(self, answer):
        self.before, self.answer = self.answer, answer
        thanked = self._press(self._own_page().press(CHANGE), CHANGE)
        assert thanked.heading.startswith("Thank you"), thanked.text

    def send_again(self):
        self.sent_twice = True
        assert self.page.press(SUBMIT, choice=self.answer).receipt == self.receipt

    def withdraw(self):
        self.withdrew = True
        gone = self._own_page().press(TAKE_BACK).press(TAKE_BACK)
        assert gone.heading == "Your answer is taken back"

    def _press(self, page, button):
        began = datetime.now(UTC)
        thanked = page.press(button, choice=self.answer)
        self.sent = began, datetime.now(UTC)
        return thanked

    def _own_page(self):
        found = self.browser.open("/receipt").press(
            "Find my answer", receipt=self.receipt
        )
        assert found.status == 200, found.text
        return found


@dataclass(frozen=True)
class Crowd:
    """All who answered, in the order in which they did."""

    people: list[Person]

    @property
    def counted(self):
        return [person for person in self.people if not person.withdrew]

    def truth(self):
        """What an intruder would like to know of those who are counted."""
        counted = self.counted
        groups = {
            "whose network": lambda p: p.network,
            "whose browser": lambda p: p.agent,
        }
        found = {
            f"{name} ({value})": {p.number for p in counted if of(p) == value}
            for name, of in groups.items()
            for value in {of(p) for p in counted}
        }
        found["who changed it"] = {p.number for p in counted if p.before}
        found["who sent it twice"] = {p.number for p in counted if p.sent_twice}
        found["who came in lots"] = {p.number for p in counted if p.moment >= TOGETHER}
        found["who came early"] = {p.number for p in counted if p.number < PEOPLE / 2}
        return Truth(
            moments={p.number: p.moment for p in counted},
            answers={p.number: p.answer for p in counted},
            groups=found,
        )

    def ids(self, key):
        """The id of each one's response, by number."""
        return {
            p.number: response_id(key, ballot_of_receipt(p.receipt))
            for p in self.people
        }


class Casting:
    """Lets everybody answer a served poll.

    Args:
        running: The server.
    """

    def __init__(self, running):
        self.people = []
        self._running = running
        self._lot = random.SystemRandom()

    def alone(self, upkeep):
        """One comes after the other; then some take their answers back.

        Args:
            upkeep: Called a few times between answers, for what a database does by
                itself in the course of days.
        """
        for moment in range(ALONE + WITHDRAWN):
            person = self._somebody(moment)
            person.cast()
            person.go()
            if moment % (ALONE // 3) == ALONE // 6:
                upkeep()
        for person in self._lot.sample(self.people, WITHDRAWN):
            person.withdraw()

    def together(self):
        """Some come in lots; then some change their answers, others repeat theirs."""
        with ThreadPoolExecutor(IN_LOT) as threads:
            for moment in range(TOGETHER, TOGETHER + LOTS):
                lot = [self._somebody(moment) for _ in range(IN_LOT)]
                list(threads.map(Person.cast, lot))
        stayed = [person for person in self.people if not person.withdrew]
        chosen = self._lot.sample(stayed, CHANGED + SENT_TWICE)
        for person in chosen[:CHANGED]:
            person.change(self._lot.choice([c for c in CODES if c != person.answer]))
        for person in chosen[CHANGED:]:
            person.send_again()

    def one_more(self):
        """Somebody comes last, and alone."""
        person = self._somebody(TOGETHER + LOTS)
        person.cast()
        return person

    def crowd(self):
        """Everybody, in the order in which they came."""
        for person in self.people:
            person.leave()
        assert len({person.receipt for person in self.people}) == len(self.people)
        return Crowd(self.people)

    def _somebody(self, moment):
        person = Person(
            number=len(self.people),
            moment=moment,
            network=self._lot.choice(NETWORKS),
            agent=self._lot.choice(AGENTS),
            answer=self._lot.choice(CODES),
        )
        self.people.append(person)
        return person.come(self._running)

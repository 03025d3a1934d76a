"""One filled-in form that is sent by many at once, and what they were told."""

import threading
from collections import Counter
from dataclasses import dataclass, field
from itertools import cycle
from urllib.parse import urlsplit

from pollsvc.web.ballots import FIELD
from tests.factories import SLUG
from tests.instances import newcomer

COUNTED = "Thank you. Your answer is counted."
ALREADY = "Thank you. Your answer was already counted."
ASKED = "Change your answer?"
SECONDS = 60


@dataclass
class OneForm:
    """Somebody's form, and everything that was sent and said of it.

    Attributes:
        pairs: What it holds besides the answer.
        sent: The code under the form's token: the one that was counted first.
        acknowledged: The token, once somebody was told that it counts.
        statuses: What the requests were answered with; here always empty.
        curt: How many were refused without a word when to come again; here none.
        headings: The headings of the pages that people got.
    """

    path: str
    pairs: list[tuple[str, str]]
    sent: dict[str, str] = field(default_factory=dict)
    acknowledged: set[str] = field(default_factory=set)
    statuses: Counter[int] = field(default_factory=Counter)
    curt: int = 0
    headings: Counter[str] = field(default_factory=Counter)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def token(self):
        return dict(self.pairs)[FIELD]

    def told(self):
        words = {COUNTED: "counted", ALREADY: "already counted", ASKED: "asked"}
        said = self.headings.most_common()
        return ", ".join(f"{words.get(h, h)} ×{number}" for h, number in said)

    def filled(self, code):
        """Its pairs, with an answer."""
        return [*self.pairs, ("visits", code)]

    def send(self, running, code):
        """Sends the form to a server; the page that answers it."""
        person = newcomer(running, keeps_cookies=False)
        page = person.send(self.path, self.filled(code))
        person.road.close()
        with self._lock:
            self.headings[page.heading] += 1
            if page.heading in {COUNTED, ALREADY}:
                self.acknowledged.add(self.token)
            if page.heading == COUNTED:
                self.sent[self.token] = code
        return page

    def send_at_once(self, servers, codes, number):
        """Sends it so many times at the same moment, to the servers in turn."""
        start = threading.Barrier(number)

        def send(running, code):
            start.wait(SECONDS)
            self.send(running, code)

        turns = zip(range(number), cycle(servers), cycle(codes), strict=False)
        threads = [threading.Thread(target=send, args=turn[1:]) for turn in turns]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(SECONDS)
            assert not thread.is_alive(), "somebody hangs"


def filled_in(running, path=f"/p/{SLUG}"):
    """A form as somebody new gets it, without an answer in it."""
    person = newcomer(running, keeps_cookies=False)
    action, pairs = person.open(path).form("Submit answer")
    person.road.close()
    parts = urlsplit(action)
    return OneForm(f"{parts.path}?{parts.query}", pairs)

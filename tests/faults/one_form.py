"""One filled-in form that is sent by many at once, and what they were told."""

import threading
from collections import Counter
from dataclasses import dataclass, field
from itertools import cycle
from urllib.parse import urlencode, urlsplit

from pollsvc.web.ballots import FIELD
from tests.factories import SLUG
from tests.faults.crowd import Crowd
from tests.instances import newcomer

COUNTED = "Thank you. Your answer is counted."
ALREADY = "Thank you. Your answer was already counted."
ASKED = "Change your answer?"
SECONDS = 60


@dataclass(kw_only=True)
class OneForm(Crowd):
    """Somebody's form, and what the people were told who sent it.

    A crowd as a verdict wants it: under the form's token there is what was counted
    first, and it is acknowledged once somebody was told that it counts.

    Attributes:
        pairs: What it holds besides the answer.
        headings: The headings of the pages that people got.
    """

    pairs: list[tuple[str, str]]
    headings: Counter[str] = field(default_factory=Counter)

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

    def body(self, code):
        """The same, as a browser sends it."""
        return urlencode(self.filled(code)).encode()

    def send(self, running, code):
        """Sends the form to a server; the page that answers it."""
        person = newcomer(running, keeps_cookies=False)
        page = person.send(self.path, self.filled(code))
        person.road.close()
        self.hear_page(page.heading, code)
        return page

    def hear_page(self, heading, code):
        """Notes what somebody was told who sent it."""
        with self._news:
            self.headings[heading] += 1
            if heading in {COUNTED, ALREADY}:
                self.acknowledged.add(self.token)
            if heading == COUNTED:
                self.sent[self.token] = code

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
    whole = f"{parts.path}?{parts.query}"
    return OneForm(url=running.url, path=whole, pairs=pairs)

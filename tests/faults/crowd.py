"""A crowd that answers a served poll without end, and remembers what it was told.

Each person opens the poll, answers with a new ballot, and sends the same form again,
as somebody would whose connection broke, until the server says that it counts.
"""

import html
import http.client
import re
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from pollsvc.web.ballots import FIELD
from tests.factories import SLUG
from tests.page import URLENCODED

HIDDEN = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)">')
LONGEST_WAIT_S = 90
BREATH_S = 0.1
"""How long somebody waits before trying again: less than a person, to try more."""

NETWORK = (OSError, http.client.HTTPException)


@dataclass(kw_only=True)
class Crowd:
    """People who answer while the block lasts; leaving it, they finish what they began.

    Attributes:
        url: Where the server is, or will be again.
        people: How many of them answer at once.
        path: Under which address they find the poll.
        question: The one question they answer, with the codes of its options.
        pause_s: How long each rests between two answers.
        patience_s: How long each tries to have one answer counted.
        sent: The code chosen in each form sent, by the form's token.
        acknowledged: The tokens of the forms that the server said it has counted.
        statuses: What was answered to all requests, those for the form included.
        curt: How many of them were 503 and did not say when to come again.
        broken: How requests ended that nothing was answered to.
        refused: The tokens of forms that were refused for good, with the status.
    """

    url: str
    people: int = 8
    path: str = f"/p/{SLUG}"
    question: str = "visits"
    codes: tuple[str, ...] = ("0", "1", "2", "3")
    pause_s: float = 0
    patience_s: float = 60
    sent: dict[str, str] = field(default_factory=dict)
    acknowledged: set[str] = field(default_factory=set)
    statuses: Counter[int] = field(default_factory=Counter)
    curt: int = 0
    broken: Counter[str] = field(default_factory=Counter)
    refused: dict[str, int] = field(default_factory=dict)
    _over: threading.Event = field(default_factory=threading.Event)
    _news: threading.Condition = field(default_factory=threading.Condition)
    _threads: list[threading.Thread] = field(default_factory=list)

    def __enter__(self):
        for number in range(self.people):
            person = _Person(self, number)
            self._threads.append(threading.Thread(target=person.answer_on))
            self._threads[-1].start()
        return self

    def __exit__(self, *_):
        self.leave()

    def leave(self):
        """Begins no further answer, and waits for those that are under way."""
        self._over.set()
        for thread in self._threads:
            thread.join(self.patience_s + 60)
            assert not thread.is_alive(), "somebody hangs"

    def wait_for_more(self, number):
        """Waits until so many more answers are acknowledged than now."""
        goal = len(self.acknowledged) + number
        self.wait_until(lambda: len(self.acknowledged) >= goal)

    def wait_for_status(self, status):
        """Waits until one more request is answered with a status."""
        before = self.statuses[status]
        self.wait_until(lambda: self.statuses[status] > before)

    def wait_for_break(self):
        """Waits until one more request is not answered."""
        before = self.broken.total()
        self.wait_until(lambda: self.broken.total() > before)

    def wait_until(self, so_it_is):
        """Waits for news after which something is so."""
        with self._news:
            heard = self._news.wait_for(so_it_is, timeout=LONGEST_WAIT_S)
        assert heard, f"{len(self.acknowledged)} acknowledged; {self.told()}"

    def count_in(self, token, code):
        """Notes the answer of somebody beside the crowd, who was told it counts."""
        self.sent[token] = code
        self.acknowledged.add(token)

    def told(self):
        """What the crowd was answered, for a person to read."""
        answered = [f"{status} ×{n}" for status, n in sorted(self.statuses.items())]
        unanswered = [f"{name} ×{n}" for name, n in sorted(self.broken.items())]
        return ", ".join(answered + unanswered)

    def hear(self, status, *, curt):
        """Counts an answer of the server."""
        self.statuses[status] += 1
        self.curt += curt

    def note(self, act):
        """Writes down news that somebody may be waiting for."""
        with self._news:
            act()
            self._news.notify_all()


@dataclass
class _Person:
    crowd: Crowd
    number: int

    def __post_init__(self):
        self._connection = http.client.HTTPConnection(
            urlsplit(self.crowd.url).netloc, timeout=20
        )

    def answer_on(self):
        """Answers again and again, each time as somebody new."""
        crowd, turn = self.crowd, self.number
        while not crowd._over.is_set():
            pairs = self._form()
            if pairs is not None:
                code = crowd.codes[turn % len(crowd.codes)]
                self._have_counted(dict(pairs)[FIELD], code, pairs)
                turn += 1
                crowd._over.wait(crowd.pause_s)
        self._connection.close()

    def _form(self):
        """The hidden pairs of a new form; None when there is none now."""
        status, page = self._send("GET")
        pairs = [tuple(map(html.unescape, pair)) for pair in HIDDEN.findall(page)]
        if status == 200 and FIELD in dict(pairs):
            return pairs
        self.crowd._over.wait(BREATH_S)
        return None

    def _have_counted(self, token, code, pairs):
        """Sends one form until it is counted, refused, or not worth the time."""
        crowd = self.crowd
        body = urlencode([*pairs, (crowd.question, code)])
        crowd.sent[token] = code
        deadline = time.monotonic() + crowd.patience_s
        while time.monotonic() < deadline:
            status, _ = self._send("POST", body)
            if status == 303:
                crowd.note(lambda: crowd.acknowledged.add(token))
                return
            if status not in {None, 500, 503}:
                crowd.refused[token] = status
                return
            time.sleep(BREATH_S)

    def _send(self, method, body=None):
        """The status and the text of the answer, (None, "") if there was none."""
        crowd, connection = self.crowd, self._connection
        headers = {"Origin": crowd.url, "Content-Type": URLENCODED} if body else {}
        try:
            connection.request(method, crowd.path, body=body, headers=headers)
            answer = connection.getresponse()
            text = answer.read().decode()
        except NETWORK as error:
            connection.close()
            name = type(error).__name__
            crowd.note(lambda: crowd.broken.update([name]))
            return None, ""
        curt = answer.status == 503 and not answer.getheader("Retry-After")
        crowd.note(lambda: crowd.hear(answer.status, curt=curt))
        return answer.status, text

"""Two hundred known people answer a served poll, alone and together."""

import random
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import chain

from tests.anonymity.people import (
    AGENTS,
    ALONE,
    CHANGED,
    CODES,
    CROWDED,
    IN_LOT,
    LOTS,
    NETWORKS,
    PAST,
    SENT_TWICE,
    TOGETHER,
    WITHDRAWN,
    Crowd,
    Person,
)

BUSY_S = 0.3


class Casting:
    """Lets everybody answer a served poll.

    Args:
        running: The server.
    """

    def __init__(self, running):
        self._running = running
        self._lot = random.SystemRandom()
        self._alone = [self._somebody(n, n) for n in range(ALONE + WITHDRAWN)]
        self._lots = [
            [
                self._somebody(len(self._alone) + lot * IN_LOT + n, TOGETHER + lot)
                for n in range(IN_LOT)
            ]
            for lot in range(LOTS)
        ]
        before = len(self._alone) + LOTS * IN_LOT
        self._last = self._somebody(before, TOGETHER + LOTS)
        for person, past in zip(
            self._lot.sample(self._alone, len(PAST)), PAST, strict=True
        ):
            person.network, person.past = CROWDED, past

    @property
    def people(self):
        """Everybody, in the order in which they come."""
        return [*self._alone, *chain.from_iterable(self._lots), self._last]

    def come(self):
        """Everybody opens the page, one after the other."""
        for person in self.people:
            person.come(self._running)

    def alone(self, upkeep):
        """One answers after the other; then some take their answers back.

        Args:
            upkeep: Called a few times between answers, for what a database does by
                itself in the course of days.
        """
        for person in self._alone:
            person.cast()
            person.go()
            if person.moment % (ALONE // 3) == ALONE // 6:
                upkeep()
        for person in self._lot.sample(self._free(self._alone), WITHDRAWN):
            person.withdraw()

    def together(self, busy):
        """Some answer in lots; then some change theirs, others repeat them.

        Args:
            busy: While it lasts the database has something else to do, so that all of
                a lot are there when it goes on, however slow this machine is.
        """
        with ThreadPoolExecutor(IN_LOT) as threads:
            for lot in self._lots:
                with busy():
                    cast = [threads.submit(person.cast) for person in lot]
                    time.sleep(BUSY_S)
                for each in cast:
                    each.result()
        stayed = self._free([*self._alone, *chain.from_iterable(self._lots)])
        chosen = self._lot.sample(stayed, CHANGED + SENT_TWICE)
        for person in chosen[:CHANGED]:
            person.change(self._lot.choice([c for c in CODES if c != person.answer]))
        for person in chosen[CHANGED:]:
            person.send_again()

    def one_more(self):
        """Somebody answers last, and alone."""
        self._last.cast()
        return self._last

    def crowd(self):
        """Everybody, once all have answered."""
        for person in self.people:
            person.leave()
        assert len({person.receipt for person in self.people}) == len(self.people)
        return Crowd(self.people)

    @staticmethod
    def _free(people):
        """Those who may send more."""
        return [p for p in people if p.network != CROWDED and not p.withdrew]

    def _somebody(self, number, moment):
        return Person(
            number=number,
            moment=moment,
            network=self._lot.choice(NETWORKS),
            agent=self._lot.choice(AGENTS),
            answer=self._lot.choice(CODES),
        )

"""What an intruder does with a copy of everything, for each sentence of the notice.

Each way of finding out succeeds or does not; the notice has to say which.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from pollsvc.blueprints.notices.weaknesses import Weakness
from pollsvc.web.networks import DayKeys, marks_of
from tests.anonymity.needles import Needles
from tests.anonymity.people import CODES, CROWDED, TOGETHER

LOG_HEADER, FRAME = 32, 24 + 4096
"""Of SQLite's log of writes, in bytes."""
LOGS = {"sqlite": "pollsvc.sqlite-wal", "postgresql": "postgresql/log of writes"}
TICK = timedelta(milliseconds=50)
"""By so much the clock of a disk may be behind."""
OF_ASIDES = {
    ("response.flags", "who was set aside"),
    ("response.flags", f"whose network ({CROWDED})"),
}
"""What is found of answers that were set aside, whatever the state of the poll."""
LOG_PAGE, LONG_HEADER, SHORT_HEADER, IS_LONG = 8192, 40, 24, 2
"""Of PostgreSQL's log: a page begins with a header, in the middle of a record too."""
COMMIT = re.compile(r"tx: +(\d+),.*desc: COMMIT (\S+ \S+) UTC")


def shows_the_order(traces, findings):
    told = {finding.told for finding in findings}
    return {"order", "who came after whom"} <= told and shows_who_came_together(traces)


def shows_who_came_together(traces):
    """Whether there are groups of people of whom each came in one lot."""
    moments = traces.crowd.truth().moments
    lots = [
        {moments[number] for number in group}
        for group in written_together(traces)
        if len(group) > 1 and all(moments[number] >= TOGETHER for number in group)
    ]
    return len(lots) >= 5 and all(len(lot) == 1 for lot in lots)


def written_together(traces):
    """The numbers of those whose rows one transaction wrote, in groups."""
    left = traces.states["open"]
    if traces.kind == "sqlite":
        return new_in_each_transaction(left.files, traces.kept)
    rows, groups = left.tables["response"], defaultdict(list)
    for response, writer in zip(rows.column("id"), rows.column("xmin"), strict=True):
        groups[writer].append(traces.kept[bytes(response)])
    return groups.values()


def new_in_each_transaction(files, people):
    """The same, from SQLite's log: the ids that each transaction put into pages."""
    log = files["pollsvc.sqlite-wal"]
    places = defaultdict(set)
    for hit in Needles(people).hits_in("log", log):
        places[(hit.offset - LOG_HEADER) // FRAME].add(hit.label)
    known = {hit.label for hit in Needles(people).hits_in("", files["pollsvc.sqlite"])}
    written = set()
    for frame in range((len(log) - LOG_HEADER) // FRAME):
        written |= places[frame]
        start = LOG_HEADER + frame * FRAME
        is_last = any(log[start + 4 : start + 8])
        if is_last:
            yield written - known
            known |= written
            written = set()


def shows_the_moment(traces, _):
    """On PostgreSQL of each answer, on SQLite of the latest."""
    left = traces.states["open"]
    if traces.kind == "sqlite":
        began, ended = max(person.sent for person in traces.crowd.people)
        return began - TICK <= left.dates["pollsvc.sqlite-wal"] <= ended
    commits = {
        writer: datetime.fromisoformat(f"{moment}+00:00")
        for writer, moment in COMMIT.findall(left.files["postgresql/commits"].decode())
    }
    rows = left.tables["response"]
    written = dict(zip(map(bytes, rows.column("id")), rows.column("xmin"), strict=True))
    return all(
        began <= commits[written[traces.ids[person.number]]] <= ended
        for person in traces.crowd.kept
        for began, ended in [person.sent]
    )


def shows_the_hours(traces, _):
    counted = traces.states["open"].tables["arrival"]
    hours = {person.sent[0].strftime("%Y-%m-%dT%H") for person in traces.crowd.people}
    return len(counted.rows) > 0 and set(counted.column("hour")) <= hours


def shows_changes(traces, findings):
    """What answers said before; on PostgreSQL also of those taken back, and whose.

    SQLite's log is emptied when an answer is taken back, and else twice a minute.
    """
    said = answers_beside_ids(records_in(traces), traces)
    gone = [person for person in traces.crowd.people if person.withdrew]
    changed = [person for person in traces.crowd.kept if person.before]
    postgresql = traces.kind == "postgresql"
    told = {finding.told for finding in findings}
    return (
        all(person.before in said[person.number] for person in changed)
        and all((person.answer in said[person.number]) is postgresql for person in gone)
        and ({"who changed it", "who sent it twice"} <= told) is postgresql
    )


def records_in(traces):
    """The log of writes, on PostgreSQL without what its pages begin with."""
    content = traces.states["open"].files[LOGS[traces.kind]]
    if traces.kind == "sqlite":
        return content
    pages = (content[at : at + LOG_PAGE] for at in range(0, len(content), LOG_PAGE))
    return b"".join(
        page[LONG_HEADER if page[2] & IS_LONG else SHORT_HEADER :] for page in pages
    )


def answers_beside_ids(content, traces):
    """All that stands beside each one's id, by number."""
    said = defaultdict(set)
    numbers = {response: number for number, response in traces.ids.items()}
    for hit in Needles(numbers).hits_in("", content):
        beside = content[hit.offset : hit.offset + 80]
        said[hit.label] |= {code for code in CODES if code.encode() in beside}
    return said


def shows_what_came_between_copies(traces, _):
    before, person, after = traces.copies
    rows = [
        {bytes(row[t.columns.index("id")]): row for row in t.rows}
        for t in (before["response"], after["response"])
    ]
    (new,) = rows[1].keys() - rows[0].keys()
    return new == traces.ids[person.number] and person.answer in str(rows[1][new])


def shows_networks(traces, _):
    """By trying all networks, with the secret of the instance and Redis's memory."""
    memory = traces.states["open"].redis
    salts = {value for key, (value, _) in memory.items() if b"/salt/" in key}
    tried = {person.network for person in traces.crowd.people}
    found = networks_found(
        memory, tried, [DayKeys(traces.secret, OneSalt(s)) for s in salts]
    )
    # Some are looked at only where there is room; each who sent is counted.
    return len(salts) == 1 and found == tried


def networks_found(memory, tried, keys):
    """Those among some networks whose marks are in a memory, by trying all.

    Args:
        memory: Redis's, by key.
        tried: Addresses.
        keys: With what to try.
    """
    marks = b" ".join(memory).decode()
    return {
        network
        for network in tried
        for key in keys
        if any(mark in marks for mark in marks_of(network, key))
    }


@dataclass(frozen=True)
class OneSalt:
    """The same salt for every day."""

    salt: bytes

    def salt_of(self, _):
        return self.salt


@dataclass(frozen=True)
class Guessed:
    """The same key for every day."""

    key: bytes

    def key_of(self, _):
        return self.key


def keys_without_secret(memory):
    """All keys that can be made of what lies beside the marks alone."""
    return [*_keys_beside(memory)]


def _keys_beside(memory):
    for key, (value, _) in memory.items():
        yield from map(Guessed, {key, value, *key.split(b"/")})
        yield DayKeys(b"", OneSalt(value))
        yield DayKeys(value, OneSalt(value))
        for name in key.split(b"/"):
            yield DayKeys(name, OneSalt(value))


TRIED = {
    Weakness.ORDER: shows_the_order,
    Weakness.MOMENT: shows_the_moment,
    Weakness.HOURS: shows_the_hours,
    Weakness.CHANGES: shows_changes,
    Weakness.COPIES: shows_what_came_between_copies,
    Weakness.NETWORKS: shows_networks,
}

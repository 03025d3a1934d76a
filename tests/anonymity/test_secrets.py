"""Nothing that points to a person is kept anywhere, in any disguise, in any state.

Everything that an intruder could get is searched for what two hundred people's browsers
sent and were given, and for what was refused or went wrong on the way.
"""

import re
from base64 import urlsafe_b64decode
from collections import defaultdict
from ipaddress import ip_address

import pytest

from pollsvc.domain.ballots import ballot_of_receipt
from tests.anonymity.needles import Needles, disguises, disguises_of_text, hashes
from tests.anonymity.people import (
    AGENTS,
    CANARY,
    CODES,
    CROWDED,
    FAULTY,
    FORGED,
    JUNK,
    NETWORKS,
    PAST,
    SET_ASIDE,
    SLUG,
    WORK_FAILED,
)

OWN_ADDRESS = re.compile(rb"http://127\.0\.0\.1:\d+|^127\.0\.0\.1$", re.MULTILINE)
MOMENT = re.compile(r"20\d\d-\d\d-\d\d|datetime|\d\d:\d\d:\d\d")
NOT_OURS = ("postgresql/", "table pg_stat")
"""Where PostgreSQL keeps the address of who connects to it, which is the server."""
IN_THE_DATABASE = ("pollsvc.sqlite", "postgresql/", "pg_dump", "backup/", "table ")


@pytest.fixture(scope="module")
def places(traces):
    """Where what was found, by what it is: pairs of a state and a place."""
    needles = Needles(dict(sought(traces)))
    found = defaultdict(set)
    for state, left in traces.states.items():
        for name, content in left.everything():
            for hit in needles.hits_in(name, content):
                found[hit.label].add((state, hit.place))
    return found


def sought(traces):
    """Pairs of what would be found, in every disguise, and what it would be."""
    for label, text in texts(traces):
        yield from dict.fromkeys(disguises_of_text(text), label).items()
    for label, raw in raws(traces):
        yield from dict.fromkeys(disguises(raw), label).items()
        yield from dict.fromkeys(hashes(raw), label).items()
    for code in (*CODES, FAULTY):
        yield code.encode(), "answer"


def texts(traces):
    for network in (*NETWORKS, CROWDED, FORGED):
        yield "address", network
    for agent in AGENTS:
        yield "browser", agent
    yield "refused", JUNK
    for person in traces.crowd.people:
        yield "receipt", person.receipt


def raws(traces):
    for network in (*NETWORKS, CROWDED, FORGED):
        yield "address", ip_address(network).packed
    yield "secret", traces.secret
    yield "salt", traces.salt
    for person in traces.crowd.people:
        yield "receipt", person.receipt.replace("-", "").encode()
        yield "ballot", ballot_of_receipt(person.receipt).secret
        for given, text in person.secrets.items():
            yield given, text.encode()
            yield given, urlsafe_b64decode(text + "=" * (-len(text) % 4))
        if person.withdrew:
            yield "taken back", traces.ids[person.number]


def test_everything_that_was_to_go_wrong_did(traces):
    """So that the searches below have something to find."""
    expected = {
        "refused": [422, 400, 403, 413, 404, 422, 422, 429],
        "fault": 500,
        "locked": 503,
    }
    if traces.kind == "sqlite":
        expected["full"] = 503
    assert traces.statuses == expected


def test_answers_that_were_set_aside_are_among_them(traces):
    table = traces.states["archived"].tables["tally"]
    cells = dict(zip(table.column("cell"), table.column("count"), strict=True))
    assert cells["aside_burst"] == PAST.count(SET_ASIDE) > 0
    assert cells["aside_work_failed"] == PAST.count(WORK_FAILED) > 0


@pytest.mark.parametrize(
    "what",
    [
        "address",
        "browser",
        "refused",
        "receipt",
        "ballot",
        "form token",
        "thanks",
        "cookie ballots",
        "task",
        "task's mark",
        "task's signature",
        "proof",
    ],
)
def test_nothing_that_points_to_a_person_is_kept(places, what):
    assert places[what] == set()


def test_not_even_the_servers_own_address_is_kept_of_who_comes_without_a_proxy(traces):
    for left in traces.states.values():
        for name, content in left.everything():
            if not name.startswith(NOT_OURS):
                assert b"127.0.0.1" not in OWN_ADDRESS.sub(b"", content), name


def test_no_answer_is_kept_outside_of_the_database(places):
    kept = {place for _, place in places["answer"]}
    assert kept
    assert {place for place in kept if not place.startswith(IN_THE_DATABASE)} == set()


def test_the_log_says_nothing_of_answers(traces):
    log = traces.states["archived"].files["log"].decode()
    assert "Serving on" in log
    for word in (*CODES, JUNK, CANARY, f"/p/{SLUG}", "POST", "choice"):
        assert word not in log
    of_members = [line for line in log.splitlines() if "/staff/" not in line]
    assert len(of_members) < 10
    for line in of_members:
        if any(word in line for word in ('"fault"', '"store unavailable"')):
            assert not MOMENT.search(line)


def test_the_instances_secret_is_in_its_file_and_nowhere_else(places):
    assert {place for _, place in places["secret"]} == {"secret.key"}


def test_what_was_taken_back_is_gone_at_the_latest_when_the_poll_closes(traces, places):
    kept = {"open"} if traces.kind == "postgresql" else set()
    assert {state for state, _ in places["taken back"]} == kept


def test_the_salt_of_an_archived_poll_is_gone(places):
    assert {state for state, _ in places["salt"]} == {"open", "closed"}


def test_no_process_leaves_an_image_of_its_memory(traces):
    assert traces.cores == {"0"}


@pytest.mark.parametrize("table", ["response", "tally"])
def test_no_row_of_an_answer_holds_a_moment(traces, table):
    found = traces.states["open"].tables[table]
    assert found.rows
    for row in found.rows:
        words = [
            str(value) for value in row if not isinstance(value, (bytes, memoryview))
        ]
        assert not MOMENT.search(" ".join(words))

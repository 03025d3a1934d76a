"""While a poll is open: exactly what the privacy notice says, and no more.

Each sentence of the notice is tied to a way of finding out what it says, which has to
succeed; and whatever else is found has to be one of its sentences.
"""

import re
from dataclasses import replace

import pytest

from pollsvc.blueprints.notices.weaknesses import Weakness, while_open
from tests.anonymity.chance import found
from tests.anonymity.clues import clues_in
from tests.anonymity.intruder import (
    LOGS,
    OF_ASIDES,
    TRIED,
    answers_beside_ids,
    shows_the_hours,
    shows_who_came_together,
)

PLACES = {
    "sqlite": r"pollsvc\.sqlite(-wal|-shm)?:\ .*",
    "postgresql": r"""
        response,\ row\ by\ row | response\.(ctid|xmin|xmax|cmin) | pg_dump:\ .*
        | postgresql/(response|pk_response|log\ of\ writes):\ .*
    """,
}
"""Where the notice admits that something is to be found: in no column of ours."""
EXPLAINED = {
    Weakness.ORDER: {
        "order",
        "who came after whom",
        "who came next",
        "who is who",
        "who is who, backwards",
        "who said what",
        "who said what, backwards",
        "who came early",
        "who came in lots",
    },
    Weakness.CHANGES: {"who changed it", "who sent it twice"},
}


@pytest.fixture(scope="module")
def findings(traces):
    clues = list(clues_in(traces.states["open"], traces.kept))
    return found(clues, traces.crowd.truth())


def test_whatever_is_found_is_a_sentence_of_the_notice(traces, findings):
    place = re.compile(PLACES[traces.kind], re.VERBOSE)
    unexplained = [
        finding
        for finding in findings
        if (finding.source, finding.told) not in OF_ASIDES
        if not place.fullmatch(finding.source)
        or not any(finding.told in told for told in EXPLAINED.values())
    ]
    assert unexplained == []


def test_the_notice_says_what_can_be_done_and_nothing_else(traces, findings):
    can = {weakness for weakness, tried in TRIED.items() if tried(traces, findings)}
    postgresql = traces.kind == "postgresql"
    said = while_open(on_postgresql=postgresql, with_redis=True)
    assert said.keys() == can
    for sentence in said.values():
        assert sentence in traces.notice
    others = while_open(on_postgresql=not postgresql, with_redis=True)
    for sentence in set(others.values()) - set(said.values()):
        assert sentence not in traces.notice


def test_what_shows_while_it_is_open_does_not_once_it_has_closed(traces):
    closed = replace(traces, states={"open": traces.states["closed"]})
    assert not shows_who_came_together(closed)
    assert not shows_the_hours(closed, [])
    said = answers_beside_ids(traces.states["closed"].files[LOGS[traces.kind]], traces)
    for person in traces.crowd.people:
        assert person.before not in said[person.number]
        assert not (person.withdrew and said[person.number])

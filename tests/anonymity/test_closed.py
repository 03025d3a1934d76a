"""After a poll has closed nothing tells who answered, when, or in what order."""

import re

import pytest

from pollsvc.blueprints.notices.weaknesses import Weakness, after_closing
from tests.anonymity.chance import found
from tests.anonymity.clues import clues_in
from tests.anonymity.intruder import OF_ASIDES

BACKUP = "backup/response.jsonl"
ID, HEADER = 16, 7
"""How long an id is, and what stands in a row before the name of its wave."""
ANSWERS = re.compile(rb"[^\0}]*")
"""What a row holds behind its id: whole, or as much of it as was not written over."""

after = pytest.mark.parametrize("state", ["closed", "archived"])


@after
def test_nothing_can_be_sorted_that_tells_more_than_chance_and_the_notice(
    traces, state
):
    """Every column and every place in every file, against time, people and answers."""
    clues = list(clues_in(traces.states[state], traces.kept))
    assert {"response, row by row", "response.id"} <= {clue.source for clue in clues}
    findings = found(clues, traces.crowd.truth())
    assert {(finding.source, finding.told) for finding in findings} == OF_ASIDES


def test_the_notice_says_what_stays(traces):
    said = after_closing(log_ends_with_wave=True)
    assert said.keys() == {Weakness.ASIDE}
    assert said[Weakness.ASIDE] in traces.notice


@after
def test_only_the_database_its_dump_and_backups_hold_any_response_at_all(traces, state):
    files = {
        clue.source.partition(":")[0]
        for clue in clues_in(traces.states[state], traces.kept)
        if ": " in clue.source
    }
    # PostgreSQL's log notes again how rows lie that are read for the first time.
    assert (
        files - {"postgresql/log of writes"}
        == {
            "sqlite": {"pollsvc.sqlite", "pollsvc.sqlite-shm", BACKUP},
            "postgresql": {
                "postgresql/response",
                "postgresql/pk_response",
                "pg_dump",
                BACKUP,
            },
        }[traces.kind]
    )


@after
def test_files_hold_each_row_once_and_nothing_of_earlier_ones(traces, state):
    """Earlier tallies would tell, step by step, what was answered after what."""
    left = traces.states[state]
    wave = left.tables["wave"].only("id").encode()
    if traces.kind == "sqlite":
        assert not left.files["pollsvc.sqlite-wal"]
        ids = set(map(bytes, left.tables["response"].column("id")))
        after = left.files["pollsvc.sqlite"].split(wave)[1:]
        of_responses = [piece for piece in after if piece[:ID] in ids]
        # Besides: its row, two entries of indexes, and the other rows of its own.
        rows = sum(len(left.tables[name].rows) for name in ("tally", "release"))
        assert len(after) - len(of_responses) == rows + 3
        assert pieces_of_what_is_stored(of_responses) == ids
        return
    for name in ("response", "tally", "release", "arrival", "wave"):
        kept = left.files[f"postgresql/{name}"].count(wave)
        assert kept == len(left.tables[name].rows), name


def pieces_of_what_is_stored(found):
    """The ids of responses that stand in a file, each with one and the same answer.

    Where SQLite parts a page, the beginning of a row can stay behind: of that row, as
    it is, and of no earlier one.
    """
    said = {}
    for piece in found:
        own_id, text = piece[:ID], ANSWERS.match(piece[:-HEADER], ID)[0]
        longest = max(said.get(own_id, b""), text, key=len)
        assert longest.startswith(said.get(own_id, b""))
        assert longest.startswith(text)
        said[own_id] = longest
    return set(said)


@after
@pytest.mark.parametrize("table", ["response", "tally"])
def test_postgresqls_rows_name_one_writer(traces, state, table):
    rows = traces.states[state].tables[table]
    if traces.kind == "postgresql":
        assert {len(set(rows.column(name))) for name in ("xmin", "xmax")} == {1}


@after
def test_about_how_many_came_by_the_hour_is_forgotten(traces, state):
    assert traces.states["open"].tables["arrival"].rows
    assert traces.states[state].tables["arrival"].rows == []


def test_no_table_has_rows_by_the_number_of_people_but_that_of_responses(traces):
    rows = {name: len(t.rows) for name, t in traces.states["open"].tables.items()}
    assert rows.pop("response") == len(traces.kept)
    assert max(rows.values()) < 20


def test_nothing_new_is_learnt_from_copies_made_after_closing(traces):
    """What archiving changes is the wave's salt, and not the answers."""
    closed, archived = (traces.states[state].tables for state in ("closed", "archived"))
    for name in ("response", "tally", "release", "arrival"):
        assert closed[name] == archived[name]


def test_receipts_open_answers_until_the_poll_is_archived_as_was_promised(traces):
    status, words = traces.receipts["open"]
    assert status == 200
    status, words = traces.receipts["closed"]
    assert status == 200
    assert "you can see" in words or "Your answer" in words
    status, words = traces.receipts["archived"]
    assert status == 404
    assert "or its poll is archived" in words

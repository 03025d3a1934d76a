"""Of two versions of any survey, tallies, recount and file agree."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pollsvc.analysis.tallies import count_responses
from pollsvc.domain.cells import RESPONSES, Missing, all_cells, cells_to_add
from pollsvc.domain.kinds import KINDS
from pollsvc.domain.questionnaires import QuestionKind
from pollsvc.domain.responses import tally_moves
from pollsvc.domain.versions import together
from pollsvc.exports.csv import CsvOptions, Row, header, rows_of
from tests.any_survey import answered, answers, response
from tests.factories import options, question

# Drawing a whole survey takes long where the machine is busy.
FEW = settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow])
ADDED = question(code="added", options=options("No", "Yes"))


def shortened(asked):
    """The question without the first of its answers, and of its rows."""
    first = asked.substantive[:1]
    return replace(
        asked,
        options=tuple(o for o in asked.options if o not in first),
        rows=asked.rows[1:] or asked.rows,
    )


@st.composite
def two_versions(draw, kind):
    """Two versions of a survey, and who answered which, as stored."""
    first, people = draw(answered(kind))
    asked = tuple(map(shortened, first.questions))
    second = replace(first, version=2, questions=(ADDED, *asked), pages=())
    later = st.fixed_dictionaries({q.code: answers(q) for q in second.questions})
    early = [response(first, each) for each in people]
    late = [
        replace(response(second, each), version=2)
        for each in draw(st.lists(later, max_size=8))
    ]
    return {1: first, 2: second}, early, late


def counted(tallies, asked, responses):
    for each in responses:
        for cell, step in tally_moves(asked, before=None, after=each).items():
            tallies[cell] += step


@pytest.mark.parametrize("kind", QuestionKind)
@FEW
@given(data=st.data())
def test_what_is_counted_before_and_after_a_change_is_what_a_recount_finds(kind, data):
    versions, early, late = data.draw(two_versions(kind))
    tallies = dict.fromkeys(all_cells(versions[1]), 0)
    counted(tallies, versions[1], early)
    whole = together(versions.values())
    tallies |= cells_to_add(whole, tallies)
    counted(tallies, whole, late)
    found = {cell: count for cell, count in tallies.items() if count}
    recounted = count_responses(versions, [*early, *late])
    assert found == {cell: count for cell, count in recounted.items() if count}
    for each in whole.questions:
        if KINDS[each.kind].adds_up:
            cells = Counter({c: n for (q, c), n in tallies.items() if q == each.code})
            assert cells.total() == tallies[RESPONSES]
    not_asked = [each for each in (*early, *late) if "added" not in each.answers]
    assert tallies["added", Missing.NOT_ASKED] == len(not_asked)


@pytest.mark.parametrize("kind", QuestionKind)
@FEW
@given(data=st.data())
def test_the_file_keeps_its_columns_and_says_what_a_version_did_not_ask(kind, data):
    versions, early, late = data.draw(two_versions(kind))
    before, after = (
        header(each, CsvOptions()) for each in ({1: versions[1]}, versions)
    )
    assert after[: len(before)] == before
    assert after[len(before) :] == ("added",)
    rows = [Row("2026-11", each) for each in (*early, *late)]
    written = [*rows_of("poll", versions, rows, CsvOptions())]
    asked = ["added" in each.response.answers for each in rows]
    assert [bool(row[-1]) for row in written] == asked
    alone = [*rows_of("poll", {1: versions[1]}, rows[: len(early)], CsvOptions())]
    assert [row[: len(before)] for row in written[: len(early)]] == alone

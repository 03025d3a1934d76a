"""Options, rows and points written one a line."""

import pytest

from pollsvc.domain.listed_lines import (
    read_lines,
    read_points,
    read_rows,
    write_lines,
    write_points,
    write_rows,
)
from pollsvc.domain.questionnaires import Option
from tests.all_kinds import QUESTIONS


@pytest.mark.parametrize("coded", [True, False])
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.code)
def test_what_is_written_reads_as_the_same(question, coded):
    plain = tuple(o for o in question.options if o.role.value == "substantive")
    assert read_lines(write_lines(plain, coded=coded)) == plain
    assert read_rows(write_rows(question.rows, coded=coded)) == question.rows


def test_a_code_stays_where_its_line_shows_it():
    (option,) = read_lines(write_lines(read_lines("Dayly"), coded=True) + " or more")
    assert option == Option(code="dayly", label="Dayly or more")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [("0-10", "0", "10"), ("1 to 5", "1", "5"), (" 1 – 7 ", "1", "7")],
)
def test_points_are_a_range(text, first, last):
    points = read_points(text)
    assert (points[0].code, points[-1].label) == (first, last)
    assert write_points(points) == f"{first}-{last}"


@pytest.mark.parametrize("text", ["", "5", "5-1", "3-3", "0-500", "a-b", "0-10 or so"])
def test_anything_else_is_no_range(text):
    assert read_points(text) is None


def test_points_with_words_are_no_range():
    assert write_points((Option(code="0", label="No"),)) is None
    assert write_points(read_lines("0: No\n1: Yes")) is None

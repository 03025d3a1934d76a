"""A release holds a wave's counts of one moment, and of that moment only the day."""

from dataclasses import fields
from datetime import date, datetime

from pollsvc.domain.cells import RESPONSES, all_cells
from pollsvc.domain.releases import Release, cut
from tests.factories import questionnaire

DAY = date(2026, 11, 22)


def release():
    tallies = dict.fromkeys(all_cells(questionnaire()), 0)
    tallies |= {RESPONSES: 12, ("visits", "1"): 11, ("visits", "!refused"): 1}
    return cut("wave", tallies, on=DAY)


def test_a_release_counts_whole_responses_apart_from_answers():
    assert release().responses == 12
    assert list(release().counts) == ["visits"]


def test_a_release_has_every_cell_and_zeros_too():
    counts = release().counts["visits"]
    substantive = {"0": 0, "1": 11, "2": 0, "3": 0}
    missing = {"!not_asked": 0, "!not_answered": 0, "!refused": 1, "!dont_know": 0}
    assert counts == substantive | missing


def test_a_release_knows_its_day_and_no_time():
    assert type(release().released_on) is date
    assert datetime not in [field.type for field in fields(Release)]

"""When a poll is open, as definitions say it, and what they get wrong about it."""

import pytest

from tests.definitions.test_reading import PHARMACY, refusal


@pytest.mark.parametrize(
    ("right", "wrong", "field", "hint"),
    [
        ("monthly", "daily", "schedule.repeats", "every 10 days"),
        ("monthly", "weekly", "schedule.repeats", "on 8 Nov 2026"),
        ("monthly", "last friday", "schedule.opens", "Fri 27 Nov 2026"),
        ("monthly", "monthly, times: 0", "schedule.times", "such as 2"),
        ("monthly", "monthly, times: 2000", "schedule.times", "1 to 1000"),
        ("monthly", "monthly, until: 2027", "schedule.until", "2026-12-31"),
        ("monthly", "monthly, until: 2026-10-31", "schedule.until", "before"),
        ("monthly", "monthly, skips: 1", "schedule.skips", "Write a list"),
        ("monthly", "monthly, skips: [May]", "schedule.skips[0]", "2026-12-31"),
        ("monthly", "monthly, skips: [2026-12-02]", "schedule.skips[0]", "open on"),
        ("monthly", "monthly, stopped: soon", "schedule.stopped", "true or false"),
        ("monthly", "monthly, lasts: 14", "schedule.lasts", "14 days"),
        ("monthly", "monthly, lasts: 14 days", "schedule.lasts", "not both"),
        (", repeats: monthly", ", times: 3", "schedule.times", "repeats"),
    ],
)
def test_a_fault_of_a_schedule_is_refused_with_its_line_and_its_field(
    right, wrong, field, hint
):
    assert right in PHARMACY
    said = refusal(PHARMACY.replace(right, wrong, 1))
    assert f"Line 13, {field}: " in said
    assert hint in said

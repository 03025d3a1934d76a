"""What staff read of a poll that opens by itself, before and after it is opened."""

import pytest
import time_machine

from pollsvc.domain.repeats import Repeat
from pollsvc.domain.schedules import Schedule
from pollsvc.domain.spans import Span
from tests.factories import SLUG, local, utc
from tests.staff import drafted, signed_in

NOW = utc(2026, 11, 24, 12)
LATER = Schedule(opens=local(2026, 12, 1, 9), lasts=Span(14))
AT_ONCE = Schedule(lasts=Span(14))
LONG_AGO = Schedule(opens=local(2020, 1, 1, 9), lasts=Span(2), repeats=Repeat.WEEKLY)
PAGE = f"/staff/polls/{SLUG}"
BY_ITSELF = "It opens by itself on Tue 1 Dec 2026, 09:00 UTC."

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
pytestmark = [pytest.mark.usefixtures("database_url"), on_sqlite]


@pytest.fixture
def reader(app):
    """Reads a page of the staff once a draft of a schedule is stored."""

    def read(schedule, path=PAGE):
        drafted(app, schedule=schedule)
        return signed_in(app).open(path)

    with time_machine.travel(NOW):
        yield read


def test_what_opening_means_says_when_it_opens_by_itself(reader):
    page = reader(LATER)
    assert f"{BY_ITSELF} What it asks can still be changed." in page.text
    assert "From then on members can answer." not in page.text
    page.press("Open now")
    assert page.said.startswith(f"The poll is scheduled. {BY_ITSELF} Hand it out")


def test_of_a_poll_that_opens_at_once_it_says_so(reader):
    page = reader(AT_ONCE)
    assert "From then on members can answer." in page.text
    assert page.press("Open now").said.startswith("The poll is open. Hand it out")


def test_from_the_editor_a_poll_is_opened_for_later(reader):
    page = reader(LATER, f"{PAGE}/edit").press("Open now")
    assert page.said.startswith(f"The poll is scheduled. {BY_ITSELF} Hand it out")


@pytest.mark.parametrize(
    ("schedule", "said"),
    [
        (LATER, "15 Dec 2026, 09:00"),
        (AT_ONCE, "Closes 14 days after you open it."),
        (LONG_AGO, "27 Nov 2026, 09:00"),
        (Schedule(opens=local(2026, 12, 1, 9)), "Not set"),
        (Schedule(closes=local(2026, 12, 3, 9)), "3 Dec 2026, 09:00"),
    ],
)
def test_the_list_says_when_a_draft_closes(reader, schedule, said):
    page = reader(schedule, "/staff/")
    assert said in page.text
    assert ("after you open it" in page.text) == (schedule == AT_ONCE)


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (
            utc(2026, 11, 25, 12),
            "Takes answers from the moment you open it. Closes Fri 27 Nov 2026, 09:00",
        ),
        (
            utc(2026, 11, 28),
            "Opens Wed 2 Dec 2026, 09:00 UTC, closes in 2 days: Fri 4 Dec 2026, 09:00",
        ),
    ],
)
def test_a_series_that_began_long_ago_tells_of_its_next_wave(reader, app, now, said):
    reader(LONG_AGO)
    with time_machine.travel(now):
        assert said in signed_in(app, "ben@example.org").open(PAGE).text

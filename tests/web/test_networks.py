"""An address becomes the mark of its network: for a day, and for nobody to read."""

from datetime import timedelta

import pytest

from pollsvc.web.networks import UNKNOWN, MemorySalts, mark_of, network_of
from tests.factories import utc

NOON = utc(2026, 11, 22, 12)
CANARY = "203.0.113.77"


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", "203.0.113.77"),
        ("::ffff:203.0.113.77", "203.0.113.77"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::", "2001:db8:1:2::/64"),
        ("2001:DB8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::1", "::/64"),
    ],
)
def test_the_network_of_an_address(address, network):
    assert network_of(address) == network


@pytest.mark.parametrize(
    "junk",
    [
        None,
        "",
        "unknown",
        "' OR 1=1--",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.4:80",
        "\0",
        "::g",
    ],
)
def test_what_is_no_address_shares_one_bucket(junk):
    assert network_of(junk) == UNKNOWN


def mark(address, salts, now=NOON):
    return mark_of(address, salts, now=lambda: now)


def test_a_network_has_one_mark_all_day():
    salts = MemorySalts()
    early, late = utc(2026, 11, 22), utc(2026, 11, 22, 23, 59, 59)
    assert mark(CANARY, salts, early) == mark(CANARY, salts, late)
    assert mark(f"::ffff:{CANARY}", salts) == mark(CANARY, salts)
    assert mark("2001:db8::1", salts) == mark("2001:db8::2", salts)


def test_two_networks_have_two_marks():
    salts = MemorySalts()
    marks = {mark(f"203.0.113.{n}", salts) for n in range(256)}
    assert len(marks) == 256


def test_tomorrow_the_mark_is_another_and_todays_cannot_be_made_again():
    salts = MemorySalts()
    today = mark(CANARY, salts)
    assert mark(CANARY, salts, NOON + timedelta(days=1)) != today
    assert mark(CANARY, salts, NOON) != today


def test_two_processes_have_salts_of_their_own():
    assert mark(CANARY, MemorySalts()) != mark(CANARY, MemorySalts())


def test_a_mark_shows_nothing_of_the_address():
    found = mark(CANARY, MemorySalts())
    assert len(found) == 32
    assert set(found) <= set("0123456789abcdef")

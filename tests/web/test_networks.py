"""An address becomes the mark of its network: for a day, and for nobody to read."""

from datetime import timedelta

import pytest

from pollsvc.web.networks import (
    UNKNOWN,
    DayKeys,
    MemorySalts,
    marks_of,
    networks_of,
)
from tests.factories import utc

NOON = utc(2026, 11, 22, 12)
CANARY = "203.0.113.77"
SECRET = bytes(32)


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", ["203.0.113.77"]),
        ("::ffff:203.0.113.77", ["203.0.113.77"]),
        ("2001:db8:1:2:3:4:5:6", ["2001:db8:1:2::/64", "2001:db8:1::/48"]),
        ("2001:db8:1:2::", ["2001:db8:1:2::/64", "2001:db8:1::/48"]),
        (
            "2001:DB8:1:2:ffff:ffff:ffff:ffff",
            ["2001:db8:1:2::/64", "2001:db8:1::/48"],
        ),
        ("2001:db8:1:3::1", ["2001:db8:1:3::/64", "2001:db8:1::/48"]),
        ("2001:db8:2:3::1", ["2001:db8:2:3::/64", "2001:db8:2::/48"]),
        ("fe80::1%eth0", ["fe80::/64", "fe80::/48"]),
        ("::1", ["::/64", "::/48"]),
        ("203.0.113.77:50123", ["203.0.113.77"]),
        ("[2001:db8:1:2::9]", ["2001:db8:1:2::/64", "2001:db8:1::/48"]),
        ("[2001:db8:1:2::9]:443", ["2001:db8:1:2::/64", "2001:db8:1::/48"]),
        ("[::ffff:203.0.113.77]:443", ["203.0.113.77"]),
    ],
)
def test_the_networks_of_an_address_the_narrowest_first(address, network):
    assert list(networks_of(address)) == network


def test_a_wider_network_may_send_ten_times_as_much():
    assert networks_of("2001:db8:1:2::1") == {
        "2001:db8:1:2::/64": 1,
        "2001:db8:1::/48": 10,
    }
    assert networks_of(CANARY) == {CANARY: 1}


@pytest.mark.parametrize(
    "junk",
    [
        None,
        "",
        "unknown",
        "' OR 1=1--",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.4:",
        "1.2.3.4:port",
        "1.2.3.4:123456",
        "1.2.3.4:8\u0660",
        "[]",
        "[]:80",
        "[1.2.3.4",
        "[::1]80",
        "\0",
        "::g",
    ],
)
def test_what_is_no_address_shares_one_bucket(junk):
    assert networks_of(junk) == {UNKNOWN: 1}


def process(secret=SECRET):
    """The keys of one process that counts for itself."""
    return DayKeys(secret, MemorySalts())


def mark(address, keys, now=NOON):
    """The mark of an address's narrowest network."""
    return next(iter(marks_of(address, keys, now=lambda: now)))


def test_each_network_of_an_address_has_a_mark_of_its_own():
    keys = process()
    one, other = (
        marks_of(address, keys, now=lambda: NOON)
        for address in ("2001:db8:1:2::1", "2001:db8:1:3::1")
    )
    assert list(one.values()) == list(other.values()) == [1, 10]
    (narrow, wide), (other_narrow, other_wide) = one, other
    assert (narrow != other_narrow, wide == other_wide) == (True, True)


def test_a_network_has_one_mark_all_day():
    keys = process()
    early, late = utc(2026, 11, 22), utc(2026, 11, 22, 23, 59, 59)
    assert mark(CANARY, keys, early) == mark(CANARY, keys, late)
    assert mark(f"::ffff:{CANARY}", keys) == mark(CANARY, keys)
    assert mark("2001:db8::1", keys) == mark("2001:db8::2", keys)


def test_two_networks_have_two_marks():
    keys = process()
    marks = {mark(f"203.0.113.{n}", keys) for n in range(256)}
    assert len(marks) == 256


def test_tomorrow_the_mark_is_another_and_todays_cannot_be_made_again():
    keys = process()
    today = mark(CANARY, keys)
    assert mark(CANARY, keys, NOON + timedelta(days=1)) != today
    assert mark(CANARY, keys, NOON) != today


def test_two_processes_have_marks_of_their_own():
    assert mark(CANARY, process()) != mark(CANARY, process())


def test_neither_the_salt_nor_the_secret_makes_the_mark_alone():
    salts = MemorySalts()
    ours, others = (DayKeys(bytes([n]) * 32, salts) for n in (1, 2))
    assert mark(CANARY, ours) == mark(CANARY, DayKeys(bytes([1]) * 32, salts))
    assert mark(CANARY, ours) != mark(CANARY, others)


def test_a_mark_shows_nothing_of_the_address():
    found = mark(CANARY, process())
    assert len(found) == 32
    assert set(found) <= set("0123456789abcdef")

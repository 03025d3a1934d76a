"""The public claim, tried: known answers are cast, everything left behind is read.

Through the production server, with an address and a browser's name that are looked
for afterwards in every file, row, key and line.
"""

import re
from itertools import chain

import pytest

from pollsvc.domain.ballots import ballot_of_receipt
from tests.anonymity.conftest import ADDRESS, AGENT, ANSWER, JUNK, PEOPLE, SLUG

OWN_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")
MOMENT = re.compile(r"20\d\d-\d\d-\d\d|datetime|\d\d:\d\d:\d\d")
# The coefficient of sixty in random order has a standard deviation of 0.13.
NO_ORDER = 0.5


def everything(traces):
    """Pairs of a name and a text: each file, each table, and Redis."""
    files = (
        (name, content.decode("latin-1")) for name, content in traces.files.items()
    )
    tables = ((name, repr(rows)) for name, (_, rows) in traces.tables.items())
    return chain(files, tables, [("redis", repr(traces.redis))])


def all_of(cast):
    return chain.from_iterable(map(everything, (cast.open, cast.closed, cast.archived)))


@pytest.mark.parametrize("canary", [ADDRESS, AGENT, "127.0.0.1"])
def test_no_address_and_no_browser_is_kept_anywhere(cast, canary):
    for name, content in all_of(cast):
        told = OWN_ADDRESS.sub("", content)
        assert canary not in told, name


def test_redis_counted_and_so_was_looked_at(cast):
    assert cast.open.redis


def test_the_log_says_nothing_of_who_answered_what_or_when(cast):
    log = cast.archived.files["log"].decode()
    assert "Serving on" in log
    for word in (ANSWER, JUNK, JUNK.lower(), f"/p/{SLUG}", "POST", "choice"):
        assert word not in log
    assert len(log.splitlines()) < 10


def test_what_was_refused_is_not_kept(cast):
    for name, content in all_of(cast):
        assert JUNK not in content, name


def test_no_receipt_and_no_ballot_is_kept(cast):
    assert len(set(cast.receipts)) == PEOPLE
    secrets = [ballot_of_receipt(receipt).secret for receipt in cast.receipts]
    forms = [*cast.receipts, *(secret.hex() for secret in secrets)]
    forms += [form for s in secrets for form in (s.decode("latin-1"), repr(s)[2:-1])]
    for name, content in all_of(cast):
        assert [form for form in forms if form in content] == [], name


@pytest.mark.parametrize("table", ["response", "tally"])
def test_no_row_of_an_answer_holds_a_moment(cast, table):
    _, rows = cast.open.tables[table]
    assert rows
    for row in rows:
        words = [
            str(value) for value in row if not isinstance(value, (bytes, memoryview))
        ]
        assert not MOMENT.search(" ".join(words))


def test_the_instances_secret_is_not_in_the_database(cast):
    for name, content in all_of(cast):
        if name != "secret.key":
            assert cast.secret.hex() not in content, name
            assert cast.secret.decode("latin-1") not in content, name


def test_who_has_secret_and_database_of_an_open_poll_could_find_an_answer(cast):
    """The other half of the claim: with receipt, secret and salt it is found."""
    assert {each for each, _ in cast.open.lie} == set(cast.ids)


def test_archiving_erases_what_that_takes(cast):
    columns, rows = cast.archived.tables["wave"]
    assert [dict(zip(columns, row, strict=True))["salt"] for row in rows] == [None]
    columns, rows = cast.open.tables["wave"]
    (salt,) = [dict(zip(columns, row, strict=True))["salt"] for row in rows]
    for name, content in everything(cast.archived):
        assert bytes(salt).decode("latin-1") not in content, name


def correlation(came, lie):
    """Spearman's coefficient of two orders of the same things."""
    place = {each: number for number, each in enumerate(lie)}
    differences = (number - place[each] for number, each in enumerate(came))
    count = len(came)
    return 1 - 6 * sum(d * d for d in differences) / (count * (count**2 - 1))


def test_rows_of_a_closed_poll_tell_no_order_and_no_writer(cast):
    lie = [each for each, _ in cast.closed.lie]
    assert abs(correlation(cast.ids, lie)) < NO_ORDER
    assert len({writer for _, writer in cast.closed.lie}) == 1


def places(cast, traces):
    """Where each id first stands in the database's files, in the order of casting."""
    names = sorted(name for name in traces.files if name.startswith("pollsvc.sqlite"))
    content = b"".join(traces.files[name] for name in names)
    return [content.find(each) for each in cast.ids]


@pytest.mark.parametrize("cast", ["sqlite"], indirect=True)
def test_files_of_a_closed_database_tell_no_order(cast):
    """Where an id stands in a page, or in the log of writes, is an order too.

    PostgreSQL's files are its server's.
    """
    assert not cast.closed.files["pollsvc.sqlite-wal"]
    found = dict(zip(cast.ids, places(cast, cast.closed), strict=True))
    assert -1 not in found.values()
    by_place = sorted(cast.ids, key=found.__getitem__)
    assert abs(correlation(cast.ids, by_place)) < NO_ORDER


def test_before_it_closes_there_is_an_order_to_be_found(cast):
    """So that the tests above try something."""
    lie = [each for each, _ in cast.open.lie]
    if cast.kind == "sqlite":
        found = dict(zip(cast.ids, places(cast, cast.open), strict=True))
        lie = sorted(cast.ids, key=found.__getitem__)
    assert correlation(cast.ids, lie) > NO_ORDER

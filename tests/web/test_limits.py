"""What one network may send, where it is counted, and that no address is kept."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import redis
import time_machine

from pollsvc.web.limits import limiter
from tests.counting import stored
from tests.factories import SLUG
from tests.page import Browser, InProcess
from tests.servers.redis import redis_server as own_redis

POLL, FRAME = f"/p/{SLUG}", f"/e/{SLUG}"
SUBMIT = "Submit answer"
CANARY = "203.0.113.77"
DOTTED = re.compile(rb"\d+\.\d+\.\d+\.\d+")

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def clock():
    """Stops the clock early in a minute: limits are counted by the minute."""
    early = datetime.now(UTC).replace(second=5) + timedelta(hours=1)
    with time_machine.travel(early, tick=False) as clock:
        yield clock


@pytest.fixture
def app(make_app, open_poll):
    """With the limit that installations have: 30 a minute."""
    return open_poll(make_app(public_url="http://localhost"))


def somebody(app, address=CANARY, **headers):
    road = InProcess(app, address=address)
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return Browser(road, headers=sent)


def answer(app, address=CANARY, poll=POLL, **headers):
    """The page that somebody new gets for an answer."""
    return somebody(app, address, **headers).open(poll).press(SUBMIT, visits="1")


def answers(app):
    with app.app_context():
        return len(stored())


def test_the_thirty_first_answer_of_a_minute_is_kept_and_not_counted(app):
    for _ in range(30):
        assert answer(app).status == 200
    page = answer(app)
    assert (page.status, answers(app)) == (429, 30)
    assert 1 <= int(page.header("Retry-After")) <= 60
    assert "Once" in page.text
    assert "Try again at" in page.text


@pytest.mark.parametrize("poll", [POLL, FRAME])
def test_an_answer_that_was_kept_can_be_sent_when_the_page_said(app, poll, clock):
    for _ in range(30):
        answer(app)
    page = answer(app, poll=poll)
    clock.shift(timedelta(seconds=int(page.header("Retry-After"))))
    again = page.press("Submit my answer")
    assert again.heading == "Thank you. Your answer is counted."
    assert answers(app) == 31


def test_another_network_is_not_held_up(app):
    for _ in range(31):
        answer(app)
    assert answer(app, "203.0.113.78").status == 200


def test_looking_is_not_limited(app):
    visitor = somebody(app)
    for _ in range(40):
        assert visitor.open(POLL).status == 200


def test_answers_and_receipts_are_counted_together(app):
    visitor = somebody(app)
    for _ in range(30):
        visitor.open("/receipt").press("Find my answer", receipt="x")
    page = visitor.open("/receipt").press("Find my answer", receipt="x")
    assert page.status == 429
    assert page.header("Retry-After")
    assert answer(app).status == 429


def test_one_network_of_ipv6_is_one_network(app):
    for number in range(30):
        assert answer(app, f"2001:db8:1:2::{number:x}").status == 200
    assert answer(app, "2001:db8:1:2:ffff::1").status == 429
    assert answer(app, "2001:db8:1:3::1").status == 200


def test_without_a_proxy_nobody_changes_network_by_a_header(app):
    for number in range(30):
        answer(app, X_Forwarded_For=f"198.51.100.{number}", X_Real_Ip="1.1.1.1")
    page = answer(app, X_Forwarded_For="198.51.100.200", Forwarded="for=192.0.2.1")
    assert page.status == 429


def test_behind_one_proxy_the_address_it_adds_is_believed_and_no_other(
    make_app, open_poll
):
    app = open_poll(make_app(trusted_proxies=1, public_url="http://localhost"))
    for number in range(30):
        page = answer(app, X_Forwarded_For=f"198.51.100.{number}, {CANARY}")
        assert page.status == 200
    assert answer(app, X_Forwarded_For=f"192.0.2.9, {CANARY}").status == 429
    assert answer(app, X_Forwarded_For=f"{CANARY}, 192.0.2.9").status == 200


@pytest.mark.parametrize("junk", ["' OR 1=1--", "unknown", "", "1.2.3.4:99", "\t"])
def test_what_a_proxy_adds_that_is_no_address_shares_one_bucket(
    make_app, open_poll, junk
):
    app = open_poll(
        make_app(
            trusted_proxies=1, answer_limit="1/minute", public_url="http://localhost"
        )
    )
    first, second = (answer(app, None, X_Forwarded_For=junk) for _ in range(2))
    assert (first.status, second.status) == (200, 429)


def test_no_address_is_kept_in_memory(app):
    for address in (CANARY, "2001:db8:1:2::1", "::ffff:203.0.113.78"):
        answer(app, address)
    storage = limiter.storage
    kept = repr({name: vars(storage)[name] for name in ("storage", "expirations")})
    assert "pollsvc" in kept
    assert not DOTTED.search(kept.encode())
    assert "2001:db8" not in kept


@pytest.fixture
def app_with_redis(make_app, open_poll, redis_server):
    return open_poll(make_app(redis_url=redis_server, public_url="http://localhost"))


def redis_contents(url):
    """Each key and value of ours as bytes; whose Redis it is, we do not know."""
    with redis.Redis.from_url(url) as client:
        for key in client.scan_iter("*pollsvc*"):
            yield key, client.get(key) or b"", client.ttl(key)


def test_redis_counts_for_all_and_keeps_no_address_and_nothing_for_long(
    app_with_redis, redis_server
):
    # Other tests count in the same Redis, by limits of their own.
    before = {key for key, *_ in redis_contents(redis_server)}
    for _ in range(30):
        assert answer(app_with_redis).status == 200
    assert answer(app_with_redis).status == 429
    contents = [kept for kept in redis_contents(redis_server) if kept[0] not in before]
    assert contents
    for key, value, seconds in contents:
        assert not DOTTED.search(key), key
        assert CANARY.encode() not in value
        assert 0 < seconds <= 25 * 3600, key


def test_two_processes_with_one_redis_count_together(app_with_redis, make_app):
    for _ in range(20):
        answer(app_with_redis)
    other = make_app(
        redis_url=app_with_redis.extensions["pollsvc"].settings.redis_url,
        public_url="http://localhost",
    )
    for _ in range(10):
        assert answer(other).status == 200
    assert answer(other).status == 429


def test_without_redis_answers_go_on_and_limits_are_counted_in_memory(
    make_app, open_poll
):
    with own_redis() as url:
        app = open_poll(make_app(redis_url=url, public_url="http://localhost"))
        for _ in range(5):
            assert answer(app).status == 200
    for _ in range(30):
        assert answer(app).status == 200
    assert answer(app).status == 429
    assert answers(app) == 35


def test_a_redis_that_was_never_there_is_no_hindrance(make_app, open_poll):
    app = open_poll(
        make_app(redis_url="redis://127.0.0.1:1/0", public_url="http://localhost")
    )
    assert answer(app).status == 200


def test_the_limit_is_the_one_that_was_set(make_app, open_poll):
    app = open_poll(make_app(answer_limit="2/hour", public_url="http://localhost"))
    statuses = [answer(app).status for _ in range(3)]
    assert statuses == [200, 200, 429]

"""Answers given again: the same as Flask's, header for header, and nobody else's."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import text
from werkzeug.test import create_environ

from pollsvc.domain.release_policies import ReleasePolicy, Visibility
from pollsvc.domain.schedules import Schedule
from pollsvc.extensions import db
from pollsvc.web import remembered, repeated_pages
from tests.factories import SLUG
from tests.publishing import archive, close, submit
from tests.web.plain.sending import flask_asked

NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)
POLL, FRAME = f"/p/{SLUG}", f"/e/{SLUG}"
RESULTS, FRAMED_RESULTS = f"{POLL}/results", f"{FRAME}/results"
OF_A_WAVE = f"{POLL}/w/2026-11/results"
PAGES = (POLL, FRAME, RESULTS, FRAMED_RESULTS, OF_A_WAVE)
BALLOT = re.compile(rb'name="_ballot" value="([^"]+)"')
# Means nothing to members' pages; and what has it is always Flask's.
ASKS_FLASK = {"Authorization": "none"}

one_database = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def app(make_app, open_poll):
    made = make_app(public_url="http://localhost")
    given = {"results": Visibility.ALWAYS, "release": ReleasePolicy.LIVE}
    return open_poll(made, **given, sites=("https://news.example",))


def get(app, path, **given):
    """Status, headers and body, as somebody without a cookie gets them."""
    answer = app.test_client(use_cookies=False).get(path, **given)
    return answer.status, list(answer.headers), answer.data


def blanked(answer):
    status, headers, body = answer
    return status, headers, BALLOT.sub(b"", body)


def require_both_ways_agree(app, path):
    by_flask = get(app, path, headers=ASKS_FLASK)
    for _ in range(3):  # by Flask or kept from before, then kept
        assert blanked(get(app, path)) == blanked(by_flask)


def answers(app):
    with app.app_context():
        for code in "0123":
            submit(code, now=NOON)


def closes(app):
    with app.app_context():
        close(now=NOON)


def is_archived(app):
    with app.app_context():
        archive(now=NOON)


def test_both_ways_agree_whatever_becomes_of_a_poll(app):
    for happens in (len, answers, answers, closes, is_archived):
        if happens is not len:
            happens(app)
        for path in PAGES:
            require_both_ways_agree(app, path)


@one_database
def test_what_was_given_once_is_given_again_without_flask(app):
    for path in PAGES:
        get(app, path)
    with flask_asked(app) as asked:
        assert {get(app, path)[0] for path in PAGES} == {"200 OK"}
    assert asked == []


@one_database
@pytest.mark.parametrize("path", [POLL, FRAME])
def test_each_form_has_a_ballot_of_its_own_that_counts(app, path):
    forms = [get(app, path)[2] for _ in range(5)]
    ballots = {BALLOT.search(form)[1].decode() for form in forms}
    assert len(ballots) == 5
    client = app.test_client(use_cookies=False)
    for ballot in ballots:
        sent = {"_ballot": ballot, "visits": "1"}
        answer = client.post(path, data=sent, headers={"Origin": "http://localhost"})
        assert answer.status_code == 303


ASKED_OTHERWISE = {
    "with a cookie": {"headers": {"Cookie": "a=b"}},
    "with something after the question mark": {"query_string": "lang=de"},
    "with a method of its own": {"method": "HEAD"},
    "with a body": {"data": "a=b"},
    "by another name": {"headers": {"Host": "127.0.0.1"}},
    "over https": {"base_url": "https://localhost"},
    "in another language": {"headers": {"Accept-Language": "de"}},
    "with a body of unknown length": {"headers": {"Transfer-Encoding": "chunked"}},
}


@one_database
@pytest.mark.parametrize("given", ASKED_OTHERWISE.values(), ids=ASKED_OTHERWISE)
def test_who_asks_otherwise_is_answered_by_flask(app, given):
    for path in PAGES:
        get(app, path)
    with flask_asked(app) as asked:
        for path in PAGES:
            app.test_client(use_cookies=False).open(path, **given)
    assert asked == [*PAGES]


@one_database
def test_another_site_is_refused_after_ours_was_answered(app):
    other = {"Host": "other.example"}
    for path in PAGES:
        get(app, path)
        assert [get(app, path, headers=other)[0][:3] for _ in range(2)] == ["400"] * 2


@one_database
def test_who_has_answered_sees_their_own_and_nobody_else_does(app):
    for path in PAGES:
        get(app, path)
    own = app.test_client()
    sent = {"_ballot": BALLOT.search(get(app, POLL)[2])[1].decode(), "visits": "2"}
    where = own.post(POLL, data=sent, headers={"Origin": "http://localhost"})
    thanks = own.get(where.location).text
    (receipt,) = set(re.findall(r"\b(?:[0-9A-Z]{4}-){6}[0-9A-Z]{4}\b", thanks))
    assert own.get(POLL).status_code == 303
    assert receipt in own.get(RESULTS).text
    for path in PAGES:
        for _ in range(2):
            assert receipt.encode() not in get(app, path)[2]


@one_database
def test_a_poll_closes_by_its_time_though_nothing_is_written(
    make_app, open_poll, at_noon
):
    soon = (NOON + timedelta(minutes=5)).replace(tzinfo=None)
    schedule = Schedule(zone="UTC", closes=soon)
    given = {"now": NOON, "schedule": schedule}
    app = open_poll(make_app(public_url="http://localhost"), **given)
    assert get(app, POLL)[0] == get(app, POLL)[0] == "200 OK"
    at_noon.shift(timedelta(minutes=5))
    assert get(app, POLL)[0] == "303 SEE OTHER"


@one_database
def test_a_store_that_is_away_is_said_to_be_away_whoever_asks(app):
    for path in PAGES:
        get(app, path)
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(text("ALTER TABLE catalogue RENAME TO gone"))
    for path in PAGES:
        assert get(app, path)[0] == "503 SERVICE UNAVAILABLE"
        assert blanked(get(app, path)) == blanked(get(app, path, headers=ASKS_FLASK))


@one_database
def test_an_answer_that_sets_a_cookie_is_not_kept(app):
    @app.after_request
    def set_one(response):
        response.set_cookie("somebody's", "own")
        return response

    get(app, POLL)
    with flask_asked(app) as asked:
        get(app, POLL)
    assert asked == [POLL]


@one_database
def test_the_oldest_makes_room(app, monkeypatch):
    monkeypatch.setattr(remembered, "MOST_KEPT", 2)
    languages = [{"Accept-Language": name} for name in ("en", "de", "fr")]
    for headers in languages:
        get(app, POLL, headers=headers)
    with flask_asked(app) as asked:
        get(app, POLL, headers=languages[2])
        get(app, POLL, headers=languages[1])
        assert asked == []
        get(app, POLL, headers=languages[0])
    assert asked == [POLL]


def test_which_languages_somebody_reads_is_not_remembered():
    """They tell a browser from many others; it is enough that they are the same."""

    def remembered(wished):
        return repeated_pages.asked(create_environ(headers={"Accept-Language": wished}))

    swiss, welsh = "gsw;q=0.31, en", "cy;q=0.29, en"
    assert remembered(swiss) == remembered(swiss) != remembered(welsh)
    assert not any("gsw" in str(part) for part in remembered(swiss))

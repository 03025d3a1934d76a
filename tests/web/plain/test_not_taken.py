"""Forms that are not taken: said by Flask, as if nobody had looked at them before."""

import gc
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from sqlalchemy import text

from pollsvc.blueprints.responding.visits import Visit
from pollsvc.domain.errors import StoreUnavailable
from pollsvc.domain.schedules import Schedule
from pollsvc.extensions import db
from pollsvc.web import plain_forms
from tests.counting import stored
from tests.publishing import archive, close
from tests.web.plain.sending import (
    ASKS_FLASK,
    NOON,
    OWN,
    blanked,
    form_of,
    one_database,
    send,
)


def without_ballot(_app):
    return {"visits": "1"}


def damaged(app):
    return form_of(app, visits="1") | {"_ballot": "A" * 59}


def of_another_version(app):
    return form_of(app, visits="1") | {"_version": "7"}


def with_no_such_answer(app):
    return form_of(app, visits="17")


def with_two_answers(app):
    return form_of(app, visits=["1", "2"])


def with_another_answer_than_before(app):
    form = form_of(app, visits="1")
    send(app, form)
    return form | {"visits": "2"}


def changed_on_purpose(app):
    return with_another_answer_than_before(app) | {"_change": "yes"}


def too_large(app):
    return form_of(app, visits="1" * 70_000)


def of_too_many_fields(app):
    return form_of(app, **{f"x{number}": "" for number in range(300)})


def no_text(_app):
    return b"visits=\xff\xfe"


REFUSED = {
    without_ballot: 400,
    damaged: 400,
    of_another_version: 409,
    with_no_such_answer: 422,
    with_two_answers: 422,
    with_another_answer_than_before: 200,
    changed_on_purpose: 303,
    too_large: 413,
    of_too_many_fields: 413,
    no_text: 400,
}


@one_database
@pytest.mark.parametrize(("make", "status"), REFUSED.items())
def test_what_does_not_pass_is_answered_by_flask(warm, make, status):
    form = make(warm)
    sent = [blanked(send(warm, form, headers=how)) for how in (OWN, ASKS_FLASK)]
    assert sent[0] == sent[1]
    assert sent[0][0].startswith(str(status))


@one_database
@pytest.mark.parametrize("origin", ["https://other.example", "null"])
def test_what_another_site_sends_is_refused(warm, origin):
    page = send(warm, form_of(warm, visits="1"), headers={"Origin": origin})
    assert page[0] == "403 FORBIDDEN"
    with warm.app_context():
        assert len(stored()) == 2


def test_a_poll_that_has_closed_takes_nothing(warm):
    forms = [form_of(warm, visits="1") for _ in range(2)]
    for act in (close, archive):
        with warm.app_context():
            act(now=NOON)
        assert send(warm, forms.pop())[0] == "410 GONE"
    with warm.app_context():
        assert len(stored()) == 2


@one_database
def test_each_is_counted_once_whoever_takes_it(make_app, open_poll):
    """Five are let through, taken by Flask or not, refused otherwise or not."""
    app = open_poll(make_app(public_url="http://localhost", answer_limit="5/minute"))
    ways = [(OWN, "1"), (OWN, "2"), (ASKS_FLASK, "1"), (OWN, "17"), (OWN, "1")]
    for headers, code in ways:
        status = send(app, form_of(app, visits=code), headers=headers)[0]
        assert status[:3] == ("422" if code == "17" else "303")
    sixth = form_of(app, visits="1")
    sent = [blanked(send(app, sixth, headers=how)) for how in (OWN, ASKS_FLASK)]
    assert [status for status, _, _ in sent] == ["429 TOO MANY REQUESTS"] * 2


@one_database
def test_a_store_that_is_away_is_said_to_be_away_with_the_answer_kept(warm):
    form = form_of(warm, visits="2")
    with warm.app_context(), db.engine.begin() as connection:
        connection.execute(text("ALTER TABLE response RENAME TO gone"))
    status, _, page = send(warm, form)
    assert status == "503 SERVICE UNAVAILABLE"
    assert form["_ballot"][:20] in page


@one_database
def test_a_fault_of_ours_is_told_as_any_other(warm, monkeypatch, capsys):
    def fail(*_arguments, **_given):
        raise RuntimeError

    monkeypatch.setattr("pollsvc.services.responding.submit", fail)
    form = form_of(warm, visits="1")
    assert send(warm, form)[0] == "500 INTERNAL SERVER ERROR"
    assert capsys.readouterr().err.count('"level": "error"') == 1


@one_database
def test_it_closes_by_its_time_though_nothing_is_written(make_app, open_poll, at_noon):
    soon = (NOON + timedelta(minutes=5)).replace(tzinfo=None)
    schedule = Schedule(zone="UTC", closes=soon)
    app = open_poll(
        make_app(public_url="http://localhost"), now=NOON, schedule=schedule
    )
    forms = [form_of(app, visits="1") for _ in range(3)]
    assert send(app, forms[0])[0] == send(app, forms[1])[0] == "303 SEE OTHER"
    at_noon.shift(timedelta(minutes=5))
    assert send(app, forms[2])[0] == "410 GONE"


@one_database
def test_a_form_that_is_cut_off_is_not_taken(warm):
    whole = urlencode(form_of(warm, visits="1")).encode()
    cut = {"CONTENT_LENGTH": str(len(whole) + 10)}
    sent = send(warm, whole, environ_overrides=cut, content_type=plain_forms.PLAIN)
    assert sent[0] == "400 BAD REQUEST"


def refusing(monkeypatch, name):
    """How often a step of answering was tried, each time in vain: the store is away."""
    tried = []

    def refuse(*_arguments, **_given):
        tried.append(name)
        raise StoreUnavailable("away")

    monkeypatch.setattr(f"pollsvc.services.responding.{name}", refuse)
    return tried


@one_database
@pytest.mark.parametrize("step", ["submit", "find_poll"])
def test_a_store_that_is_away_is_asked_once(warm, monkeypatch, step):
    form = form_of(warm, visits="1")
    tried = refusing(monkeypatch, step)
    page = blanked(send(warm, form))
    assert page[0] == "503 SERVICE UNAVAILABLE"
    assert tried == [step]
    assert page == blanked(send(warm, form, headers=ASKS_FLASK))


@one_database
def test_who_is_refused_leaves_nothing_in_memory(warm):
    form = form_of(warm, visits="1")
    send(warm, form)
    gc.collect()
    gc.disable()
    try:
        for _ in range(5):
            assert send(warm, form | {"visits": "2"})[0] == "200 OK"
        kept = [each for each in gc.get_objects() if isinstance(each, Visit)]
    finally:
        gc.enable()
    assert kept == []

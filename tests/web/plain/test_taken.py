"""Forms taken without Flask: the same checks, limits and answers, header for header."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import text

from pollsvc.domain.questionnaires import Translation
from pollsvc.extensions import db
from pollsvc.web import plain_forms, remembered
from tests.counting import recounted, stored, tallied
from tests.factories import question, questionnaire
from tests.web.plain.sending import (
    ASKS_FLASK,
    BALLOT,
    FORMS,
    OWN,
    POLL,
    SECRETS,
    blanked,
    flask_asked,
    form_of,
    one_database,
    send,
)


@one_database
@pytest.mark.parametrize("path", FORMS)
def test_a_form_is_taken_without_flask_as_flask_takes_it(warm, path):
    by_flask = send(warm, form_of(warm, path, visits="2"), path, ASKS_FLASK)
    form = form_of(warm, path, visits="3")
    with flask_asked(warm) as asked:
        by_itself = send(warm, form, path)
    assert asked == []
    assert blanked(by_itself) == blanked(by_flask)


def test_what_is_taken_is_stored_and_counted(warm):
    for code in "0123":
        send(warm, form_of(warm, visits=code))
    with warm.app_context():
        said = sorted(answers["visits"] for answers in stored())
        assert said == ["0", "1", "1", "1", "2", "3"]
        assert tallied() == recounted()


@one_database
def test_each_gets_a_receipt_and_a_cookie_of_their_own(warm):
    given = []
    for code in "012":
        _, headers, _ = send(warm, form_of(warm, visits=code))
        found = dict(headers)
        cookie = found["Set-Cookie"].partition(";")[0]
        page = warm.test_client(use_cookies=False).get(found["Location"]).text
        (receipt,) = set(re.findall(r"\b(?:[0-9A-Z]{4}-){6}[0-9A-Z]{4}\b", page))
        known = warm.test_client(use_cookies=False)
        again = known.get(f"{POLL}/results", headers={"Cookie": cookie}).text
        assert receipt in again
        given += [receipt, cookie]
    assert len({*given}) == 6


@one_database
def test_nothing_of_anybodys_is_kept(app, monkeypatch):
    kept = []
    keep = remembered.Remembered.keep
    monkeypatch.setattr(
        remembered.Remembered,
        "keep",
        lambda self, key, thing: kept.append(thing) or keep(self, key, thing),
    )
    form = form_of(app, visits="1")
    _, headers, body = send(app, form)
    own = {*SECRETS.findall(f"{headers}{body}"), form["_ballot"]}
    assert len(own) == 3
    assert any(isinstance(each, plain_forms._Kept) for each in kept)
    assert not any(secret in str(each) for secret in own for each in kept)


@one_database
def test_the_same_form_sent_again_changes_nothing(warm):
    form = form_of(warm, visits="2")
    first, second = (blanked(send(warm, form)) for _ in range(2))
    assert first == second
    with warm.app_context():
        assert len(stored()) == 3


ASKED_OTHERWISE = {
    "with a cookie": {"headers": OWN | {"Cookie": "a=b"}},
    "in parts": {"content_type": "multipart/form-data"},
    "with its encoding named": {
        "content_type": "application/x-www-form-urlencoded; charset=utf-8"
    },
    "in another language": {"headers": OWN | {"Accept-Language": "de"}},
    "by another name": {"headers": {"Host": "127.0.0.1"}},
    "over https": {"base_url": "https://localhost", "headers": {}},
}


@one_database
@pytest.mark.parametrize("given", ASKED_OTHERWISE.values(), ids=ASKED_OTHERWISE)
def test_who_sends_otherwise_is_answered_by_flask(warm, given):
    form = form_of(warm, visits="1")
    with flask_asked(warm) as asked:
        send(warm, form, **given)
    assert asked == [POLL]


@one_database
@pytest.mark.parametrize("query", ["", "lang=de", "answer=x", "answer=&lang=de"])
def test_only_the_forms_own_address_is_known(warm, query):
    client, form = warm.test_client(use_cookies=False), form_of(warm, visits="1")
    with flask_asked(warm) as asked:
        client.post(f"{POLL}?{query}", data=form, headers=OWN)
    assert asked == ([POLL] if query else [])


@one_database
def test_polls_in_several_languages_are_answered_by_flask(make_app, open_poll):
    spoken = Translation(language="de", texts={"title": "Apotheke"})
    asked_in_two = questionnaire(translations=(spoken,))
    app = open_poll(make_app(public_url="http://localhost"), questionnaire=asked_in_two)
    for _ in range(3):
        form = form_of(app, visits="1")
        with flask_asked(app) as asked:
            send(app, form)
        assert asked == [POLL]


@one_database
def test_flask_is_asked_once_more_when_anything_but_answers_has_changed(warm):
    with warm.app_context(), db.engine.begin() as connection:
        connection.execute(text("UPDATE catalogue SET revision = revision + 1"))
    forms = [form_of(warm, visits="1") for _ in range(3)]
    with flask_asked(warm) as asked:
        assert {send(warm, form)[0] for form in forms} == {"303 SEE OTHER"}
    assert asked == [POLL]


@one_database
def test_nothing_says_when_anybody_before_has_answered(warm, at_noon):
    at_noon.shift(timedelta(hours=1))
    by_flask = send(warm, form_of(warm, visits="2"), headers=ASKS_FLASK)
    assert blanked(send(warm, form_of(warm, visits="3"))) == blanked(by_flask)


@one_database
@pytest.mark.parametrize("wished", ["ar-EG,ar;q=0.8,sw;q=0.3", "fr", "xx, de;q=0.2"])
def test_forms_depend_on_no_more_than_the_language_of_the_pages(warm, wished):
    """Who could tell lists apart could ask who had answered with one of them."""
    other = plain_forms.interface_language_of(wished)
    send(warm, form_of(warm, visits="1"), headers=OWN | {"Accept-Language": other})
    forms = [form_of(warm, visits="1") for _ in range(2)]
    with flask_asked(warm) as asked:
        alike = send(warm, forms[0], headers=OWN | {"Accept-Language": wished})
    assert asked == []
    by_flask = send(warm, forms[1], headers=ASKS_FLASK | {"Accept-Language": wished})
    assert blanked(alike) == blanked(by_flask)


@one_database
def test_who_is_known_by_their_form_alone_gets_no_cookie(warm):
    known = warm.test_client()
    known.post(f"{POLL}?answer=", data=form_of(warm, visits="1"), headers=OWN)
    page = known.get(f"{POLL}/results").text
    receipt = re.search(r"\b(?:[0-9A-Z]{4}-){6}[0-9A-Z]{4}\b", page)[0]
    stranger = warm.test_client(use_cookies=False)
    opened = stranger.post(f"{POLL}/change", data={"receipt": receipt}, headers=OWN)
    form = {"_ballot": BALLOT.search(opened.text)[1], "_version": "1", "visits": "1"}
    sent = [send(warm, form, headers=how) for how in (OWN, ASKS_FLASK)]
    assert blanked(sent[0]) == blanked(sent[1])
    assert "Set-Cookie" not in dict(sent[0][1])


@one_database
def test_the_pages_of_a_survey_are_flasks(make_app, open_poll):
    two = questionnaire(question(), question(code="again"), pages=())
    app = open_poll(make_app(public_url="http://localhost"), questionnaire=two)
    for _ in range(3):
        form = form_of(app, visits="1")
        with flask_asked(app) as asked:
            send(app, form)
        assert asked == [POLL]


OWN_VALUES = {"thanks": "T" * 40, "secret": "S" * 22}
SAID = [
    ("Location", f"/p/a/results?thanks={OWN_VALUES['thanks']}"),
    ("Set-Cookie", f"ballots={OWN_VALUES['secret']}; Path=/"),
    ("Content-Length", "9"),
]


@pytest.mark.parametrize(
    ("headers", "kept"),
    [
        (SAID, True),
        ([*SAID, ("Set-Cookie", "somebody's=own")], False),
        (SAID[1:], False),
        ([SAID[0], SAID[2]], False),
        (SAID[:2], False),
    ],
    ids=["all", "another cookie", "no thanks", "no secret", "no length"],
)
def test_only_what_is_wholly_understood_is_kept(headers, kept):
    taken = plain_forms.Taken(own=OWN_VALUES, again=len)
    made = plain_forms._without_own(("303 SEE OTHER", headers), "Go.", taken)
    assert (made is not None) == kept
    if made:
        new = {"thanks": "t" * 40, "secret": "s" * 22}
        assert made.filled(new) == (
            [
                ("Location", f"/p/a/results?thanks={new['thanks']}"),
                ("Set-Cookie", f"ballots={new['secret']}; Path=/"),
                ("Content-Length", "3"),
            ],
            b"Go.",
        )

"""What visitors of the benchmark take for a success, and what for a failure."""

import random
from urllib.parse import parse_qsl

import pytest
from benchmark.forms import NoForm, read_form
from benchmark.visits import THANKED, Poll, Unexpected, Visitor
from benchmark.wire import Reply, Requests, Unreadable, read_reply

RADIOS = """<input type="radio" id="a" name="visits" value="0">
<input type="radio" id="b" name="visits" value="a&amp;b" checked>"""
BALLOT = '<input type="hidden" name="_ballot" value="x-_9">'


def page(inside, action="/p/poll?answer=&amp;a=1"):
    other = '<form action="/other"><input name="q"></form>'
    form = f'<form method="post" action="{action}" novalidate>{inside}</form>'
    return f"<html>{other}{form}</html>".encode()


def test_a_form_is_read_as_a_browser_reads_it():
    form = read_form(page(BALLOT + RADIOS))
    assert form.action == "/p/poll?answer=&a=1"
    chance = random.Random(1)  # noqa: S311
    sent = {tuple(parse_qsl(form.body(chance).decode())) for _ in range(20)}
    assert sent == {
        (("_ballot", "x-_9"), ("visits", "0")),
        (("_ballot", "x-_9"), ("visits", "a&b")),
    }


@pytest.mark.parametrize(
    ("html", "missing"),
    [
        (b"<html></html>", "no form"),
        (page(RADIOS), "no form with a ballot"),
        (page(BALLOT), "nothing to choose"),
        (page(BALLOT + RADIOS).replace(b"action", b"title"), "without an action"),
    ],
)
def test_a_page_without_a_whole_form_is_refused(html, missing):
    with pytest.raises(NoForm, match=missing):
        read_form(html)


WHOLE = b"HTTP/1.1 303 See Other\r\nLocation: /there\r\ncontent-length: 3\r\n\r\nabc"


@pytest.mark.parametrize("arrived", [0, 9, 40, len(WHOLE) - 3, len(WHOLE) - 1])
def test_a_reply_that_has_not_arrived_is_waited_for(arrived):
    assert read_reply(WHOLE[:arrived]) is None


def test_a_reply_is_read_once_it_is_there():
    reply = read_reply(WHOLE)
    assert (reply.status, reply.location, reply.body) == (303, "/there", b"abc")
    assert (reply.cookie, reply.hangs_up) == ("", False)


@pytest.mark.parametrize(
    "reply",
    [
        WHOLE + b"d",
        WHOLE.replace(b"content-length", b"x-length"),
        WHOLE.replace(b"1.1", b"1.0"),
    ],
)
def test_a_reply_of_unknown_length_is_no_reply(reply):
    with pytest.raises(Unreadable):
        read_reply(reply)


@pytest.fixture
def poll():
    return Poll(Requests("http://127.0.0.1:1"), "poll")


@pytest.fixture
def visitor():
    return Visitor(form=read_form(page(BALLOT + RADIOS)))


def reply(status=200, head="", body=b""):
    return Reply(status, f"HTTP/1.1 {status}\r\n{head}\r\n".encode(), body)


THANKS = "location: /p/poll/results?thanks=1\r\nset-cookie: ballots=2; Path=/"


def played(visit, answer):
    """Plays a visit of one request; gives what it sent."""
    sent = next(visit)
    with pytest.raises(StopIteration):
        visit.send(answer)
    return sent.request.decode()


def test_an_acknowledged_answer_is_one_that_led_to_the_thanks(poll, visitor):
    sent = played(poll.answer(visitor), reply(303, THANKS))
    assert sent.startswith("POST /p/poll?answer=&a=1 HTTP/1.1\r\nHost: 127.0.0.1:1\r\n")
    assert "\r\nOrigin: http://127.0.0.1:1\r\n" in sent
    assert (poll.sent, poll.acknowledged, poll.thanked) == (1, 1, 0)
    sent = played(poll.follow(visitor), reply(body=b"<h1>" + THANKED))
    assert sent.startswith("GET /p/poll/results?thanks=1 HTTP/1.1\r\n")
    assert "\r\nCookie: ballots=2\r\n" in sent
    assert (poll.sent, poll.acknowledged, poll.thanked) == (1, 1, 1)


@pytest.mark.parametrize(
    "answer",
    [
        reply(200, THANKS),
        reply(303, "location: /p/poll/results"),
        reply(422),
        reply(429),
        reply(500),
        reply(503),
    ],
)
def test_anything_else_is_no_acknowledgement(poll, visitor, answer):
    visit = poll.answer(visitor)
    next(visit)
    with pytest.raises(Unexpected, match="answer: "):
        visit.send(answer)
    assert (poll.sent, poll.acknowledged) == (1, 0)


@pytest.mark.parametrize("answer", [reply(), reply(403, body=THANKED)])
def test_a_page_that_does_not_thank_is_a_failure(poll, visitor, answer):
    visit = poll.follow(visitor)
    next(visit)
    with pytest.raises(Unexpected, match="results after an answer: "):
        visit.send(answer)
    assert poll.thanked == 0


@pytest.mark.parametrize("answer", [reply(body=b"no form"), reply(404), reply(503)])
def test_a_poll_without_its_form_is_a_failure(poll, answer):
    visit = poll.fetch(Visitor())
    next(visit)
    with pytest.raises(Unexpected, match="poll page: "):
        visit.send(answer)

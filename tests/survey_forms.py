"""Answers a survey of all kinds through its own forms: whole, or page by page."""

from tests.all_kinds import QUESTIONS
from tests.factories import SLUG

POLL = f"/p/{SLUG}"
TEXTS = {question.text: question.code for question in QUESTIONS}


def send(browser, raw):
    """The page after a survey that is sent whole, as its last page holds it."""
    action, fields = browser.open(POLL).form("Continue")
    sent = browser.send(action, hidden(fields) + pairs(raw))
    assert (sent.passed, sent.status) == ((303,), 200), sent.text
    return sent


def walk(page, raw, button="Submit answers"):
    """The page after a survey that is answered page by page, and checked."""
    while "Continue" in page.buttons():
        action, fields = page.form("Continue")
        asked = {value for name, value in fields if name == "_asked"}
        given = {n: v for n, v in raw.items() if n.partition("__")[0] in asked}
        page = page.browser.send(action, hidden(fields, but=()) + pairs(given))
        assert page.status == 200, page.text
    assert page.heading == "Check your answers"
    return page.press(button)


def hidden(fields, but=("_at", "_asked", "_so_far")):
    codes = tuple(TEXTS.values())
    return [(n, v) for n, v in fields if n not in but and not n.startswith(codes)]


def pairs(raw):
    return [(name, value) for name, values in raw.items() for value in values]

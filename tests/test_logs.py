"""The log: JSON lines, with times for what staff did and none for what members did."""

import json
import logging
import threading
import warnings

import pytest

from pollsvc import logs

CANARY = "ZZCANARY"
TIMED = {"event", "level", "at"}


@pytest.fixture
def lines(capsys):
    """What the log has said since the test began."""
    logs.configure(least=logging.INFO)
    capsys.readouterr()

    def lines():
        return [json.loads(line) for line in capsys.readouterr().err.splitlines()]

    return lines


def test_what_staff_did_is_told_with_its_time(lines):
    logs.happened("act", actor="ada@example.org", action="close")
    logs.warned("proxy", problem="none is believed")
    acted, warned = lines()
    assert list(acted) == ["event", "level", "at", "actor", "action"]
    assert acted["at"].endswith("+00:00")
    assert (acted["level"], warned["level"]) == ("info", "warning")


def test_what_may_have_been_a_member_is_told_without(lines):
    logs.noticed("fault", type="KeyError")
    (told,) = lines()
    assert told == {"event": "fault", "level": "error", "type": "KeyError"}


def test_a_library_is_not_quoted(lines):
    logger = logging.getLogger("some.library")
    logger.warning("visitor %s sent %s", "203.0.113.77", CANARY)
    try:
        int(CANARY)
    except ValueError:
        logger.exception("Error handling request /p/%s", CANARY)
    logger.info("not told at all")
    first, second = lines()
    assert first["logger"] == second["logger"] == "some.library"
    assert second["type"] == "ValueError"
    assert CANARY not in repr((first, second))
    assert "203.0.113" not in repr((first, second))
    assert TIMED & first.keys() == {"event", "level"}


def test_a_server_cannot_write_past_it(lines):
    server = logging.getLogger("gunicorn.error")
    server.addHandler(logging.StreamHandler())
    logs.configure(least=logging.INFO)
    server.error("Error handling request /p/%s", CANARY)
    (told,) = lines()
    assert told["logger"] == "gunicorn.error"
    assert CANARY not in repr(told)


def test_that_limits_are_counted_in_memory_is_told_in_words(lines):
    logging.getLogger("flask-limiter").warning("storage unreachable for %s", CANARY)
    (told,) = lines()
    assert told["said"] == "storage unreachable for %s"


def test_a_thread_that_breaks_tells_where_and_not_what(lines, monkeypatch):
    monkeypatch.setattr(threading, "excepthook", threading.__excepthook__)
    logs.configure(least=logging.INFO)

    def work():
        raise ValueError(CANARY)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    (told,) = lines()
    assert told["type"] == "ValueError"
    assert "test_logs.py:" in told["where"]
    assert CANARY not in repr(told)


def test_a_warning_of_python_tells_where_and_not_what(lines, monkeypatch):
    monkeypatch.setattr(warnings, "showwarning", warnings._showwarning_orig)
    logs.configure(least=logging.INFO)
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.showwarning(UserWarning(CANARY), UserWarning, "code.py", 7)
    (told,) = lines()
    assert (told["type"], told["where"]) == ("UserWarning", "code.py:7")
    assert CANARY not in repr(told)


def test_a_command_is_silent_of_what_it_prints_itself(lines):
    logs.configure(least=logging.WARNING)
    logs.happened("act", actor="command line")
    logs.warned("proxy")
    assert [told["event"] for told in lines()] == ["proxy"]

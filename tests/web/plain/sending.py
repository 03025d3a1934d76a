"""Sends a poll's forms as browsers do, and sees whether Flask was asked."""

import re
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from flask import request, request_started

from tests.factories import SLUG

NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)
POLL, FRAME = f"/p/{SLUG}", f"/e/{SLUG}"
FORMS = (POLL, FRAME)
OWN = {"Origin": "http://localhost"}
# Means nothing to members' pages; and what has it is always Flask's.
ASKS_FLASK = OWN | {"Authorization": "none"}
BALLOT = re.compile(r'name="_ballot" value="([^"]+)"')
SECRETS = re.compile(r"(?<=thanks=)[\w-]+|(?<=ballots=)[\w-]+|(?<=value=\")[\w-]{40,}")

one_database = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@contextmanager
def flask_asked(app):
    """The addresses that Flask was asked for while the block lasts."""
    asked = []

    def note(_sender, **_rest):
        asked.append(request.path)

    with request_started.connected_to(note, app):
        yield asked


def form_of(app, path=POLL, **answers):
    """What the form of somebody new sends."""
    page = app.test_client(use_cookies=False).get(path).text
    return {"_ballot": BALLOT.search(page)[1], "_version": "1", **answers}


def send(app, form, path=POLL, headers=OWN, **given):
    """Status, headers and body of what answers a form, as its sender gets them."""
    client = app.test_client(use_cookies=False)
    answer = client.post(f"{path}?answer=", data=form, headers=headers, **given)
    return answer.status, list(answer.headers), answer.text


def blanked(answer):
    """An answer without what is its receiver's own."""
    status, headers, body = answer
    rest = [(name, SECRETS.sub("", value)) for name, value in headers]
    return status, rest, SECRETS.sub("", body)

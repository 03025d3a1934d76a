"""Served instances with one open poll, and what is asked of them."""

import http.client
import json
import os
import signal
import time
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

import pytest

from tests.factories import SLUG
from tests.instances import Instance

DEFINITION = f"""\
poll: {SLUG}
title: Pharmacy visits
questions:
  - code: visits
    kind: single
    text: How many times do you go to the pharmacy?
    options: ["0: None", "1: Once", "2: Twice"]
results: always
release: live
"""
PATIENCE_S = 30


@pytest.fixture
def make_instance(tmp_path):
    """Makes an instance with one open poll, on the database given."""

    def make_instance(**variables):
        settings = {f"POLLSVC_{name.upper()}": v for name, v in variables.items()}
        settings.setdefault("POLLSVC_ANSWER_LIMIT", "100000/minute")
        instance = Instance(tmp_path / "instance", settings).prepare()
        definition = tmp_path / "poll.yaml"
        definition.write_text(DEFINITION)
        instance.publish(definition, SLUG)
        return instance

    return make_instance


def ask(url, path, **headers):
    """The status, the headers and the body of one answer."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=20)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        connection.request("GET", path, headers=named)
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()
    finally:
        connection.close()


def readiness(url):
    """The status and the parts of /readyz."""
    status, _, body = ask(url, "/readyz")
    return status, json.loads(body)


def until(url, **parts):
    """Asks until /readyz says so; what it said last."""
    deadline = time.monotonic() + PATIENCE_S
    while True:
        told = readiness(url)
        if parts.items() <= told[1].items() or time.monotonic() > deadline:
            return told
        time.sleep(0.2)


@contextmanager
def stopped(process):
    """Holds a process of ours still, as if it hung."""
    os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGCONT)

"""What `pollsvc doctor` tells of real proxies between itself and the server."""

import http.client
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from werkzeug.serving import make_server

from pollsvc.cli.checks import proxy
from pollsvc.config import Settings
from pollsvc.domain.findings import Verdict
from pollsvc.instance_secret import load_keys
from tests.conftest import created
from tests.instances import Instance

VISITOR = "198.51.100.4"
FORWARDED = "X-Forwarded-For"


def append(headers):
    before = headers.get(FORWARDED)
    headers[FORWARDED] = f"{before}, {VISITOR}" if before else VISITOR


def overwrite(headers):
    headers[FORWARDED] = VISITOR


def strip(headers):
    headers.pop(FORWARDED, None)


def drop_underscores(headers):
    for name in [name for name in headers if "_" in name]:
        del headers[name]


@contextmanager
def in_background(server):
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def served(settings):
    with (
        created(settings) as app,
        in_background(make_server("127.0.0.1", 0, app, threaded=True)) as url,
    ):
        yield url


@contextmanager
def behind(url, change):
    """A proxy in front of an address, which changes what it is sent."""

    class Proxy(BaseHTTPRequestHandler):
        def do_GET(self):
            headers = {k: v for k, v in self.headers.items() if k != "Host"}
            change(headers)
            inner = http.client.HTTPConnection(url.removeprefix("http://"), timeout=10)
            inner.request("GET", self.path, headers=headers)
            answer = inner.getresponse()
            body = answer.read()
            inner.close()
            self.send_response(answer.status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            """Says nothing."""

    with in_background(ThreadingHTTPServer(("127.0.0.1", 0), Proxy)) as outer:
        yield outer


@pytest.fixture
def found(settings):
    """What is found with so many proxies believed and these in between."""

    def found(trusted, *changes):
        there = settings.model_copy(update={"trusted_proxies": trusted})
        with served(there) as url:
            return through(url, changes, there)

    def through(url, changes, there):
        if not changes:
            here = there.model_copy(update={"public_url": url})
            # Copies know what was set only if they are told.
            here.model_fields_set.add("public_url")
            return proxy.finding(here, load_keys(settings.instance).current)
        with behind(url, changes[-1]) as outer:
            return through(outer, changes[:-1], there)

    return found


@pytest.mark.parametrize(
    ("trusted", "changes", "verdict"),
    [
        (0, (), Verdict.OK),
        (1, (), Verdict.PROBLEM),
        (2, (), Verdict.PROBLEM),
        (0, (append,), Verdict.PROBLEM),
        (1, (append,), Verdict.OK),
        (2, (append,), Verdict.PROBLEM),
        (0, (overwrite,), Verdict.PROBLEM),
        (1, (overwrite,), Verdict.OK),
        (2, (overwrite,), Verdict.PROBLEM),
        (0, (strip,), Verdict.PROBLEM),
        (1, (strip,), Verdict.PROBLEM),
        (1, (append, append), Verdict.PROBLEM),
        (2, (append, append), Verdict.OK),
        (1, (append, overwrite), Verdict.OK),
        (2, (overwrite, append), Verdict.OK),
    ],
)
def test_proxies_that_are_there_and_proxies_that_are_believed(
    found, trusted, changes, verdict
):
    finding = found(trusted, *changes)
    assert finding.verdict is verdict, finding


@pytest.fixture(scope="module")
def one_proxy_is_believed(tmp_path_factory):
    """An instance and its address under the server that instances have."""
    folder = tmp_path_factory.mktemp("underscores") / "instance"
    instance = Instance(folder, {"POLLSVC_TRUSTED_PROXIES": "1"}).prepare()
    with instance.serve() as running:
        yield instance, running.url


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ((append,), Verdict.PROBLEM),
        ((overwrite,), Verdict.PROBLEM),
        ((append, drop_underscores), Verdict.OK),
        ((overwrite, drop_underscores), Verdict.OK),
    ],
)
def test_a_proxy_that_hands_on_what_looks_like_its_own_word(
    one_proxy_is_believed, changes, verdict
):
    instance, url = one_proxy_is_believed

    def change(headers):
        for each in changes:
            each(headers)

    with behind(url, change) as outer:
        here = Settings(instance=instance.folder, trusted_proxies=1, public_url=outer)
        finding = proxy.finding(here, instance.secret)
    assert finding.verdict is verdict, finding
    assert ("X_Forwarded_For" in finding.found) is (verdict is Verdict.PROBLEM)


def test_a_server_that_is_not_there(settings):
    here = settings.model_copy(update={"public_url": "http://127.0.0.1:1"})
    here.model_fields_set.add("public_url")
    finding = proxy.finding(here, b"s" * 32)
    assert finding.verdict is Verdict.WARNING
    assert "could not be asked" in finding.found


def test_a_server_with_another_secret(settings):
    with served(settings) as url:
        here = settings.model_copy(update={"public_url": url})
        here.model_fields_set.add("public_url")
        finding = proxy.finding(here, b"another secret" * 3)
    assert finding.verdict is Verdict.WARNING
    assert "another secret" in finding.found


@pytest.mark.parametrize("sent", ["", "forwarding", "forwarding.AAAA.BBBB", "é"])
def test_nobody_else_is_told_how_a_request_came(settings, sent):
    with created(settings) as app:
        headers = {"Pollsvc-Forwarding": sent, FORWARDED: VISITOR}
        answer = app.test_client().get("/healthz", headers=headers)
        assert answer.json == {"status": "alive"}

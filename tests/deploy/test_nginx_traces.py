"""Behind the shipped nginx nobody can pretend to be elsewhere, and nothing is kept.

An address, a browser's name and an answer are looked for afterwards in every file that
nginx or the service wrote.
"""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.deploy.conftest import SETTINGS, port_of
from tests.deploy.proxy import NAME, ORIGIN, ThroughProxy
from tests.instances import Instance
from tests.page import URLENCODED, Browser

POLL = "/p/pharmacy-visits"
ADDRESS, AGENT, ANSWER = "127.0.0.77", "CANARY-AGENT/1.0", "ZZCANARY"
FORGED = {
    "X-Forwarded-For": "203.0.113.77, 203.0.113.78",
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Proto": "http",
    "X-Forwarded-Port": "1",
    "X-Forwarded-Prefix": "/evil",
    "Forwarded": "for=203.0.113.77;host=evil.example",
}


@pytest.fixture
def arriving(tmp_path, put_in_front):
    """What arrives behind nginx: the headers of each request, as pairs."""
    arrived = []

    class Note(BaseHTTPRequestHandler):
        def do_GET(self):
            arrived.append(self.headers.items())
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_):
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Note)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with put_in_front(tmp_path, server.server_port) as running:
        yield running, arrived
    server.shutdown()
    server.server_close()


def test_what_a_client_claims_of_itself_does_not_arrive(arriving):
    running, arrived = arriving
    road = ThroughProxy(running, source=ADDRESS)
    road.send("GET", "/", headers=FORGED.items())
    road.close()
    (headers,) = arrived
    about = [(n, v) for n, v in headers if "forwarded" in n.lower() or n == "Host"]
    assert sorted(about) == [
        ("Host", NAME),
        ("X-Forwarded-For", ADDRESS),
        ("X-Forwarded-Host", NAME),
        ("X-Forwarded-Proto", "https"),
    ]


@pytest.fixture
def strict(tmp_path, put_in_front):
    """An instance where a network may send three answers a day, behind nginx."""
    settings = SETTINGS | {"POLLSVC_ANSWER_LIMIT": "3/day"}
    instance = Instance(tmp_path / "instance", settings)
    (tmp_path / "nginx").mkdir()
    with (
        instance.serve() as running,
        put_in_front(tmp_path / "nginx", port_of(running)) as front,
    ):
        yield front


def test_forged_addresses_get_nobody_past_the_limit(strict):
    statuses = []
    for number in range(5):
        claim = {"X_Forwarded_For": f"198.51.100.{number}"}
        road = ThroughProxy(strict, source=ADDRESS, **claim)
        form = Browser(road).open(POLL)
        statuses.append(form.press("Submit answer", visits="1").status)
        road.close()
    assert statuses == [200, 200, 200, 429, 429]
    road = ThroughProxy(strict, source="127.0.0.78")
    assert Browser(road).open(POLL).press("Submit answer", visits="1").status == 200
    road.close()


def everything_sent(front):
    """An answer, and all that can be refused, by nginx and behind it."""
    road = ThroughProxy(front, source=ADDRESS, User_Agent=AGENT)
    somebody = Browser(road)
    form = somebody.open(f"{POLL}?{ANSWER}")
    assert form.press("Submit answer", visits="1").status == 200
    action, pairs = form.form("Submit answer", visits="1")
    statuses = [
        somebody.send(action, [*pairs, ("visits", ANSWER)]).status,
        somebody.send(action, pairs, Origin=f"https://{ANSWER}.example").status,
        somebody.send("/receipt", [("receipt", ANSWER)]).status,
        somebody.open(f"/p/{ANSWER.lower()}").status,
        somebody.open(f"/static/{ANSWER}").status,
        somebody.open(f"/{ANSWER * 2_000}").status,
    ]
    road.close()
    too_large = somebody.send(action, f"visits={ANSWER * 10_000}".encode())
    road.close()
    assert [*statuses, too_large.status] == [422, 403, 422, 404, 404, 414, 413]


def hung_up(front):
    """Answers of which only a part ever comes."""
    head = (
        f"POST {POLL} HTTP/1.1\r\nHost: {NAME}\r\nOrigin: {ORIGIN}\r\n"
        f"User-Agent: {AGENT}\r\nContent-Type: {URLENCODED}\r\n"
    )
    for lines in (f"{head}Content-Length: 60000\r\n\r\n", head):
        with front.connect(source=ADDRESS) as connection:
            connection.sendall(f"{lines}visits={ANSWER * 100}".encode())


def test_no_address_browser_or_answer_is_written_anywhere(in_front, alone, behind):
    for front in (in_front, alone):
        hung_up(front)
    everything_sent(in_front)
    road = ThroughProxy(alone, source=ADDRESS, User_Agent=AGENT)
    assert road.send("POST", POLL, body=ANSWER.encode()).status == 503
    road.close()
    folders = (in_front.folder, alone.folder, behind.instance)
    files = [p for folder in folders for p in folder.rglob("*") if p.is_file()]
    files.append(behind.log)
    assert any(path.name == "error.log" for path in files)
    for path in files:
        content = path.read_bytes()
        for canary in (ADDRESS, AGENT, ANSWER, ANSWER.lower()):
            assert canary.encode() not in content, path


def test_without_our_lines_nginx_would_have_written_them(
    tmp_path, put_in_front, behind
):
    """So that the test above tries something."""
    logging = ("access_log", "error_log")
    with put_in_front(tmp_path, port_of(behind), without=logging) as front:
        everything_sent(front)
    logs = "".join(path.read_text() for path in (tmp_path / "logs").iterdir())
    assert ADDRESS in logs
    assert AGENT in logs
    assert ANSWER in logs

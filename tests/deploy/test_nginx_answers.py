"""Through the shipped nginx every answer has its headers, once, and says what it is."""

import socket

import pytest

from tests.deploy.proxy import NAME, ORIGIN, ThroughProxy, read
from tests.headers import expected, faults
from tests.page import URLENCODED

POLL, FRAME = "/p/pharmacy-visits", "/e/pharmacy-visits"
CLOSED = "/e/morning-stiffness"
FORM = {"Content-Type": URLENCODED, "Origin": ORIGIN}
LINE = f"\r\nHost: {NAME}\r\nConnection: close\r\n"


def check(answer, status, kind="page", *, secure=True):
    wanted = expected(kind, secure=secure)
    assert answer.status == status
    assert faults(answer.headers, wanted) == {}
    names = dict(answer.headers)
    assert names.get("Server", "nginx") == "nginx"
    return answer


@pytest.fixture
def ask(in_front):
    road = ThroughProxy(in_front)

    def ask(method, path, body=None, **headers):
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        return road.send(method, path, headers=(FORM | given).items(), body=body)

    yield ask
    road.close()


# What the service answers, and nginx passes on.
PASSED_ON = [
    (("GET", "/"), 200, "page"),
    (("GET", POLL), 200, "page"),
    (("GET", FRAME), 200, "frame"),
    (("GET", f"{POLL}/results"), 403, "page"),
    (("GET", f"{POLL}/results.json"), 403, "page"),
    (("GET", "/embed.js"), 200, "file"),
    (("GET", CLOSED), 303, "frame"),
    (("GET", "/staff/"), 303, "page"),
    (("GET", "/nothing"), 404, "page"),
    (("GET", "/e/nothing"), 404, "frame"),
    (("GET", f"{FRAME}/change"), 405, "frame"),
    (("PUT", POLL), 405, "page"),
    (("POST", "/staff/sign-in", b""), 422, "page"),
    (("POST", POLL, b"visits=1"), 400, "page"),
    (("POST", FRAME, b"visits=1"), 400, "frame"),
    (("POST", "/receipt", b"receipt=x"), 422, "page"),
    (("POST", f"{FRAME}/withdraw", b""), 422, "frame"),
    (("POST", CLOSED, b""), 410, "frame"),
]


@pytest.mark.parametrize(("sent", "status", "kind"), PASSED_ON)
def test_what_the_service_says_comes_through_as_it_is(ask, sent, status, kind):
    check(ask(*sent), status, kind)


def test_an_answer_from_elsewhere_is_refused_behind_nginx_too(ask):
    check(ask("POST", FRAME, b"visits=1", Origin="https://evil.example"), 403, "frame")


def test_one_can_answer_change_and_take_back_through_nginx(visitor):
    page = visitor.open(POLL).press("Submit answer", visits="1")
    assert page.heading == "Thank you. Your answer is counted."
    assert page.passed == (303,)
    assert "__Host-ballots" in visitor.cookies
    page = page.press("Change my answer").press("Change my answer", visits="2")
    assert page.heading == "Thank you. Your new answer is counted."
    page = page.press("Take back my answer").press("Take back my answer")
    assert page.heading.startswith("Your answer is taken back")


def test_files_are_sent_by_nginx_kept_and_squeezed(ask):
    plain = check(ask("GET", "/static/pollsvc.css?v=1"), 200, "file")
    kept = dict(plain.headers)
    assert kept["Cache-Control"] == "max-age=31536000"
    squeezed = ask("GET", "/static/pollsvc.css?v=1", Accept_Encoding="gzip")
    assert dict(check(squeezed, 200, "file").headers)["Content-Encoding"] == "gzip"
    etag = kept["ETag"]
    check(ask("GET", "/static/pollsvc.css?v=1", If_None_Match=etag), 304, "file")
    for name, kind in {
        "pollsvc.css": "text/css",
        "pollsvc.js": "application/javascript",
        "mark.svg": "image/svg+xml",
    }.items():
        sent = dict(check(ask("GET", f"/static/{name}"), 200, "file").headers)
        assert sent["Content-Type"] == f"{kind}; charset=utf-8"
        assert sent["Cache-Control"] == "max-age=300"


def test_a_page_that_holds_a_secret_is_not_squeezed(ask):
    answer = ask("GET", POLL, Accept_Encoding="gzip, br")
    assert "Content-Encoding" not in dict(answer.headers)


# What nginx answers by itself.
@pytest.mark.parametrize(
    ("lines", "status", "kind"),
    [
        (f"GET /static/nothing HTTP/1.1{LINE}", 404, "file"),
        (f"GET /static/ HTTP/1.1{LINE}", 403, "file"),
        (f"GET /static/../../pyproject.toml HTTP/1.1{LINE}", 400, "page"),
        (f"POST /static/pollsvc.css HTTP/1.1{LINE}Content-Length: 0\r\n", 405, "file"),
        (f"GET /nginx/pages/away.html HTTP/1.1{LINE}", 404, "page"),
        (f"GET /{'a' * 9_000} HTTP/1.1{LINE}", 414, "page"),
        (f"GET / HTTP/1.1{LINE}X-Long: {'a' * 40_000}\r\n", 400, "page"),
        (f"GET / HTTP/1.1\r\n{'X: y' * 10}", 400, "page"),
        (f"GET / HTTP/1.1{LINE}Host: {NAME}\r\n", 400, "page"),
        (f"POST {FRAME} HTTP/1.1{LINE}Content-Length: -1\r\n", 400, "bare"),
        (f"POST {FRAME} HTTP/1.1{LINE}Content-Length: 65537\r\n", 413, "bare"),
        (f"POST {POLL} HTTP/1.1{LINE}Content-Length: 65537\r\n", 413, "page"),
        ("nonsense", 400, "page"),
        ("\x16\x03\x01", 400, "page"),
    ],
)
def test_what_nginx_refuses_has_its_headers_and_says_so(in_front, lines, status, kind):
    answer = in_front.said(f"{lines}\r\n\r\n".encode())
    check(answer, status, kind)
    assert b"<h1>" in answer.body
    assert b"nginx" not in answer.body


def test_http_leads_to_https(in_front):
    plain = f"GET {POLL}?x=1 HTTP/1.1{LINE}\r\n".encode()
    answer = in_front.said(plain, encrypted=False)
    check(answer, 308, secure=False)
    assert dict(answer.headers)["Location"] == f"{ORIGIN}{POLL}?x=1"


def test_http_on_the_port_of_https_is_refused_with_its_headers(in_front):
    with socket.create_connection(("127.0.0.1", in_front.port), 20) as connection:
        connection.sendall(f"GET / HTTP/1.1{LINE}\r\n".encode())
        check(read(connection), 400, secure=False)


@pytest.mark.parametrize("lines", ["nonsense", f"GET /{'a' * 9_000} HTTP/1.1{LINE}"])
def test_what_is_refused_on_plain_http_has_its_headers(in_front, lines):
    answer = in_front.said(f"{lines}\r\n\r\n".encode(), encrypted=False)
    assert answer.status in {400, 414}
    check(answer, answer.status, secure=False)


@pytest.mark.parametrize(
    ("method", "path", "kind"),
    [
        ("GET", "/", "page"),
        ("GET", POLL, "page"),
        ("POST", POLL, "page"),
        ("GET", FRAME, "bare"),
        ("POST", FRAME, "bare"),
        ("GET", "/d/pharmacy-visits.csv", "page"),
    ],
)
def test_while_the_service_is_away_one_reads_so_and_when_to_return(
    alone, method, path, kind
):
    road = ThroughProxy(alone)
    answer = check(road.send(method, path, body=b"x=1"), 503, kind)
    road.close()
    assert dict(answer.headers)["Retry-After"] == "10"
    assert dict(answer.headers)["Content-Type"] == "text/html; charset=utf-8"
    assert b"Please try again in a moment" in answer.body
    assert b"/static/pollsvc.css" in answer.body


def test_while_the_service_is_away_its_style_is_there(alone):
    road = ThroughProxy(alone)
    check(road.send("GET", "/static/pollsvc.css"), 200, "file")
    road.close()

"""Headers of every answer: over the whole map of addresses, and of every status."""

from datetime import UTC, datetime

import pytest
from flask import abort, url_for

from pollsvc.web.access import public
from tests.factories import SLUG, WORDING
from tests.page import Browser, InProcess
from tests.publishing import close

POLL, FRAME = f"/p/{SLUG}", f"/e/{SLUG}"
SITES = ("https://a.example", "https://b.example:8443")
EXAMPLES = {"wave": "2026-11", "kind": "svg"}
STATUSES = (400, 403, 404, 405, 409, 410, 413, 418, 422, 429, 500, 503)

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def app(make_app, open_poll):
    """With one poll that any site may frame, and one that two sites may."""
    app = make_app(public_url="http://localhost", answer_limit="2/minute")
    add_status_views(app)
    open_poll(app)
    return open_poll(app, slug="for-two", sites=SITES)


def add_status_views(app):
    """Addresses that answer with each status, as any view of ours may."""

    @public
    def status(code):
        abort(code)

    @public
    def fault():
        raise ZeroDivisionError

    app.add_url_rule("/status/<int:code>", "status", status)
    app.add_url_rule("/e/status/<int:code>", "frame_status", status)
    app.add_url_rule("/fault", "fault", fault)


def policy(answer):
    """The content security policy, as a dictionary."""
    directives = answer.headers["Content-Security-Policy"].split("; ")
    return dict(directive.split(" ", 1) for directive in directives)


def check_common(answer):
    headers = answer.headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    if answer.mimetype.startswith("text/"):
        assert "charset=utf-8" in headers["Content-Type"]
    assert headers.getlist("Content-Security-Policy") == [
        headers["Content-Security-Policy"]
    ]
    rules = policy(answer)
    assert rules["default-src"] == "'none'"
    assert rules["base-uri"] == "'none'"
    assert rules["object-src"] == "'none'"
    assert rules["form-action"] == "'self'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    for name in ("Server", "X-Powered-By", "Access-Control-Allow-Origin"):
        assert name not in headers


def check_not_framed(answer):
    assert policy(answer)["frame-ancestors"] == "'none'"
    assert policy(answer)["script-src"] == "'self'"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"


def check_framed(answer, by="*"):
    assert policy(answer)["frame-ancestors"] == by
    assert "X-Frame-Options" not in answer.headers
    assert policy(answer)["script-src"].startswith("'sha256-")


def addresses(app):
    """Each rule with an address; to be listed whole before one is visited."""
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            if rule.endpoint != "static" and "code" not in rule.arguments:
                values = {name: EXAMPLES.get(name, SLUG) for name in rule.arguments}
                yield rule, url_for(rule.endpoint, **values, **(rule.defaults or {}))


@pytest.mark.parametrize("method", ["GET", "POST", "PUT"])
def test_every_address_has_its_headers(app, method):
    visited = set()
    for rule, address in list(addresses(app)):
        answer = app.test_client().open(address, method=method, buffered=True)
        visited.add(answer.status_code)
        try:
            check_common(answer)
            if rule.rule.startswith("/e/"):
                check_framed(answer)
            else:
                check_not_framed(answer)
        except (AssertionError, KeyError) as fault:
            pytest.fail(f"{method} {address} ({answer.status_code}): {fault}")
    assert len(visited) > 1


@pytest.mark.parametrize("code", STATUSES)
def test_every_refusal_has_its_headers(app, code):
    answer = app.test_client().get(f"/status/{code}")
    assert answer.status_code == code
    check_common(answer)
    check_not_framed(answer)


@pytest.mark.parametrize("code", STATUSES)
def test_a_refusal_in_a_frame_can_be_read_there(app, code):
    answer = app.test_client().get(f"/e/status/{code}")
    assert answer.status_code == code
    check_common(answer)
    check_framed(answer)


def test_a_fault_of_ours_has_its_headers_and_tells_nothing(app):
    answer = app.test_client().get("/fault")
    assert answer.status_code == 500
    check_common(answer)
    check_not_framed(answer)
    assert b"ZeroDivision" not in answer.data
    assert b"Traceback" not in answer.data


@pytest.mark.parametrize("address", ["/nothing", "/e/nothing", "/e/no/such", "/%00"])
def test_what_does_not_exist_has_its_headers(app, address):
    answer = app.test_client().get(address)
    assert answer.status_code == 404
    check_common(answer)


@pytest.mark.parametrize(
    ("slug", "framed_by"), [(SLUG, "*"), ("for-two", " ".join(SITES))]
)
@pytest.mark.parametrize("ending", ["", "/results", "/withdrawn"])
def test_a_frame_is_for_the_sites_that_its_author_named(app, slug, framed_by, ending):
    answer = app.test_client().get(f"/e/{slug}{ending}")
    check_framed(answer, by=framed_by)


def test_every_page_of_a_journey_in_a_frame_can_be_framed(app):
    """The form, an error, the thanks, too many, closed: none may go blank."""
    visitor = Browser(InProcess(app))
    form = visitor.open(FRAME)
    pages = [form, form.press("Submit answer")]
    pages.append(pages[-1].press("Submit answer", visits="1"))
    pages.append(form.press("Submit answer", visits="2"))
    with app.app_context():
        close(now=datetime.now(UTC))
    pages.append(visitor.open(FRAME))
    assert [page.status for page in pages] == [200, 422, 200, 429, 200]
    for page in pages:
        assert "frame-ancestors *" in page.header("Content-Security-Policy")
        assert page.header("X-Frame-Options") is None


def test_the_frames_one_script_is_the_one_that_the_policy_names(app):
    page = Browser(InProcess(app)).open(FRAME)
    assert WORDING in page.text
    assert page.html.count("<script>") == 1
    assert "sha256-" in page.header("Content-Security-Policy")
    full = Browser(InProcess(app)).open(POLL)
    assert "<script>" not in full.html
    assert " style=" not in full.html + page.html


def test_pages_are_not_kept_and_files_of_ours_are(app):
    client = app.test_client()
    assert client.get("/receipt").headers["Cache-Control"] == "no-store"
    sheet = client.get("/static/pollsvc.css", buffered=True)
    assert "max-age=31536000" in sheet.headers["Cache-Control"]
    check_common(sheet)


@pytest.mark.parametrize("address", [POLL, FRAME, "/nothing", "/static/pollsvc.css"])
def test_over_https_browsers_are_told_to_stay_there(make_app, address):
    app = make_app(public_url="https://polls.example.org")
    answer = app.test_client().get(address, buffered=True)
    assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]


def test_over_http_nothing_is_said_of_https(app):
    answer = app.test_client().get(POLL)
    assert "Strict-Transport-Security" not in answer.headers

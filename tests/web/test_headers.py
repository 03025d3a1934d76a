"""Headers of every answer: over the whole map of addresses, and of every status."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from flask import abort, make_response, url_for
from werkzeug.exceptions import default_exceptions

from tests.factories import SLUG, WORDING
from tests.headers import expected, faults
from tests.page import Browser, InProcess
from tests.publishing import close
from tests.staff import drafted, signed_in

POLL, FRAME = f"/p/{SLUG}", f"/e/{SLUG}"
LISTED, DRAFT = "for-two", "a-draft"
SITES = ("https://a.example", "https://b.example:8443")
THESE = " ".join(SITES)
BLANKS = {"wave": "2026-11", "kind": "svg", "filename": "pollsvc.css"}
BLANKS |= {"token": "nobodys", "session_id": UUID(int=7), "number": 0}
BLANKS |= {"name": "appointment-access"}
METHODS = ("GET", "HEAD", "POST", "PUT", "OPTIONS")
PASSED = (200, 204, 302, 303, 304)
REFUSED = (400, 401, 403, 404, 405, 409, 410, 413, 414, 415, 422, 429, 500, 503)

SPOKEN = {
    "static": "file",
    "embedding.script": "file",
    "embedding.article": "holder",
    "authoring.new": "holder",
    "authoring.edit": "holder",
    "authoring.poll": "holder",
    "authoring.preview": "preview",
    "previews.preview": "preview",
    "previews.answer": "preview",
    "previews.phone": "holder",
    "continuing.link": "secret",
}
"""What an address's answers are once its own view has spoken; others are pages."""
SECRET = {"continuing.link"}
"""Their views hide the address before anything can go wrong."""

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def app(make_app, open_poll):
    """With one poll that any site may frame, one that two sites may, and a draft."""
    app = make_app(public_url="http://localhost", answer_limit="1000/minute")
    drafted(app, slug=DRAFT)
    open_poll(app, is_example=True)
    return open_poll(app, slug=LISTED, sites=SITES)


def places(app, slugs):
    """Each rule of the map with its address, its blanks filled, for each slug."""
    with app.test_request_context():
        return [
            (rule, url_for(rule.endpoint, **values_of(rule, slug)))
            for rule in app.url_map.iter_rules()
            for slug in (slugs if "slug" in rule.arguments else ("",))
        ]


def values_of(rule, slug):
    return {name: BLANKS.get(name, slug) for name in rule.arguments}


def as_views_say(rule, method, status):
    """What an answer is to be shown as, where its view may have spoken."""
    if is_frame(rule):
        return "page" if (method, status) == ("OPTIONS", 200) else "frame"
    if rule.endpoint in SECRET:
        spoken = method in {"GET", "HEAD"}
    else:
        spoken = method != "OPTIONS" and status in {200, 304, 409, 422}
    return SPOKEN.get(rule.endpoint, "page") if spoken else "page"


def as_nobody_says(rule, _method, status):
    """The same, where no view has spoken: a refusal in a frame is to be read there."""
    return "frame" if is_frame(rule) and status >= 400 else "page"


def is_frame(rule):
    return rule.rule.startswith("/e/")


def answers(app, *, client=None, methods=METHODS, slugs=(SLUG, LISTED), **sent):
    """Every address asked by every method: rule, name for a message, answer."""
    client = client or app.test_client()
    for rule, address in places(app, slugs):
        for method in methods:
            with client.open(address, method=method, buffered=True, **sent) as answer:
                yield rule, f"{method} {address} {answer.status_code}", answer


def statuses_if_right(found, kind_of=as_views_say, listed=THESE):
    """The statuses of answers, all of which must have their headers."""
    wrong, statuses = {}, set()
    for rule, name, answer in found:
        statuses.add(answer.status_code)
        by = listed if LISTED in name else "*"
        what = kind_of(rule, name.split()[0], answer.status_code)
        if bad := faults(answer.headers, expected(what, framed_by=by)):
            wrong[name] = bad
    assert wrong == {}
    return statuses


def answering(app, status):
    """Makes every address answer with a status, as any view of ours may."""

    def answer(**_):
        if status == 500:
            raise ZeroDivisionError
        if status in default_exceptions:
            abort(status)
        return make_response("", status)

    app.config["WTF_CSRF_ENABLED"] = False
    app.view_functions = dict.fromkeys(app.view_functions, answer)


@pytest.mark.parametrize("status", REFUSED)
def test_every_address_can_refuse_with_its_headers(app, status):
    answering(app, status)
    found = answers(app, methods=("GET", "POST"))
    assert statuses_if_right(found, as_nobody_says) <= {status, 405}


@pytest.mark.parametrize("status", PASSED)
def test_every_address_can_answer_with_its_headers(app, status):
    """Nobody may frame what no view has allowed to be framed."""
    answering(app, status)
    found = answers(app, methods=("GET", "POST"))
    assert statuses_if_right(found, as_nobody_says) <= {status, 405}


def test_every_answer_to_a_stranger_has_its_headers(app):
    assert statuses_if_right(answers(app)) >= {200, 303, 400, 403, 405, 422}


def test_every_answer_to_a_staff_member_has_its_headers(app):
    ada = signed_in(app)
    found = answers(app, client=ada.client, slugs=(SLUG, LISTED, DRAFT))
    assert statuses_if_right(found) >= {200, 303, 400, 404, 405}


def test_every_answer_about_what_is_not_there_has_its_headers(app):
    found = answers(app, client=signed_in(app).client, slugs=("no-such-poll",))
    assert statuses_if_right(found) >= {200, 404, 405}


def test_every_address_refuses_what_is_too_large_with_its_headers(app):
    found = answers(app, methods=("POST", "PUT"), data=b"a" * 70_000)
    assert statuses_if_right(found) == {413}


def test_every_answer_past_the_limit_has_its_headers(make_app, open_poll):
    app = make_app(public_url="http://localhost", answer_limit="1/day")
    open_poll(open_poll(app), slug=LISTED, sites=SITES)
    statuses_if_right(answers(app, methods=("POST",)))
    assert statuses_if_right(answers(app, methods=("POST",))) >= {405, 429}


def test_every_answer_without_a_store_has_its_headers(make_app, tmp_path):
    """A folder is no database. Which sites a poll's author named, nobody can tell."""
    app = make_app(database_url=f"sqlite:///{tmp_path}")
    found = answers(app, methods=("GET", "POST"))
    assert statuses_if_right(found, listed="*") >= {503}


@pytest.mark.parametrize("address", ["/static/pollsvc.css", "/static/mark.svg"])
def test_a_file_that_has_not_changed_has_its_headers(app, address):
    client = app.test_client()
    with client.get(address, buffered=True) as file:
        etag = file.headers["ETag"]
    with client.get(address, headers={"If-None-Match": etag}) as answer:
        assert answer.status_code == 304
        assert faults(answer.headers, expected("file")) == {}


@pytest.mark.parametrize("address", ["/nothing", "/%00", "/favicon.ico", "/static/no"])
def test_what_does_not_exist_has_its_headers(app, address):
    answer = app.test_client().get(address)
    assert answer.status_code == 404
    assert faults(answer.headers, expected("page")) == {}
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_fault_of_ours_tells_nothing(app):
    answering(app, 500)
    answer = app.test_client().get("/privacy")
    assert answer.status_code == 500
    assert b"ZeroDivision" not in answer.data
    assert b"Traceback" not in answer.data


def test_the_frames_one_script_is_the_one_that_the_policy_names(app):
    page = Browser(InProcess(app)).open(FRAME)
    assert WORDING in page.text
    assert page.html.count("<script>") == 1
    assert "sha256-" in page.header("Content-Security-Policy")
    full = Browser(InProcess(app)).open(POLL)
    assert "<script>" not in full.html
    assert " style=" not in full.html + page.html


@pytest.mark.parametrize("address", [POLL, FRAME, "/nothing", "/static/pollsvc.css"])
def test_over_https_browsers_are_told_to_stay_there(make_app, open_poll, address):
    app = open_poll(make_app(public_url="https://polls.example.org"))
    with app.test_client().get(address, buffered=True) as answer:
        said = answer.headers.getlist("Strict-Transport-Security")
    assert said == ["max-age=31536000; includeSubDomains"]


def test_over_http_nothing_is_said_of_https(app):
    answer = app.test_client().get(POLL)
    assert "Strict-Transport-Security" not in answer.headers


def keeping(app, address, **headers):
    client = app.test_client(use_cookies=False)
    with client.get(address, headers=headers, buffered=True) as answer:
        return answer.headers["Cache-Control"]


@pytest.mark.parametrize("address", ["/", "/receipt", "/staff/sign-in", "/privacy"])
def test_pages_are_not_kept(app, address):
    assert keeping(app, address) == "no-store"


@pytest.mark.parametrize("address", [POLL, FRAME])
def test_a_form_is_kept_for_going_back_only(app, address):
    assert keeping(app, address) == "private, no-cache"


def test_files_of_ours_are_kept(app):
    assert "max-age=31536000" in keeping(app, "/static/pollsvc.css")
    assert "max-age=3600" in keeping(app, "/embed.js")


RESULTS = ("/results", "/results.json", "/results.csv")


@pytest.mark.parametrize("ending", RESULTS)
def test_results_that_everybody_may_see_are_kept_where_they_show_nobodys(app, ending):
    with app.app_context():
        close(now=datetime.now(UTC))
    for address in (POLL + ending, f"{POLL}/w/{wave_of(app)}{ending}"):
        assert keeping(app, address) == "public, max-age=300"
        assert keeping(app, address, Cookie="ballots=x") == "no-store"
        assert keeping(app, f"{address}?thanks=x") == "no-store"
    answer = app.test_client().get(POLL + ending)
    assert "Cookie" in answer.headers["Vary"]


def wave_of(app):
    return app.test_client().get(f"{POLL}/results.json").json["wave"]


@pytest.mark.parametrize("ending", RESULTS)
def test_results_that_are_not_shown_yet_are_not_kept(app, ending):
    assert keeping(app, POLL + ending) == "no-store"


def test_results_in_a_frame_are_not_kept(app):
    with app.app_context():
        close(now=datetime.now(UTC))
    assert keeping(app, f"{FRAME}/results") == "no-store"


def test_results_with_ones_own_answer_are_never_kept(app):
    """In the two ways of telling whose it is: by the address, and by the cookie."""
    visitor = Browser(InProcess(app))
    thanks = visitor.open(POLL).press("Submit answer", visits="1")
    assert "Your answer" in thanks.text
    assert thanks.header("Cache-Control") == "no-store"
    later = visitor.open(f"{POLL}/results")
    assert "Your answer" in later.text
    assert later.header("Cache-Control") == "no-store"

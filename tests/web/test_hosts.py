"""Under which names the site answers, and that no page repeats the one asked for."""

import re

import pytest
from flask import url_for

from tests.factories import SLUG
from tests.headers import expected, faults

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

EXAMPLES = {"wave": "2026-11", "kind": "svg", "filename": "pollsvc.css", "number": 0}
PUBLIC, SECOND = "polls.example.org", "old.example.org"


@pytest.fixture
def app(make_app, open_poll):
    """With a public name and a second one."""
    return open_poll(
        make_app(public_url=f"https://{PUBLIC}", trusted_hosts=(SECOND, "10.0.0.7"))
    )


def addresses(app):
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            if rule.endpoint == "static":
                continue
            values = {name: EXAMPLES.get(name, SLUG) for name in rule.arguments}
            yield url_for(rule.endpoint, **values, **(rule.defaults or {}))


def asked(app, address, host, method="GET"):
    headers = {"Host": host} if host is not None else {}
    return app.test_client().open(
        address, method=method, headers=headers, buffered=True
    )


@pytest.mark.parametrize(
    ("host", "status"),
    [
        (PUBLIC, 200),
        (f"{PUBLIC}:443", 200),
        ("POLLS.Example.Org", 200),
        (SECOND, 200),
        ("10.0.0.7:8000", 200),
        ("localhost:8000", 200),
        ("127.0.0.1", 200),
        ("[::1]:8000", 200),
        ("evil.example", 400),
        (f"{PUBLIC}.evil.example", 400),
        (f"evil.example:80@{PUBLIC}", 400),
        (f"www.{PUBLIC}", 400),
        ("10.0.0.8", 400),
        ("[::2]", 400),
        ("[::1", 400),
        (f"{PUBLIC} evil", 400),
        ("<b>", 400),
    ],
)
def test_the_site_answers_under_its_own_names_only(app, host, status):
    assert asked(app, f"/p/{SLUG}", host).status_code == status


@pytest.mark.parametrize("method", ["GET", "POST", "PUT"])
def test_no_address_answers_under_another_name(app, method):
    for address in [*addresses(app), "/nothing", "/staff", "/p//x", "/static"]:
        answer = asked(app, address, "evil.example", method)
        assert answer.status_code == 400, address
        assert "Set-Cookie" not in answer.headers
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert b"evil.example" not in answer.data, address


def test_who_came_to_another_name_is_shown_the_right_one(app):
    page = asked(app, f"/p/{SLUG}", "evil.example").get_data(as_text=True)
    assert "<h1>Not the address of this site</h1>" in page
    assert f'href="https://{PUBLIC}/"' in page


LEADS_ON = re.compile(r'(?:href|src|action)="([^"]*)"')


@pytest.mark.parametrize("address", [f"/p/{SLUG}", f"/e/{SLUG}", "/nothing", "/staff/"])
def test_all_that_this_page_needs_or_leads_to_can_be_had(app, address):
    page = asked(app, address, "evil.example").get_data(as_text=True)
    files = {link for link in LEADS_ON.findall(page) if link != f"https://{PUBLIC}/"}
    assert any("pollsvc.css" in file for file in files)
    for file in files:
        answer = asked(app, file, "evil.example")
        assert answer.status_code == 200, file
        assert "Set-Cookie" not in answer.headers
        assert faults(answer.headers, expected("file", secure=True)) == {}


def test_no_other_file_is_given_away_under_another_name(app):
    for address in ("/static/none", "/static/../pollsvc.sqlite", "/static/%2e%2e/x"):
        answer = asked(app, address, "evil.example")
        assert answer.status_code in {400, 404}, address
        assert b"evil.example" not in answer.data
    assert asked(app, "/static/pollsvc.css", "evil.example", "PUT").status_code == 400


def test_programs_are_told_in_their_own_language(app):
    answer = asked(app, "/healthz", "evil.example")
    assert answer.json["error"] == "Not the address of this site"


def test_a_proxy_may_say_which_name_was_asked_for_if_it_is_believed(make_app):
    app = make_app(public_url=f"https://{PUBLIC}", trusted_proxies=1)
    client = app.test_client()

    def status(**headers):
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return client.get("/healthz", headers=named).status_code

    assert status(Host="127.0.0.1:8000", X_Forwarded_Host=PUBLIC) == 200
    assert status(Host=PUBLIC, X_Forwarded_Host="evil.example") == 400


def test_no_page_and_no_redirect_repeats_the_name_that_was_asked_for(app):
    """An absolute link made of it would lead whoever follows to another site."""
    seen = set()
    absolute = re.compile(rf"//{re.escape(SECOND)}")
    for address in [*addresses(app), "/staff", "/p//x", "/nothing", "/staff/?a=b"]:
        answer = asked(app, address, SECOND)
        seen.add(answer.status_code)
        assert not absolute.search(answer.get_data(as_text=True)), address
        assert not absolute.search(str(answer.headers)), address
    assert {200, 303, 308, 404} <= seen


@pytest.mark.parametrize(
    ("address", "location"),
    [("/staff", "/staff/"), ("/staff?a=b", "/staff/?a=b"), ("/p//x", "/p/x")],
)
def test_a_mended_address_stays_on_this_site(app, address, location):
    answer = asked(app, address, SECOND)
    assert (answer.status_code, answer.headers["Location"]) == (308, location)

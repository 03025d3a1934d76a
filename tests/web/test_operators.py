"""Who may see the figures, and that health is told to everybody."""

import pytest

from pollsvc.config import Settings
from pollsvc.web.operators import may_see_figures

TOKEN = "a-token-of-twenty-characters"
PUBLIC = "https://polls.example.org"
NEAR = {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "127.0.0.1:8000"}


def may(token=None, **environ):
    settings = Settings(public_url=PUBLIC, metrics_token=token)
    return may_see_figures(NEAR | environ, settings)


@pytest.mark.parametrize(
    ("environ", "allowed"),
    [
        ({}, True),
        ({"REMOTE_ADDR": "::1", "HTTP_HOST": "[::1]:8000"}, True),
        ({"REMOTE_ADDR": "127.8.8.8", "HTTP_HOST": "localhost"}, True),
        # From elsewhere.
        ({"REMOTE_ADDR": "203.0.113.9"}, False),
        ({"REMOTE_ADDR": "10.0.0.2"}, False),
        ({"REMOTE_ADDR": ""}, False),
        ({"REMOTE_ADDR": "unix:"}, False),
        # Through a proxy on the same machine.
        ({"HTTP_X_FORWARDED_FOR": "127.0.0.1"}, False),
        ({"HTTP_X_FORWARDED_PROTO": "https"}, False),
        ({"HTTP_X_FORWARDED_HOST": "localhost"}, False),
        ({"HTTP_X_REAL_IP": "127.0.0.1"}, False),
        ({"HTTP_FORWARDED": "for=127.0.0.1"}, False),
        ({"HTTP_VIA": "1.1 proxy"}, False),
        # Through a proxy that adds nothing but asks for the public name.
        ({"HTTP_HOST": "polls.example.org"}, False),
        ({"HTTP_HOST": ""}, False),
        # A token that is not asked for opens nothing.
        ({"REMOTE_ADDR": "10.0.0.2", "HTTP_AUTHORIZATION": "Bearer "}, False),
        ({"REMOTE_ADDR": "10.0.0.2", "HTTP_AUTHORIZATION": "Bearer None"}, False),
    ],
)
def test_without_a_token_only_this_machine_may(environ, allowed):
    assert may(**environ) is allowed


@pytest.mark.parametrize(
    ("shown", "allowed"),
    [
        (f"Bearer {TOKEN}", True),
        (None, False),
        ("", False),
        (TOKEN, False),
        (f"Basic {TOKEN}", False),
        (f"Bearer {TOKEN}x", False),
        (f"Bearer {TOKEN[:-1]}", False),
        ("Bearer \xff", False),
    ],
)
def test_with_a_token_nothing_else_counts(shown, allowed):
    sent = {} if shown is None else {"HTTP_AUTHORIZATION": shown}
    assert may(TOKEN, **sent) is allowed
    assert may(TOKEN, REMOTE_ADDR="203.0.113.9", **sent) is allowed
    assert may(TOKEN, HTTP_X_FORWARDED_FOR="203.0.113.9", **sent) is allowed


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("address", ["/healthz", "/readyz", "/metrics"])
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_no_address_for_operators_opens_a_session(make_app, address, method):
    app = make_app(public_url="http://localhost")
    answer = app.test_client().open(
        address, method=method, headers={"Cookie": "staff=forged; pollsvc=forged"}
    )
    assert answer.status_code == (405 if method == "POST" else 200)
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("sent", "status"), [({}, 403), ({"Authorization": f"Bearer {TOKEN}"}, 200)]
)
def test_the_figures_are_closed_to_who_does_not_show_the_token(make_app, sent, status):
    app = make_app(public_url="http://localhost", metrics_token=TOKEN)
    answer = app.test_client().get("/metrics", headers=sent)
    assert answer.status_code == status
    assert (b"pollsvc_requests" in answer.data) is (status == 200)

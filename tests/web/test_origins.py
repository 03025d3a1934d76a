"""From which pages a form is taken: ours, and programs that are no browsers."""

import pytest
from flask import Request
from werkzeug.test import EnvironBuilder

from pollsvc.config import Settings
from pollsvc.domain.errors import WrongOrigin
from pollsvc.domain.keys import KeyRing
from pollsvc.installation import Installation
from pollsvc.web.origins import require_own_origin, require_own_page

HERE = Installation(
    settings=Settings(public_url="https://polls.example.org"),
    keys=KeyRing((b"s" * 32,)),
)


def asked(headers, require=require_own_origin):
    builder = EnvironBuilder(
        method="POST", base_url="http://127.0.0.1:8000", headers=headers
    )
    return require(Request(builder.get_environ()), HERE)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://polls.example.org"},
        {"Origin": "http://127.0.0.1:8000"},
        {"Origin": "http://127.0.0.1:8000", "Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none"},
        {},
    ],
    ids=str,
)
def test_a_form_of_ours_is_taken(headers):
    assert asked(headers) is None


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": "polls.example.org"},
        {"Origin": "https://polls.example.org.evil.example"},
        {"Origin": "https://evil.example/polls.example.org"},
        {"Origin": "https://polls.example.org:444"},
        {"Origin": "http://127.0.0.1"},
        {"Origin": "http://localhost:8000"},
        {"Origin": "https://evil.example", "Sec-Fetch-Site": "same-origin"},
        {"Origin": "https://evil.example", "Referer": "https://polls.example.org/"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": ""},
        {"Sec-Fetch-Site": "nonsense"},
        {"Origin": "http://["},
    ],
    ids=str,
)
def test_a_form_from_elsewhere_is_refused(headers):
    with pytest.raises(WrongOrigin):
        asked(headers)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "null", "Sec-Fetch-Site": "same-origin"},
        {"Origin": "https://polls.example.org", "Sec-Fetch-Site": "same-origin"},
        {"Origin": "null", "Sec-Fetch-Site": "none"},
        {"Origin": "null"},
        {"Origin": "https://polls.example.org"},
        {},
    ],
    ids=str,
)
def test_a_form_of_our_page_that_tells_nobody_where_it_is_is_taken(headers):
    assert asked(headers, require_own_page) is None


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "null", "Sec-Fetch-Site": "same-site"},
        {"Origin": "https://polls.example.org", "Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": ""},
        {"Origin": "https://evil.example"},
        {"Origin": ""},
    ],
    ids=str,
)
def test_no_other_sites_form_passes_for_that_page(headers):
    with pytest.raises(WrongOrigin):
        asked(headers, require_own_page)

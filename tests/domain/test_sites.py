"""Sites that may show a poll: whole origins, nothing that means more in a header."""

import pytest

from pollsvc.domain.errors import DraftRefused
from pollsvc.domain.polls import check_draft
from pollsvc.domain.sites import MAX_SITES, is_site
from tests.factories import draft

LABEL = "a" * 49
LONG_HOST = ".".join([LABEL] * 5)

SITES = [
    "https://example.org",
    "https://www.example.org",
    "https://xn--bcher-kva.example",
    "https://a-b.c-d.example:8443",
    "https://example.org:65535",
    "https://192.0.2.7",
    "https://intranet",
    f"https://{LONG_HOST}",
    "http://localhost",
    "http://localhost:8000",
    "http://127.0.0.1",
    "http://127.0.0.1:8000",
]
NO_SITES = [
    "",
    "*",
    "https:",
    "https://",
    "https://*",
    "https://*.example.org",
    "https://example.org:*",
    "https://example.org/",
    "https://example.org/page",
    "https://example.org?x",
    "https://example.org#x",
    "https://me@example.org",
    "https://example.org;",
    "https://example.org; script-src *",
    "https://example.org 'self'",
    "https://example.org,https://b.example",
    "https://example.org\n",
    "https://example.org\r\nX-Header: 1",
    "https://example.org\t",
    "https://example.org\0",
    " https://example.org",
    "'self'",
    "'none'",
    '"https://example.org"',
    "https://Example.org",
    "HTTPS://example.org",
    "https://b\u00fccher.example",
    "https://example.org:0",
    "https://example.org:080",
    "https://example.org:65536",
    "https://example.org:123456",
    "https://example.org:",
    "https://example..org",
    "https://.example.org",
    "https://example.org.",
    "https://-example.org",
    "https://example-.org",
    "https://exa_mple.org",
    f"https://{LONG_HOST}.more.de",
    "https://[::1]",
    "http://example.org",
    "http://localhost.example.org",
    "http://127.0.0.1.example.org",
    "http://192.0.2.7",
    "ws://example.org",
    "data:",
    "javascript:alert(1)",
    "file:///",
    "//example.org",
    "example.org",
    "https",
]


def problems(sites):
    try:
        check_draft(draft(sites=sites))
    except DraftRefused as refusal:
        return refusal.problems
    return {}


@pytest.mark.parametrize("site", SITES)
def test_a_site_is_a_scheme_a_host_and_maybe_a_port(site):
    assert is_site(site)
    assert problems((site,)) == {}


@pytest.mark.parametrize("site", NO_SITES)
def test_nothing_else_is_a_site(site):
    assert not is_site(site)
    assert list(problems(("https://ok.example", site))) == ["sites[1]"]


def test_a_site_without_https_is_told_what_to_write():
    (sentence,) = problems(("http://example.org",)).values()
    assert "https://" in sentence


@pytest.mark.parametrize(("count", "refused"), [(MAX_SITES, []), (21, ["sites"])])
def test_no_more_sites_than_a_header_holds(count, refused):
    sites = tuple(f"https://s{number}.example" for number in range(count))
    assert list(problems(sites)) == refused

"""What goes over the wire besides the pages: compressed files, and no needless Vary."""

import gzip

import pytest

from tests.factories import SLUG

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def get(make_app, open_poll):
    """Fetches an address, with what the browser says it can unpack."""
    client = open_poll(make_app()).test_client()

    def get(path, accepted=""):
        headers = {"Accept-Encoding": accepted}
        with client.get(path, headers=headers, buffered=True) as answer:
            return answer

    return get


@pytest.mark.parametrize("path", ["/static/pollsvc.css", "/embed.js"])
@pytest.mark.parametrize("accepted", ["gzip, deflate", "gzip, deflate, br, zstd"])
def test_style_sheets_and_scripts_travel_compressed(get, path, accepted):
    plain, squeezed = get(path), get(path, accepted)
    assert squeezed.headers["Content-Encoding"] in accepted
    assert len(squeezed.data) < len(plain.data) / 2


def test_what_is_compressed_is_the_same_file(get):
    plain, squeezed = get("/static/pollsvc.css"), get("/static/pollsvc.css", "gzip")
    assert gzip.decompress(squeezed.data) == plain.data


def test_a_page_beside_a_secret_is_not_compressed(get):
    page = get(f"/p/{SLUG}", "gzip, br, zstd")
    assert "Content-Encoding" not in page.headers


def test_the_widget_is_small_and_asks_for_one_file_more(get):
    sheet, page = get("/static/pollsvc.css", "gzip"), get(f"/e/{SLUG}")
    assert page.text.count('rel="stylesheet"') == 1
    assert "<script src" not in page.text
    assert len(page.data) + len(sheet.data) <= 10 * 1024


def test_a_results_page_is_small(get):
    files = ("/static/pollsvc.css", "/static/pollsvc.js")
    squeezed = [get(file, "gzip").data for file in files]
    page = get(f"/p/{SLUG}/results").data
    assert len(gzip.compress(page)) + sum(map(len, squeezed)) <= 20 * 1024


@pytest.mark.parametrize("path", ["/", f"/p/{SLUG}", f"/e/{SLUG}", "/embed.js"])
def test_members_pages_do_not_vary_by_cookie_and_open_no_session(get, path):
    answer = get(path)
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert "Set-Cookie" not in answer.headers

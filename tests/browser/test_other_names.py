"""In Chromium: who comes to a name that is not the site's can read where it is."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.looking import NARROW, overflow, violations


@pytest.fixture
def elsewhere(served_instance):
    """The same machine by a name of which the instance does not know."""
    return f"http://other.localhost:{urlsplit(served_instance.url).port}"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path", ["/p/pharmacy-visits", "/e/pharmacy-visits", "/staff/"]
)
def test_the_page_is_styled_and_leads_to_the_right_name(
    new_context, served_instance, elsewhere, path, scheme
):
    page = new_context(color_scheme=scheme, viewport=NARROW).new_page()
    faults = []
    page.on("console", lambda said: faults.append(said.text))
    page.goto(elsewhere + path)
    heading = page.get_by_role("heading", name="Not the address of this site")
    expect(heading).to_be_visible()
    expect(page.locator("main")).not_to_have_css("padding", "0px")
    assert [f for f in faults if "status of 400" not in f] == []
    assert violations(page) == []
    assert overflow(page) == [0, []]
    (link,) = page.get_by_role("link").all()
    assert link.get_attribute("href") == f"{served_instance.url}/"

"""A served instance to write polls in, and browsers that are signed in to it."""

from contextlib import contextmanager

import pytest

from scripts.served import served
from tests.browser.authoring.pressing import PASSWORD


@pytest.fixture(scope="session")
def instance(tmp_path_factory):
    """A served instance of our own: these tests write polls."""
    folder = tmp_path_factory.mktemp("staff") / "instance"
    with served(folder) as running:
        yield running


@pytest.fixture(scope="session")
def signed_in(instance, browser):
    """The cookie of a staff member who came in by the printed link."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(instance.sign_in_link)
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Set password and sign in").click()
        page.get_by_role("link", name="New poll").click()
        page.fill("#text", "Kept?\nYes\nNo")
        page.locator("#settings > summary").click()
        page.fill("#slug", "kept")
        page.get_by_role("button", name="Open now").click()
        page.wait_for_url("**/polls/kept")
        yield context.storage_state()


@pytest.fixture
def staff_page(instance, browser, signed_in):
    """Opens a page of the staff's in a browser of the wanted kind."""

    @contextmanager
    def opened(path, **kind):
        context = browser.new_context(
            base_url=instance.url, storage_state=signed_in, **kind
        )
        with context:
            page = context.new_page()
            page.goto(path)
            yield page

    return opened

"""Fixtures for tests that drive Chromium against a served instance."""

from pathlib import Path

import pytest

from scripts.browser import find_chromium
from scripts.served import served

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items):
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """The system's Chromium where there is one, else Playwright's own.

    Names that end in .test are this machine's, and to a browser as far as any.
    """
    given = ["--disable-dev-shm-usage", "--host-resolver-rules=MAP *.test 127.0.0.1"]
    arguments = {**browser_type_launch_args, "args": given}
    chromium = find_chromium()
    return {**arguments, "executable_path": chromium} if chromium else arguments


@pytest.fixture(scope="session")
def served_instance(tmp_path_factory):
    """A served example instance, the same for all tests that only look at it."""
    folder = tmp_path_factory.mktemp("served") / "instance"
    with served(folder, {"POLLSVC_ANSWER_LIMIT": "10000/minute"}) as running:
        yield running


@pytest.fixture(scope="session")
def base_url(served_instance):
    """What `page.goto("/")` is relative to."""
    return served_instance.url

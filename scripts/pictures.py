"""Takes a picture of every page, in light and dark, on a phone and on a desktop."""

import itertools
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from ipaddress import ip_network
from pathlib import Path
from typing import Literal

# A program's own folder is on its path, and the folder above is not.
from browser import find_chromium
from picture_page import Page
from picture_pages import PAGES
from picture_places import Place, locked, opened
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Error,
    Response,
    StorageState,
    sync_playwright,
)
from playwright.sync_api import Page as Tab
from served import Served

SCREENS = {"phone": (390, 844), "desktop": (1280, 900)}
COLOURS: tuple[Literal["light", "dark"], ...] = ("light", "dark")
EMAIL = "ada@example.org"
PASSWORD = "a long example password"  # noqa: S105 - of an instance that is thrown away
NO_SUCH_HOST = "elsewhere.example"
NETWORKS = ip_network("198.18.0.0/15").hosts()


def main() -> None:
    """Takes the pictures into the folder that the command line names."""
    folder, *names = Path(sys.argv[1]), *sys.argv[2:]
    folder.mkdir(parents=True, exist_ok=True)
    pages = [page for page in PAGES if not names or page.name in names]
    with (
        tempfile.TemporaryDirectory(prefix="pollsvc-shots-") as home,
        opened(Path(home), {page.place for page in pages}) as places,
        opened_browser() as browser,
    ):
        faults = take_all(browser, places, pages, folder)
    print(f"{len(pages) * len(SCREENS) * len(COLOURS)} pictures in {folder}")
    if faults:
        sys.exit("\n".join(faults))


@contextmanager
def opened_browser() -> Iterator[Browser]:
    """Opens a Chromium while the block lasts."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(),
            args=[f"--host-resolver-rules=MAP {NO_SUCH_HOST} 127.0.0.1"],
        )
        yield browser
        browser.close()


def take_all(
    browser: Browser, places: Mapping[Place, Served], pages: list[Page], folder: Path
) -> list[str]:
    """Takes every picture.

    Returns:
        A sentence for each page that did not answer as it should.
    """
    faults = []
    is_staff = any(page.staff for page in pages)
    signed_in = sign_in(browser, places[Place.PLAIN]) if is_staff else None
    for page, (screen, size), colours in itertools.product(
        pages, SCREENS.items(), COLOURS
    ):
        running = places[page.place]
        context = browser.new_context(
            base_url=address_of(running, page.place),
            viewport={"width": size[0], "height": size[1]},
            color_scheme=colours,
            storage_state=signed_in if page.staff else None,
            java_script_enabled=page.script,
            # Each picture is of a network that has sent nothing before.
            extra_http_headers={"X-Forwarded-For": str(next(NETWORKS))},
        )
        path = folder / f"{page.name}-{screen}-{colours}.png"
        is_locked = page.place is Place.LOCKED
        with locked(running.instance) if is_locked else nullcontext():
            faults += [f"{path.name}: {fault}" for fault in seen(context, page, path)]
        context.close()
    return faults


def address_of(running: Served, place: Place) -> str:
    """Gives the address of a place as a browser there would have it."""
    if place is Place.ELSEWHERE:
        return running.url.replace("127.0.0.1", NO_SUCH_HOST)
    return running.url


def seen(context: BrowserContext, page: Page, path: Path) -> list[str]:
    """Takes one picture, and says so where that is not possible."""
    try:
        return take(context, page, path)
    except Error as error:
        return [error.message]


def take(context: BrowserContext, page: Page, path: Path) -> list[str]:
    """Takes one picture.

    Returns:
        What is wrong with the page, in words.
    """
    tab = context.new_page()
    faults: list[str] = []
    answers: list[int] = []

    def note(response: Response) -> None:
        if (
            response.request.is_navigation_request()
            and not response.request.redirected_to
        ):
            answers.append(response.status)

    tab.on("pageerror", lambda error: faults.append(f"script error: {error}"))
    tab.on("response", note)
    response = tab.goto(page.path)
    status = response.status if response else 0
    if status != page.status:
        faults.append(f"{page.path} answered {status}, not {page.status}")
    else:
        page.first(tab)
    tab.wait_for_load_state("load")
    last = answers[-1] if answers else 0
    if last != (page.then or page.status):
        faults.append(f"the last page answered {last}, not {page.then or page.status}")
    # Without scripts nothing can be asked of the page, only of the browser.
    if page.script and tab.evaluate(
        "document.documentElement.scrollWidth > innerWidth"
    ):
        faults.append("wider than the screen")
    tab.screenshot(path=path, full_page=True)
    return faults


def sign_in(browser: Browser, running: Served) -> StorageState:
    """Signs in by the one-time link, setting a password where asked to.

    Returns:
        The cookies of the staff member.
    """
    context = browser.new_context()
    tab = context.new_page()
    tab.goto(running.sign_in_link)
    send(tab)
    if tab.locator("input[type=password]").count():
        send(tab)
    state = context.storage_state()
    context.close()
    return state


def send(tab: Tab) -> None:
    """Fills in the form and sends it."""
    for kind, typed in (("email", EMAIL), ("password", PASSWORD)):
        for field in tab.locator(f"main input[type={kind}]:not([readonly])").all():
            field.fill(typed)
    tab.locator("main form button[type=submit]").first.click()
    tab.wait_for_load_state()


if __name__ == "__main__":
    main()

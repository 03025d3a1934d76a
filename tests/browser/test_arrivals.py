"""In Chromium, staff look at a burst, count it in or out, and the results say so."""

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from pollsvc.config import Settings
from pollsvc.domain.arrivals import Arrival, hour_of
from pollsvc.domain.asides import Aside
from pollsvc.domain.release_policies import ReleasePolicy, Visibility
from pollsvc.storage import arrivals, polls, waves
from pollsvc.storage.session import reading, transaction
from tests.browser.authoring.pressing import PASSWORD, tab_to
from tests.browser.looking import NARROW, glaring, overflow, too_low
from tests.conftest import created
from tests.instances import Instance
from tests.publishing import close, published, submit
from tests.staff import one_time_link

FLOODED, QUIET, ENDED = "flooded", "quiet", "ended"
COUNT_IN, COUNT_OUT = "Count those set aside", "Stop counting those set aside"
IN, OUT = "are now counted.", "are no longer counted."


@pytest.fixture(scope="module")
def instance(tmp_path_factory):
    folder = tmp_path_factory.mktemp("arrivals") / "instance"
    return Instance(folder).prepare()


@pytest.fixture(scope="module")
def app(instance):
    """With a poll that many came to, one that nobody did, and one that has closed."""
    with created(Settings(instance=instance.folder)) as app:
        with app.app_context():
            flood(FLOODED)
            published(slug=QUIET, now=now())
            published(slug=ENDED, now=now())
            submit("1", slug=ENDED, now=now(), aside=Aside.BURST)
            close(slug=ENDED, now=now())
        yield app


@pytest.fixture
def flooded(app, request):
    """A poll to decide about, for each test its own."""
    slug = request.node.originalname.replace("_", "-")[:40].strip("-")
    with app.app_context():
        flood(slug)
    return slug


def now():
    return datetime.now(UTC)


def flood(slug):
    published(
        slug=slug, now=now(), release=ReleasePolicy.LIVE, results=Visibility.ALWAYS
    )
    for aside, people in ((None, 14), (Aside.BURST, 12), (Aside.WORK_FAILED, 1)):
        for _ in range(people):
            submit("1" if aside is None else "2", slug=slug, now=now(), aside=aside)
    with reading() as connection:
        (wave,) = waves.of_poll(connection, polls.with_slug(connection, slug).id)
    with transaction() as connection:
        for hours in range(1, 40):
            hour = hour_of(now() - timedelta(hours=hours))
            arrivals.add(connection, wave.id, hour, Arrival.RECEIVED, 12_340)


@pytest.fixture(scope="module")
def running(instance, app):
    del app
    with instance.serve() as running:
        yield running


@pytest.fixture(scope="module")
def signed_in(app, running, browser):
    """The cookie of an editor."""
    link = one_time_link(app, role="editor")
    with browser.new_context(base_url=running.url) as context:
        page = context.new_page()
        page.goto(link)
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Set password and sign in").click()
        page.get_by_role("link", name="New poll").wait_for()
        return context.storage_state()


@pytest.fixture
def staff_page(running, browser, signed_in):
    @contextmanager
    def opened(path, **kind):
        with browser.new_context(
            base_url=running.url, storage_state=signed_in, **kind
        ) as context:
            page = context.new_page()
            page.goto(path)
            yield page

    return opened


@pytest.fixture
def results_say(new_context, running, flooded):
    """Looks at the results as a member does who has not seen them before."""

    def results_say(words):
        page = new_context().new_page()
        page.goto(f"{running.url}/p/{flooded}/results")
        expect(page.get_by_text("They were set aside")).to_contain_text(words)

    return results_say


def fact(page, term):
    name = page.get_by_text(term, exact=True)
    return page.locator("dl.facts div", has=name).locator("dd")


def test_by_keyboard_alone_they_are_counted_in_and_out_and_results_say_so(
    staff_page, flooded, results_say
):
    results_say("and are not counted here.")
    with staff_page(f"/staff/polls/{flooded}") as page:
        tab_to(page, "Arrivals")
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="Arrivals: Pharmacy visits").wait_for()
        for link, button, done, counted, told in (
            (COUNT_IN, "Count them", IN, "27", "and are counted here."),
            (COUNT_OUT, "Stop counting them", OUT, "14", "and are not counted here."),
        ):
            tab_to(page, link)
            page.keyboard.press("Enter")
            page.get_by_role("heading", name="13 answers").wait_for()
            tab_to(page, button)
            page.keyboard.press("Enter")
            expect(page.get_by_role("status")).to_contain_text(done)
            expect(page.get_by_role("heading", level=1)).to_be_focused()
            expect(fact(page, "Counted")).to_have_text(counted)
            results_say(told)


def test_without_script_too(staff_page, flooded, results_say):
    path = f"/staff/polls/{flooded}/arrivals"
    with staff_page(path, java_script_enabled=False) as page:
        page.get_by_role("link", name=COUNT_IN, exact=True).click()
        page.get_by_role("link", name="Leave it as it is").click()
        expect(fact(page, "Those set aside are")).to_have_text("not counted")
        page.get_by_role("link", name=COUNT_IN, exact=True).click()
        page.get_by_role("button", name="Count them").click()
        expect(page.get_by_role("status")).to_contain_text(IN)
        results_say("and are counted here.")
        page.get_by_role("link", name=COUNT_OUT).click()
        page.get_by_role("button", name="Stop counting them").click()
        expect(page.get_by_role("status")).to_contain_text(OUT)
    results_say("and are not counted here.")


def test_the_hours_can_be_scrolled_through_by_keyboard(staff_page):
    with staff_page(f"/staff/polls/{FLOODED}/arrivals", viewport=NARROW) as page:
        region = page.get_by_role("region", name="About how many came by the hour")
        for _ in range(20):
            if region.evaluate("region => region === document.activeElement"):
                break
            page.keyboard.press("Tab")
        expect(region).to_be_focused()
        expect(region.get_by_role("columnheader")).to_have_count(5)
        expect(region.get_by_role("rowheader")).to_have_count(39)


PAGES = {
    "a burst": f"/staff/polls/{FLOODED}/arrivals",
    "the question": f"/staff/polls/{FLOODED}/arrivals/{{wave}}/count-in",
    "nobody": f"/staff/polls/{QUIET}/arrivals",
    "not possible": f"/staff/polls/{ENDED}/arrivals",
}
each_page = pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)


@pytest.fixture
def look(staff_page):
    def look(path, **kind):
        return staff_page(path.format(wave=f"{now():%Y-%m}"), **kind)

    return look


@each_page
def test_for_every_eye_and_hand(look, path):
    with look(path) as page:
        assert glaring(page) == {}
        page.set_viewport_size(NARROW)
        for text_size in ("112.5%", "225%"):
            page.evaluate(f"document.documentElement.style.fontSize = '{text_size}'")
            assert (overflow(page), too_low(page)) == ([0, []], [])

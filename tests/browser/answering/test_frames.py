"""A poll inside another site's page: answered with every cookie blocked, and sized.

The other sites are served at 127.0.0.1 and the polls at localhost: for a browser
these have as little to do with each other as any two sites.
"""

import json

import pytest
from playwright.sync_api import expect

from tests.browser.answering.sites import plain_frame
from tests.factories import WORDING

THANKS = "Thank you. Your answer is counted."


@pytest.fixture
def poll(stage, base):
    return stage(base)


def embedded(poll):
    return f'<script async src="{poll.base}/embed.js" data-poll="{poll.slug}"></script>'


@pytest.fixture
def cookieless(playwright, browser_type_launch_args, tmp_path):
    """A page in a Chromium whose owner has blocked all cookies and site data."""
    preferences = {"profile": {"default_content_setting_values": {"cookies": 2}}}
    profile = tmp_path / "profile"
    (profile / "Default").mkdir(parents=True)
    (profile / "Default" / "Preferences").write_text(json.dumps(preferences))
    context = playwright.chromium.launch_persistent_context(
        profile, **browser_type_launch_args
    )
    yield context.new_page()
    context.close()


def answer(frame, label="Once"):
    frame.get_by_label(label).check()
    frame.get_by_role("button", name="Submit answer").click()
    frame.get_by_role("heading", name=THANKS).wait_for()


@pytest.mark.parametrize("embed", [plain_frame, embedded])
def test_in_a_frame_with_all_cookies_blocked_one_can_answer_change_and_take_back(
    cookieless, magazine, poll, embed
):
    magazine.show(cookieless, embed(poll))
    frame = cookieless.frame_locator("iframe")
    expect(frame.get_by_role("heading", name=WORDING)).to_be_visible()
    answer(frame)
    assert poll.answered() == ["1"]
    receipt = frame.locator("#receipt-text").inner_text()
    assert len(receipt) == 34
    frame.get_by_role("button", name="Change my answer").click()
    frame.get_by_label("Twice").check()
    frame.get_by_role("button", name="Change my answer").click()
    frame.get_by_role("heading", name="Your new answer is counted").wait_for()
    assert frame.locator("#receipt-text").inner_text() == receipt
    assert poll.answered() == ["2"]
    frame.get_by_role("button", name="Take back my answer").click()
    frame.get_by_role("button", name="Take back my answer").click()
    frame.get_by_role("heading", name="Your answer is taken back").wait_for()
    assert poll.answered() == []


def test_that_browser_really_keeps_no_cookie(cookieless, poll):
    cookieless.goto(poll.page)
    answer(cookieless)
    assert cookieless.context.cookies() == []
    cookieless.goto(poll.page)
    expect(cookieless.get_by_role("button", name="Submit answer")).to_be_visible()


def test_in_a_cross_site_frame_without_script_one_can_answer(
    new_context, magazine, poll
):
    page = new_context(java_script_enabled=False).new_page()
    magazine.show(page, plain_frame(poll))
    answer(page.frame_locator("iframe"))
    assert poll.answered() == ["1"]


def test_a_double_click_in_a_frame_counts_once(cookieless, magazine, poll):
    magazine.show(cookieless, plain_frame(poll))
    frame = cookieless.frame_locator("iframe")
    frame.get_by_label("Once").check()
    frame.get_by_role("button", name="Submit answer").dblclick()
    expect(frame.get_by_role("heading", level=1)).to_contain_text("Thank you")
    assert poll.answered() == ["1"]


def test_a_frame_in_a_sandbox_without_origin_says_what_to_do(page, magazine, poll):
    """Its answer comes from the origin "null", which could be anybody.

    Its style sheet is to be had for anybody, too.
    """
    sandbox = plain_frame(poll).replace("<iframe", '<iframe sandbox="allow-forms"')
    magazine.show(page, sandbox)
    frame = page.frame_locator("iframe")
    frame.get_by_label("Once").check()
    frame.get_by_role("button", name="Submit answer").click()
    expect(frame.get_by_text("Open the poll in a full page")).to_be_visible()
    expect(frame.get_by_label("Once")).to_be_checked()
    assert poll.answered() == []
    submit = frame.get_by_role("button", name="Submit answer")
    expect(submit).to_have_css("display", "inline-flex")


def refused(page, site, body):
    """Whether the browser refuses to show a frame."""
    with page.expect_console_message(lambda said: "frame-ancestors" in said.text):
        site.show(page, body)
    return page.frame_locator("iframe").get_by_role("heading").count() == 0


def test_a_poll_is_framed_by_the_sites_that_its_author_named_only(
    page, sites, stage, base
):
    magazine, evil = sites
    poll = stage(base, sites=(magazine.origin,))
    magazine.show(page, plain_frame(poll))
    expect(page.frame_locator("iframe").get_by_label("Once")).to_be_visible()
    assert refused(page, evil, plain_frame(poll))


def test_a_poll_two_frames_deep_needs_every_site_around_it_on_the_list(
    page, sites, stage, base
):
    magazine, evil = sites
    poll = stage(base, sites=(magazine.origin,))
    magazine.body = plain_frame(poll)
    around = f'<iframe src="{magazine.origin}/article" title="An article"></iframe>'
    with page.expect_console_message(lambda said: "frame-ancestors" in said.text):
        evil.show(page, around)
    article = page.frame_locator("iframe")
    expect(article.get_by_text("The end.")).to_be_visible()
    assert article.frame_locator("iframe").get_by_role("heading").count() == 0
    both = stage(base, sites=(magazine.origin, evil.origin))
    magazine.body = plain_frame(both)
    evil.show(page, around)
    inner = page.frame_locator("iframe").frame_locator("iframe")
    expect(inner.get_by_label("Once")).to_be_visible()


def test_why_a_frame_is_empty_can_be_read_in_it(page, magazine, base):
    src = f"{base}/e/no-such-poll"
    magazine.show(page, f'<iframe src="{src}" title="No poll"></iframe>')
    heading = page.frame_locator("iframe").get_by_role("heading")
    expect(heading).to_have_text("Page not found")


@pytest.mark.parametrize(
    "path", ["/p/{slug}", "/receipt", "/staff/sign-in", "/staff/", "/"]
)
def test_no_other_page_can_be_framed(page, magazine, poll, path):
    url = poll.base + path.format(slug=poll.slug)
    assert refused(page, magazine, f'<iframe src="{url}" title="No poll"></iframe>')


def height_of_frame(page):
    return page.locator("iframe").bounding_box()["height"]


def content_height(page):
    """How tall the page inside the frame is."""
    (_, inner) = page.frames
    return inner.evaluate("document.documentElement.scrollHeight")


@pytest.mark.parametrize("width", [340, 800])
def test_the_script_gives_the_frame_the_height_of_its_page(page, magazine, poll, width):
    page.set_viewport_size({"width": width, "height": 700})
    magazine.show(page, embedded(poll))
    frame = page.frame_locator("iframe")
    frame.get_by_label("Once").wait_for()
    page.wait_for_function(FITS)
    assert abs(height_of_frame(page) - content_height(page)) <= 2
    answer(frame)
    page.wait_for_function(FITS)
    page.wait_for_timeout(300)
    assert abs(height_of_frame(page) - content_height(page)) <= 2
    assert page.locator("#after").is_visible()


FITS = "document.querySelector('iframe').getBoundingClientRect().height > 200"


def test_the_frame_has_a_title_and_the_page_around_it_is_left_alone(
    page, magazine, poll
):
    magazine.show(page, embedded(poll))
    page.frame_locator("iframe").get_by_label("Once").wait_for()
    title = page.locator("iframe").get_attribute("title")
    assert title.startswith("Community poll")
    assert page.evaluate("document.cookie + Object.keys(localStorage).length") == "0"

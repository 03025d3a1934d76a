"""No text of ours is forgotten: members' pages hold only what can be translated."""

from datetime import timedelta

import pytest

from pollsvc.config import Settings
from pollsvc.domain.questionnaires import Question, QuestionKind
from pollsvc.domain.release_policies import ReleasePolicy, Visibility
from pollsvc.domain.schedules import Schedule
from pollsvc.web.languages import LANGUAGES
from tests.bracketing import LANGUAGE, bracketed, forgotten, use_brackets
from tests.factories import questionnaire
from tests.greek import GIVEN, KINDS, WRONG
from tests.page import Browser, InProcess, words
from tests.publishing import close, published

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def answer_limit():
    return "1000/minute"


@pytest.fixture
def settings(tmp_path, database_url, answer_limit):
    return Settings(
        instance=tmp_path / "instance",
        database_url=database_url,
        public_url="http://localhost",
        answer_limit=answer_limit,
        site_name="Κοινότητα",
        contact="help@example.org",
    )


@pytest.fixture
def browser(app):
    use_brackets(app)
    return Browser(InProcess(app), headers={"Accept-Language": LANGUAGE})


def publish(app, slug, *kinds, **given):
    questions = tuple(
        Question(code=kind.value, kind=kind, text=f"Ερώτηση {number};", **KINDS[kind])
        for number, kind in enumerate(kinds)
    )
    with app.app_context():
        published(
            **{
                "now": app.extensions["pollsvc"].clock(),
                "slug": slug,
                "title": "Έρευνα",
                "questionnaire": questionnaire(*questions),
                "release": ReleasePolicy.LIVE,
            }
            | given
        )


def sent(page, button, **filled):
    """The page after the fields of a page's form, and others, are sent."""
    action, fields = page.form(bracketed(button))
    given = {name: value for name, value in fields if name not in filled}
    return page.browser.send(action, [*given.items(), *filled.items()])


def walked(browser, path, given):
    """Each page of a survey that is answered page by page."""
    page = browser.open(path)
    while bracketed("Continue") in page.buttons():
        yield page
        asked = [v for n, v in page.form(bracketed("Continue"))[1] if n == "_asked"]
        page = sent(
            page,
            "Continue",
            **{n: v for n, v in given.items() if n.partition("__")[0] in asked},
        )
    yield page


def require_translatable(*pages):
    found = {page.url: forgotten(page) for page in pages}
    assert {url: texts for url, texts in found.items() if texts} == {}
    assert all("⟦" in page.html for page in pages)


def test_pages_around_the_polls(app, browser):
    publish(app, "poll", QuestionKind.SINGLE)
    publish(app, "archive", QuestionKind.SINGLE, results=Visibility.STAFF_ONLY)
    with app.app_context():
        close(slug="archive", now=app.extensions["pollsvc"].clock())
    paths = ("/", "/privacy", "/rules", "/accessibility", "/receipt", "/nowhere")
    require_translatable(
        *map(browser.open, paths),
        *map(browser.open, ("/p/nothing", "/p/archive/results", "/p/archive")),
        browser.send("/receipt", [("receipt", "ψευδής")]),
        browser.send("/privacy", []),
    )


@pytest.mark.parametrize("surround", ["/p", "/e"])
def test_pages_of_a_poll(app, browser, surround):
    publish(app, "poll", QuestionKind.SINGLE)
    form = browser.open(f"{surround}/poll")
    empty = sent(form, "Submit answer")
    thanks = sent(form, "Submit answer", single="2")
    other = sent(form, "Submit answer", single="3")
    change = sent(thanks, "Change my answer")
    sure = sent(thanks, "Take back my answer")
    found = browser.send("/receipt", [("receipt", thanks.receipt)])
    gone = sent(sure, "Take back my answer")
    assert (empty.status, other.status, gone.status) == (422, 200, 200)
    require_translatable(form, empty, thanks, other, change, sure, found, gone)


def test_pages_of_a_survey_of_all_kinds(app, browser):
    publish(app, "survey", *KINDS)
    *pages, check = walked(browser, "/p/survey", GIVEN)
    thanks = sent(check, "Submit answers", _go="submit")
    assert 'id="your-answer"' in thanks.html
    data = browser.open("/d/survey")
    require_translatable(*pages, check, thanks, data)


def test_pages_of_finishing_later(app, browser):
    publish(app, "survey", *KINDS)
    kept = sent(browser.open("/p/survey"), "Finish later", _go="later", single="1")
    link = words(kept.document.query_one("#bookmark-text"))
    asked = browser.open(link)
    again = sent(asked, "Go on where I stopped")
    assert (kept.status, asked.status, again.status) == (200, 200, 200)
    require_translatable(kept, asked, again, browser.open("/p/survey/continue/x"))


def test_what_is_wrong_with_an_answer_of_each_kind(app, browser):
    publish(app, "survey", *KINDS)
    first = browser.open("/p/survey")
    action, fields = first.form(bracketed("Continue"))
    whole = [(n, v) for n, v in fields if n not in {"_at", "_asked", "_so_far"}]
    wrong = browser.send(action, [*whole, *WRONG.items()])
    assert wrong.status == 422
    require_translatable(wrong)


@pytest.mark.parametrize("results", Visibility)
def test_results_that_are_not_shown(app, browser, results):
    publish(
        app,
        "poll",
        QuestionKind.SINGLE,
        results=results,
        release=ReleasePolicy.BATCHED,
    )
    pages = map(browser.open, ("/p/poll/results", "/e/poll/results", "/d/poll"))
    require_translatable(*pages)


def test_a_poll_that_is_not_open_yet(app, browser):
    opens = app.extensions["pollsvc"].clock() + timedelta(days=1)
    schedule = Schedule(zone="America/New_York", opens=opens.replace(tzinfo=None))
    publish(app, "poll", QuestionKind.SINGLE, schedule=schedule)
    require_translatable(*map(browser.open, ("/", "/p/poll", "/p/poll/results")))


@pytest.mark.parametrize("answer_limit", ["1/minute"])
def test_an_answer_of_a_network_that_has_sent_very_many(app, browser):
    publish(app, "poll", QuestionKind.SINGLE)
    form = browser.open("/p/poll")
    thanks = sent(form, "Submit answer", single="2")
    late = sent(
        Browser(browser.road, headers=browser.headers).open("/p/poll"),
        "Submit answer",
        single="2",
    )
    change = sent(thanks, "Change my answer")
    assert (late.status, change.status) == (429, 429)
    require_translatable(late, change)


def test_a_member_can_choose_every_language(app, browser):
    publish(app, "poll", QuestionKind.SINGLE)
    for path in ("/p/poll", "/e/poll", "/privacy"):
        page = browser.open(f"{path}?lang=en")
        links = page.document.query(".languages a")
        said = {link.attrs["href"]: words(link) for link in links}
        names = {f"?lang={tag}": name for tag, name in LANGUAGES.items()}
        assert said == {href: names[href] for href in names if href != "?lang=en"}


def test_what_was_sent_cannot_be_lost_by_choosing_a_language(app, browser):
    publish(app, "poll", QuestionKind.SINGLE)
    refused = sent(browser.open("/p/poll"), "Submit answer")
    assert refused.document.query(".languages a") == []


@pytest.mark.parametrize("keeps_cookies", [True, False])
def test_the_thanks_stay_where_nothing_but_their_address_remembers(
    app, browser, keeps_cookies
):
    publish(app, "poll", QuestionKind.SINGLE)
    browser.keeps_cookies = keeps_cookies
    thanks = sent(browser.open("/p/poll"), "Submit answer", single="2")
    assert bool(thanks.document.query(".languages a")) is keeps_cookies

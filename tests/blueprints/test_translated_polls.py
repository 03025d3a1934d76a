"""A poll in several languages: each reader's words, and the same answers in all."""

import json
from dataclasses import replace

import pytest

from pollsvc.domain.questionnaires import Translation
from pollsvc.domain.release_policies import ReleasePolicy, Visibility
from pollsvc.domain.translations import texts_of, translated
from tests.all_kinds import RAW, SURVEY
from tests.counting import recounted, stored, stored_languages, tallied
from tests.factories import SLUG, questionnaire
from tests.page import words
from tests.survey_forms import hidden, pairs

POLL, FRAME = f"/p/{SLUG}", f"/e/{SLUG}"
RESULTS = f"{POLL}/results"
WISHES = {"Accept-Language": "es-MX, es;q=0.9"}


def spoken(whole, **prefixes):
    """A questionnaire with every text translated: a word of the language before it."""
    return replace(
        whole,
        translations=tuple(
            Translation(
                language=tag,
                texts={
                    text.key: f"{prefix} {text.text}"
                    for text in texts_of(whole, title="Title")
                },
            )
            for tag, prefix in prefixes.items()
        ),
    )


SPOKEN = spoken(SURVEY, es="Diga:", ar="قل:")
ONE = spoken(questionnaire(), es="Diga:", nl="Zeg:")


@pytest.fixture
def survey(publish, app):
    """A survey of all kinds in three languages, live and shown to everybody."""
    publish(questionnaire=SPOKEN, results=Visibility.ALWAYS, release=ReleasePolicy.LIVE)
    return app


@pytest.fixture
def poll(publish):
    """A poll of one question in English, Spanish and Dutch."""
    return publish(
        questionnaire=ONE, results=Visibility.ALWAYS, release=ReleasePolicy.LIVE
    )


def language_lists(page):
    """The lists of languages in which the page can be read."""
    return [nav for nav in page.document.query("nav") if nav.query("a[hreflang]")]


def onward(page):
    """The words of the button that leads on, whatever the language."""
    buttons = page.document.query("form button.main, form button")
    return next(
        words(b)
        for b in buttons
        if b.attrs.get("name") is None or b.attrs.get("value") == "submit"
    )


def walk(browser, address):
    """Every page of somebody who answers all questions; the last are the thanks."""
    given = {name: values for raw in RAW.values() for name, values in raw.items()}
    page = browser.open(address)
    while page.passed == ():
        yield page
        action, fields = page.form(onward(page))
        asked = {value for name, value in fields if name == "_asked"}
        said = {n: v for n, v in given.items() if n.partition("__")[0] in asked}
        page = browser.send(action, hidden(fields, but=()) + pairs(said))
        assert page.status == 200, page.text
    yield page


def test_a_survey_is_answered_alike_in_every_language(survey, newcomer):
    ways = {
        "en": (newcomer(), POLL),
        "es": (newcomer(headers=WISHES), POLL),
        "ar": (newcomer(headers=WISHES), f"{POLL}?lang=ar"),
    }
    for tag, (browser, address) in ways.items():
        *pages, thanks = walk(browser, address)
        words_of = translated(SPOKEN, tag)
        for question, page in zip(words_of.questions, pages, strict=False):
            assert question.text in page.text
            assert all(option.label in page.text for option in question.options)
        assert all(question.text in pages[-1].text for question in words_of.questions)
        assert all(question.text in thanks.text for question in words_of.questions)
    with survey.app_context():
        answers = stored()
        assert len(answers) == 3
        assert answers[0] == answers[1] == answers[2]
        assert recounted() == tallied()
        assert stored_languages() == ["ar", "en", "es"]


SHOWN = (
    ("/p", "", "en", "On average", {"dir": "auto"}),
    ("/p", "", "es", "Diga: On average", {"dir": "auto"}),
    ("/e", "", "es", "Diga: On average", {"dir": "auto"}),
    ("/e", "", "nl, en;q=0.5", "Zeg: On average", {"lang": "nl", "dir": "auto"}),
    ("/p", "?lang=de", "de", "On average", {"lang": "en", "dir": "auto"}),
    ("/p", "?lang=es", "de", "Diga: On average", {"dir": "auto"}),
    ("/p", "?lang=nl", "ar", "Zeg: On average", {"lang": "nl", "dir": "auto"}),
)


@pytest.mark.usefixtures("poll")
def test_a_poll_speaks_as_wished_and_says_its_language_where_it_is_another(newcomer):
    # Twice: a page that is kept has the language of whoever asks.
    for place, query, wishes, text, attributes in SHOWN * 2:
        browser = newcomer(headers={"Accept-Language": wishes})
        page = browser.open(f"{place}/{SLUG}{query}")
        assert page.heading.startswith(text)
        assert dict(page.document.query_one("h1").attrs) == attributes


@pytest.mark.usefixtures("poll")
def test_what_was_asked_for_stays_until_the_thanks(newcomer):
    page = newcomer().open(f"{POLL}?lang=es")
    thanks = page.press(onward(page), visits="1")
    assert "lang=es" in thanks.url
    assert "Diga: Once" in thanks.text
    assert thanks.document.query_one("html").attrs["lang"] == "es"


@pytest.mark.usefixtures("poll")
def test_a_change_and_a_way_back_speak_the_same_language(newcomer):
    browser = newcomer(headers=WISHES)
    first = browser.open(POLL)
    first.press(onward(first), visits="1")
    action, fields = first.form(onward(first), visits="2")
    confirm = browser.send(action, fields)
    assert "Diga: Once" in confirm.text
    assert "Diga: Twice" in confirm.text
    receipt = browser.open(RESULTS).receipt
    found = browser.send("/receipt", [("receipt", receipt)])
    assert "Diga: Pharmacy" not in found.text
    assert "Diga: Title" in found.text
    assert "Diga: Once" in found.text
    withdraw = browser.send(f"{POLL}/withdraw", [("receipt", receipt)])
    assert "Diga: Once" in withdraw.text


@pytest.mark.usefixtures("poll")
def test_a_refusal_names_answers_in_the_readers_words(newcomer):
    page = newcomer(headers=WISHES).open(POLL)
    action, fields = page.form(onward(page), visits="1")
    refused = newcomer(headers=WISHES).send(action, [*fields, ("visits", "2")])
    assert refused.status == 422
    assert refused.heading.startswith("Diga:")


@pytest.mark.usefixtures("poll")
def test_a_poll_leads_to_its_other_languages(newcomer):
    page = newcomer().open(POLL)
    links = [a for a in page.document.query("main nav a") if "hreflang" in a.attrs]
    assert [(words(a), a.attrs["lang"]) for a in links] == [
        ("Español", "es"),
        ("Nederlands", "nl"),
    ]
    dutch = page.follow("Nederlands")
    assert dutch.heading.startswith("Zeg:")
    assert dutch.follow("English").heading.startswith("On average")


@pytest.mark.usefixtures("poll")
@pytest.mark.parametrize("path", [FRAME, f"{FRAME}/results"])
def test_a_frame_has_one_list_of_languages(newcomer, path):
    (links,) = language_lists(newcomer().open(path))
    assert "Nederlands" in words(links)


def test_a_frame_of_a_poll_in_one_language_leads_to_those_of_the_pages(
    publish, newcomer
):
    publish()
    (links,) = language_lists(newcomer().open(FRAME))
    assert "Español" in words(links)


def test_a_poll_of_one_language_leads_to_no_other(publish, newcomer):
    publish()
    assert newcomer().open(POLL).document.query("main nav a") == []


@pytest.mark.usefixtures("poll")
def test_the_front_page_names_a_poll_in_the_readers_language(newcomer):
    assert "Zeg: Title" in newcomer().open("/?lang=nl").text
    assert "Diga: Title" in newcomer(headers=WISHES).open("/").text


@pytest.mark.usefixtures("poll")
def test_programs_read_the_source_unless_they_ask(newcomer):
    browser = newcomer(headers=WISHES)
    page = browser.open(POLL)
    page.press(onward(page), visits="0")
    labels = {"": "None", "?lang=es": "Diga: None", "?lang=de": "None"}
    for query, label in labels.items():
        document = json.loads(browser.open(f"{RESULTS}.json{query}").html)
        assert document["questions"][0]["options"][0]["label"] == label
        assert f",{label}," in browser.open(f"{RESULTS}.csv{query}").html

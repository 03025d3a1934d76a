"""Which language a page speaks: the one asked for, else the one wished for."""

import pytest
from flask import url_for

from pollsvc.web.languages import LANGUAGES, asked_language, best_of, language

OFFERED = tuple(LANGUAGES)


@pytest.mark.parametrize(
    ("query", "wishes", "spoken"),
    [
        ("", None, "en"),
        ("", "de", "de"),
        ("", "de-CH, de;q=0.9, en;q=0.8", "de"),
        ("", "pt-BR, fr;q=0.5", "fr"),
        ("", "nl, pt", "en"),
        ("", "en;q=0.3, es;q=0.8", "es"),
        ("", "de;q=0, fr;q=0.1", "fr"),
        ("", "*", "en"),
        ("", ";;,,=", "en"),
        ("lang=ar", "de", "ar"),
        ("lang=es-MX", "de", "es"),
        ("lang=ES", None, "es"),
        ("lang=nl", "fr", "fr"),
        ("lang=../../etc", "fr", "fr"),
        ("lang=", "fr", "fr"),
        ("lang=" + "a" * 500, None, "en"),
    ],
)
def test_the_address_decides_before_the_browser(app, query, wishes, spoken):
    headers = {"Accept-Language": wishes} if wishes else {}
    with app.test_request_context(f"/?{query}", headers=headers):
        assert (best_of(OFFERED), language()) == (spoken, spoken)


def test_the_first_offered_is_spoken_where_none_fits(app):
    with app.test_request_context("/", headers={"Accept-Language": "ja"}):
        assert best_of(("pt-BR", "nl")) == "pt-BR"


def test_a_language_of_elsewhere_is_better_than_none(app):
    with app.test_request_context("/?lang=pt"):
        assert best_of(("en", "pt-BR")) == "pt-BR"


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("?lang=es", "/privacy?lang=es"),
        ("?lang=%22%3E", "/privacy"),
        ("", "/privacy"),
    ],
)
def test_links_keep_the_language_that_was_asked_for(app, query, address):
    with app.test_request_context(f"/{query}"):
        assert url_for("notices.privacy") == address


def test_outside_of_a_request_no_language_is_asked_for(app):
    with app.test_request_context("/"):
        assert asked_language() is None


@pytest.mark.parametrize(("lang", "direction"), [("ar", "rtl"), ("de", "ltr")])
def test_a_page_says_its_language_and_its_direction(client, lang, direction):
    answer = client.get(f"/privacy?lang={lang}")
    assert f'<html lang="{lang}" dir="{direction}"' in answer.text
    assert answer.headers["Content-Language"] == lang
    assert "Accept-Language" in answer.headers["Vary"]


@pytest.mark.parametrize("endpoint", ["datasets.as_csv", "results.as_json"])
def test_files_are_the_same_in_every_language(app, endpoint):
    with app.test_request_context("/?lang=es"):
        assert "lang" not in url_for(endpoint, slug="pharmacy-visits")

"""Whom somebody answers for: the ready-made question, and what it brings along."""

from dataclasses import replace

import pytest

from pollsvc.domain.answered_for import (
    LANGUAGES,
    beginning_with_it,
    ready_made,
    without_it,
)
from pollsvc.domain.question_rules import problems_of
from pollsvc.domain.questionnaires import Page, Questionnaire, Translation
from pollsvc.domain.translations import translated
from tests.factories import question, questionnaire

ASKED = questionnaire()
LED = beginning_with_it(ASKED)
PAGED = questionnaire(
    question(), question(code="b"), pages=(Page(questions=("visits", "b")),)
)
TEXT = "questions.answered_for.text"
REWORDED = question(code="answered_for", text="Is it about you?")


def speaking(whole, language, **texts):
    """A questionnaire with one translation; `__` stands for a dot in a key."""
    keyed = {key.replace("__", "."): text for key, text in texts.items()}
    return replace(whole, translations=(Translation(language=language, texts=keyed),))


def first_words(whole, language):
    first = translated(whole, language).questions[0]
    return [first.text, *(option.label for option in first.options)]


def written(language):
    asked = ready_made(language)
    return [asked.text, *(option.label for option in asked.options)]


def test_it_asks_for_oneself_or_another_and_may_be_refused():
    assert [(o.code, o.role.value) for o in ready_made("en").options] == [
        ("self", "substantive"),
        ("cared_for", "substantive"),
        ("refuse", "refuse"),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_survey_in_each_language_can_begin_with_it(language):
    led = beginning_with_it(questionnaire(language=language))
    assert led.questions[0] == ready_made(language)
    assert [*problems_of(led)] == []


def test_it_has_words_of_its_own_in_each_language():
    assert len({ready_made(language).text for language in LANGUAGES}) == len(LANGUAGES)


@pytest.mark.parametrize(
    ("language", "same_as"), [("es-MX", "es"), ("de-at", "de"), ("nl", None)]
)
def test_a_region_reads_what_its_language_reads(language, same_as):
    assert ready_made(language) == (same_as and ready_made(same_as))


def test_it_stands_on_a_page_of_its_own():
    pages = beginning_with_it(PAGED).pages
    assert [page.questions for page in pages] == [("answered_for",), ("visits", "b")]
    assert LED.pages == ()


@pytest.mark.parametrize(
    ("whole", "rest"),
    [
        (LED, ASKED),
        (beginning_with_it(PAGED), PAGED),
        (ASKED, None),
        (questionnaire(REWORDED, question()), None),
        (questionnaire(question(), ready_made("en")), None),
        (questionnaire(ready_made("en")), None),
        (questionnaire(ready_made("es"), question()), None),
        (
            replace(LED, pages=(Page(questions=("answered_for", "visits")),)),
            None,
        ),
        (
            replace(
                LED,
                pages=(
                    Page(questions=("answered_for",), title="First"),
                    Page(questions=("visits",)),
                ),
            ),
            None,
        ),
    ],
)
def test_only_the_very_same_question_is_taken_off_again(whole, rest):
    assert without_it(whole) == rest


@pytest.mark.parametrize(
    ("whole", "language", "read"),
    [
        (speaking(LED, "es"), "es", written("es")),
        (speaking(LED, "ar-EG"), "ar-EG", written("ar")),
        (speaking(LED, "es", **{TEXT: "¿Y?"}), "es", ["¿Y?", *written("es")[1:]]),
        # Without any translation into a language, all stays in one.
        (LED, "es", written("en")),
        # Nothing is ready-made in Dutch.
        (speaking(LED, "nl"), "nl", written("en")),
        (
            speaking(
                beginning_with_it(Questionnaire(questions=(), language="fr")), "en"
            ),
            "en",
            written("en"),
        ),
    ],
)
def test_it_speaks_the_languages_of_the_survey(whole, language, read):
    assert first_words(whole, language) == read


def test_what_is_worded_anew_is_not_translated_by_the_old_words():
    whole = speaking(questionnaire(REWORDED), "es")
    assert translated(whole, "es").questions[0].text == REWORDED.text

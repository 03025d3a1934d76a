"""What every poll has is called in each language without being translated by hand."""

from dataclasses import replace

import pytest

from pollsvc.domain.questionnaires import DONT_KNOW, REFUSE, Translation
from pollsvc.domain.stock_labels import NONE, OTHER, STOCK
from pollsvc.domain.translations import own_words, translated
from pollsvc.web.languages import LANGUAGES
from tests.factories import options, question, questionnaire

ALL = (*options("Once"), OTHER, NONE, DONT_KNOW, REFUSE)


def labels(asked, language):
    return [o.label for o in translated(asked, language).questions[0].options]


def polled(*texts, language="en", listed=ALL):
    return questionnaire(
        question(options=listed),
        language=language,
        translations=tuple(
            Translation(language=tag, texts=said) for tag, said in texts
        ),
    )


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("es", ["Otra cosa", "Nada de lo anterior", "No sé", "Prefiero no decirlo"]),
        ("es-MX", ["Otra cosa", "Nada de lo anterior", "No sé", "Prefiero no decirlo"]),
        ("ar", ["شيء آخر", "لا شيء مما سبق", "لا أعرف", "أفضّل عدم الإجابة"]),
        ("tlh", [o.label for o in (OTHER, NONE, DONT_KNOW, REFUSE)]),
    ],
)
def test_stock_labels_are_in_the_language_of_the_translation(language, said):
    asked = polled((language, {"questions.visits.text": "…?"}))
    assert labels(asked, language) == ["Once", *said]


def test_what_the_author_wrote_stands():
    key = "questions.visits.options.dont_know"
    asked = polled(("es", {key: "Ni idea"}))
    assert labels(asked, "es")[3] == "Ni idea"
    own = polled(("es", {}), listed=(*options("Once"), replace(DONT_KNOW, label="Eh?")))
    assert labels(own, "es")[1] == "Eh?"


def test_where_nothing_is_translated_everything_stays_in_one_language():
    assert labels(polled(), "es") == [o.label for o in ALL]


def test_a_poll_in_another_language_has_them_in_its_own():
    german = polled(("fr", {}), language="de")
    whole = own_words(german)
    assert [o.label for o in whole.questions[0].options][3:] == [
        "Weiß ich nicht",
        "Möchte ich nicht sagen",
    ]
    assert whole.translations == german.translations
    assert labels(whole, "fr") == labels(german, "fr")


@pytest.mark.parametrize("stock", STOCK, ids=lambda stock: stock.words["en"])
def test_each_is_called_something_in_every_language_of_the_interface(stock):
    assert {*stock.words} == {*LANGUAGES}
    assert len({*stock.words.values()}) == len(LANGUAGES)

"""Texts in other languages: which there are, what they say, what rules they keep."""

from dataclasses import replace

import pytest

from pollsvc.domain.polls import Poll, PollState, spoken
from pollsvc.domain.question_rules import problems_of
from pollsvc.domain.questionnaires import (
    NumberLimits,
    Page,
    QuestionKind,
    Row,
    ScaleEnds,
    Translation,
)
from pollsvc.domain.renaming import with_question
from pollsvc.domain.translations import (
    refitted,
    texts_of,
    translated,
    with_translation,
    without_outdated,
)
from tests.all_kinds import SURVEY
from tests.factories import draft, options, question, questionnaire

WHY = question(
    code="why",
    text="You said {visits}. Why?",
    hint="In a word",
    reason="We plan by it.",
    options=options("Price", "Way"),
)
PAGED = questionnaire(
    question(options=options("None", "Once")),
    WHY,
    pages=(
        Page(questions=("visits",), title="Visits"),
        Page(questions=("why",)),
    ),
)


def into(language="es", of=PAGED, **texts):
    """A questionnaire with one translation; `__` stands for a dot in a key."""
    keyed = {key.replace("__", "."): text for key, text in texts.items()}
    return replace(of, translations=(Translation(language=language, texts=keyed),))


def test_every_text_has_a_key_that_says_where_it_stands():
    listed = [(text.key, text.text) for text in texts_of(PAGED, title="Pharmacy")]
    assert listed == [
        ("title", "Pharmacy"),
        ("pages.visits", "Visits"),
        ("questions.visits.text", PAGED.questions[0].text),
        ("questions.visits.options.0", "None"),
        ("questions.visits.options.1", "Once"),
        ("questions.why.text", "You said {visits}. Why?"),
        ("questions.why.hint", "In a word"),
        ("questions.why.reason", "We plan by it."),
        ("questions.why.options.0", "Price"),
        ("questions.why.options.1", "Way"),
    ]


@pytest.mark.parametrize(
    ("asked", "texts"),
    [
        (
            question(
                kind=QuestionKind.SCALE,
                options=options("0", "1"),
                limits=ScaleEnds(low="Never", high=""),
            ),
            [("options", "0"), ("options", "1"), ("low", "")],
        ),
        (
            question(
                kind=QuestionKind.NUMBER, options=(), limits=NumberLimits(unit="km")
            ),
            [("unit", "")],
        ),
        (
            question(
                kind=QuestionKind.MATRIX,
                options=options("Good"),
                rows=(Row(code="text", label="Hands"),),
            ),
            [("options", "0"), ("rows", "text")],
        ),
    ],
)
def test_what_only_some_kinds_have_is_listed_with_its_part(asked, texts):
    _, *others = texts_of(questionnaire(asked))
    assert [(text.part, text.code) for text in others] == texts


def test_a_number_has_no_words_to_translate():
    scale = question(options=options("10", "Ten"))
    assert [text.has_words for text in texts_of(questionnaire(scale))[1:]] == [
        False,
        True,
    ]


def test_a_translated_questionnaire_has_other_words_and_nothing_else():
    ours = into(questions__visits__options__1="Una vez", pages__visits="Visitas")
    theirs = translated(ours, "es")
    assert theirs.language == "es"
    assert theirs.questions[0].options[1].label == "Una vez"
    assert theirs.questions[0].options[0].label == "None"
    assert theirs.pages[0].title == "Visitas"
    assert theirs.translations == ()
    back = into("en", of=theirs, **dict(_keyed(PAGED)))
    assert translated(back, "en") == PAGED


def _keyed(whole):
    return ((text.key.replace(".", "__"), text.text) for text in texts_of(whole))


def test_every_text_of_every_kind_is_translated():
    shouted = {text.key: text.text.upper() for text in texts_of(SURVEY)}
    loud = with_translation(SURVEY, Translation(language="de", texts=shouted))
    assert problems_of(loud) == {}
    said = [text.text for text in texts_of(translated(loud, "de"))]
    assert said == [*shouted.values()]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_without_a_translation_the_source_stands(language):
    assert translated(into(title="Visitas"), language) == PAGED


def test_a_poll_is_spoken_with_its_title():
    whole = Poll(
        id="", state=PollState.OPEN, draft=draft(questionnaire=into(title="Farmacia"))
    )
    assert (spoken(whole, "es").title, spoken(whole, "fr").title) == (
        "Farmacia",
        "Pharmacy visits",
    )
    assert spoken(whole, "es").questionnaire.language == "es"


def test_a_second_translation_into_a_language_takes_the_place_of_the_first():
    first = into("es", title="A")
    second = with_translation(first, Translation(language="es", texts={"title": "B"}))
    third = with_translation(second, Translation(language="ar", texts={}))
    assert third.languages == ("en", "es", "ar")
    assert third.translations[0].texts == {"title": "B"}


def test_what_a_changed_questionnaire_has_no_more_leaves_its_translations():
    before = into(title="F", questions__why__text="¿{visits}?", pages__visits="V")
    after = replace(before, questions=before.questions[:1], pages=())
    assert refitted(after).translations == (
        Translation(language="es", texts={"title": "F"}),
    )
    assert refitted(replace(after, language="es")).translations == ()


@pytest.mark.parametrize(
    ("whole", "where", "sentence"),
    [
        (into("Spanish!"), "Spanish!", "is not a language"),
        (into("EN"), "EN", "is not a language"),
        (into("en"), "en", "this is no translation"),
        (into(titel="x"), "es.titel", "no such text"),
        (into(questions__when__text="x"), "es.questions.when.text", "no such text"),
        (into(pages__why="x"), "es.pages.why", "no such text"),
        (into(title=" \u200b"), "es.title", "leave it out"),
        (into(title="x" * 501), "es.title", "under 500"),
        (into(title="a\x00"), "es.title", "U+0000"),
        (into(questions__why__text="¿Por qué?"), "es.questions.why.text", "{visits}"),
        (into(questions__why__hint="{visits}"), "es.questions.why.hint", "{visits}"),
        (
            into(questions__visits__options__1="none"),
            "es.questions.visits.options.1",
            "twice",
        ),
    ],
)
def test_a_translation_keeps_rules(whole, where, sentence):
    ((path, said),) = problems_of(whole).items()
    assert path == f"translations.{where}"
    assert sentence in said


@pytest.mark.parametrize(
    "whole",
    [
        into(),
        into("pt-BR", title="Farmácia"),
        into(questions__why__text="{visits}: ¿por qué? {llaves}"),
        into(questions__why__options__0="{visits}"),
        into(questions__visits__options__0="Once", questions__visits__options__1="x"),
        replace(into("es"), language="es-MX"),
    ],
)
def test_what_is_no_breach_of_a_rule(whole):
    assert problems_of(whole) == {}


def test_a_language_is_translated_into_once():
    twice = tuple(Translation(language=tag, texts={}) for tag in ("pt-BR", "pt-br"))
    assert "two translations" in str(problems_of(replace(PAGED, translations=twice)))


def test_a_questions_new_code_is_followed_by_its_translations():
    before = into(
        questions__visits__text="¿Cuántas?",
        questions__why__text="{visits}: ¿por qué?",
        questions__why__options__0="{visits}",
        pages__visits="Visitas",
    )
    first = replace(before.questions[0], code="goes")
    after = with_question(before, "visits", first)
    assert after.translations[0].texts == {
        "questions.goes.text": "¿Cuántas?",
        "questions.why.text": "{goes}: ¿por qué?",
        "questions.why.options.0": "{visits}",
        "pages.goes": "Visitas",
    }
    assert problems_of(after) == {}


@pytest.mark.parametrize(
    ("now", "kept"),
    [
        ("Twice", True),
        ("twice!", True),
        ("Two to four times", False),
        ("Once more", False),
    ],
)
def test_a_translation_goes_with_the_words_that_it_translates(now, kept):
    twice = replace(PAGED.questions[0].options[1], label="Twice")
    before = into(
        of=replace(PAGED, questions=(question(options=(twice, *options("None"))), WHY)),
        questions__visits__options__1="Dos veces",
        questions__why__text="¿Por qué?",
    )
    asked = replace(
        before.questions[0],
        options=(replace(twice, label=now), *before.questions[0].options[1:]),
    )
    after = replace(before, questions=(asked, WHY))
    (spanish,) = without_outdated(after, before).translations
    assert ("questions.visits.options.1" in spanish.texts) == kept
    assert spanish.texts["questions.why.text"] == "¿Por qué?"


@pytest.mark.parametrize(
    ("titles", "kept"), [(("Pharmacy", "pharmacy"), True), (("Pharmacy", "Tea"), False)]
)
def test_so_it_is_with_the_title_of_a_poll(titles, kept):
    spoken_too = into(title="Farmacia")
    (spanish,) = without_outdated(spoken_too, spoken_too, titles=titles).translations
    assert ("title" in spanish.texts) == kept

"""Translations in a definition: what is read, and what is wrong with which line."""

import pytest

from pollsvc.definitions import read_definition, write_definition
from pollsvc.domain.errors import DefinitionRefused
from tests.definitions.survey import SURVEY
from tests.definitions.test_schema import faults

LINE = 1 + SURVEY[: SURVEY.index("translations:")].count("\n")
WHOLE = SURVEY[SURVEY.index("translations:") : SURVEY.index("results:")]


def with_translations(*lines):
    """The survey with other translations; they begin on the line after LINE."""
    written = "".join(f"  {line}\n" for line in ("translations:", *lines))
    return SURVEY.replace(WHOLE, written.removeprefix("  "))


def test_texts_are_read_by_the_codes_they_stand_under():
    spanish, norwegian = read_definition(SURVEY).questionnaire.translations
    assert (spanish.language, norwegian.language) == ("es", "no")
    assert spanish.texts == {
        "title": "La farmacia y usted",
        "pages.reasons": "Sus motivos",
        "questions.visits.text": "¿Cuántas veces al mes va a la farmacia?",
        "questions.visits.hint": "Basta una estimación.",
        "questions.visits.reason": "De ello depende lo que sigue.",
        "questions.visits.options.0": "Ninguna",
        "questions.visits.options.1": "Una vez",
        "questions.visits.options.refuse": "Prefiero no decirlo",
        "questions.again.low": "Nunca",
        "questions.again.high": "Seguro",
        "questions.age.unit": "años",
        "questions.pain.rows.hands": "Las manos",
        "questions.pain.rows.feet": "Los pies",
    }


def test_a_survey_with_translations_reads_back_as_it_was_written():
    draft = read_definition(SURVEY)
    assert read_definition(write_definition(draft)) == draft


def test_translations_are_written_for_people():
    draft = read_definition(
        with_translations(
            "no: {questions: {pain: {rows: {feet: no}}, visits: {text: '1', "
            "options: {'0': Ingen}}}}"
        )
    )
    assert (
        "translations:\n"
        '  "no":\n'
        "    questions:\n"
        "      visits:\n"
        "        text: '1'\n"
        "        options:\n"
        "          '0': Ingen\n"
        "      pain:\n"
        "        rows:\n"
        '          feet: "no"\n'
    ) in write_definition(draft)


@pytest.mark.parametrize(
    ("lines", "field", "said"),
    [
        (["- es"], "translations", "Write fields"),
        (["es: Hola"], "translations.es", "title, questions, pages"),
        (["es: {titel: Hola}"], "translations.es.titel", "Did you mean 'title'?"),
        (["es: {title: [Hola]}"], "translations.es.title", "Write a text"),
        (["es: {title: &a Hola}"], "translations.es.title", "Anchors"),
        (["es: {}", "es: {}"], "translations.es", "stands here twice"),
        (["pt-BR: {}", "pt-br: {}"], "translations.pt-br", "two translations"),
        (["en: {title: Hi}"], "translations.en", "no translation"),
        (["Spanish: {title: Hola}"], "translations.Spanish", "like en or pt-BR"),
        (
            ["es:", "  questions:", "    visit: {text: Hola}"],
            "translations.es.questions.visit",
            "Did you mean 'visits'?",
        ),
        (
            ["es: {questions: {visits: {unit: x}}}"],
            "translations.es.questions.visits.unit",
            "there is: text, hint, reason, options",
        ),
        (
            ["es: {questions: {visits: {options: {'9': x}}}}"],
            "translations.es.questions.visits.options.9",
            "there is: 0, 1, 2, dont_know, refuse",
        ),
        (
            ["es: {questions: {visits: {options: [x]}}}"],
            "translations.es.questions.visits.options",
            "Write fields",
        ),
        (
            ["es: {questions: {visits: {options: {'0': x, '1': X}}}}"],
            "translations.es.questions.visits.options.0",
            "twice",
        ),
        (
            ["es:", "  questions:", "    why: {text: '¿{visits}?'}"],
            "translations.es.questions.why.text",
            "{visits} does not stand in the source",
        ),
        (["es: {pages: {visits: x}}"], "translations.es.pages.visits", "there is: rea"),
    ],
)
def test_a_fault_is_refused_with_its_line_and_its_field(lines, field, said):
    with pytest.raises(DefinitionRefused) as refused:
        read_definition(with_translations(*lines))
    assert f"Line {LINE + len(lines)}, {field}: " in str(refused.value)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    "line",
    [
        "Español: {title: Hola}",
        "es: Hola",
        "es: {titel: Hola}",
        "es: {title: [Hola]}",
        "es: {questions: {visits: {options: [x]}}}",
        "es: {questions: {visits: {texts: x}}}",
    ],
)
def test_what_is_refused_for_its_shape_is_no_valid_file_either(line):
    assert faults(with_translations("es: {}")) == []
    assert faults(with_translations(line)) != []

"""Surveys of other tools in several languages: what they say becomes translations."""

import pytest

from pollsvc.definitions.formats import Format, read_any, write_any
from pollsvc.definitions.reading import read_definition
from pollsvc.domain.translation_rules import MAX_TRANSLATIONS
from tests.definitions.carried import lost, read
from tests.foreign_files import limesurvey, surveyjs, workbook


def spoken(whole):
    return {each.language: each.texts for each in whole.translations}


# --- XLSForm -------------------------------------------------------------------------

HEAD = (
    "type | name | label::English (en) | hint::English (en) | required | "
    "required_message::English (en) | label::Deutsch (de) | hint::Deutsch (de) | "
    "required_message::Deutsch (de) | appearance"
)
YES_NO = (
    "list_name | name | role | label::English (en) | label::Deutsch (de)",
    "yn | y | | Yes | Ja",
    "yn | n | | No |",
    "yn | z | refuse | Rather not | Lieber nicht",
)


def test_columns_of_a_form_become_translations():
    asked, report = read(
        workbook(
            [
                HEAD,
                "begin_group | g | Both | | | | Beide | | | field-list",
                "select_one yn | a | A? | Think. | yes | Why | Ah? | Denk! | Darum |",
                "text | b | So? | | | | Also? | | |",
                "end_group | | | | | | | | |",
            ],
            YES_NO,
        )
    )
    assert asked.language == "en"
    assert spoken(asked) == {
        "de": {
            "pages.a": "Beide",
            "questions.a.text": "Ah?",
            "questions.a.hint": "Denk!",
            "questions.a.reason": "Darum",
            "questions.a.options.y": "Ja",
            "questions.a.options.z": "Lieber nicht",
            "questions.b.text": "Also?",
        }
    }
    assert lost(report) == []


def test_the_language_of_a_form_is_the_one_that_it_names():
    asked, report = read(
        workbook(
            [
                "type | name | label::French | label::English",
                "text | a | Quoi? | What?",
            ],
            settings=["default_language", "English"],
        )
    )
    assert (asked.language, asked.questions[0].text) == ("en", "What?")
    assert spoken(asked) == {"fr": {"questions.a.text": "Quoi?"}}
    assert report.is_whole


def test_texts_in_no_language_are_in_english_where_others_are():
    head = "type | name | label | label::english | label::chinese"
    asked, report = read(
        workbook([head, "text | a | What? | |", "text | b | | How? | 怎么"])
    )
    assert [question.text for question in asked.questions] == ["What?", "How?"]
    assert spoken(asked) == {"zh": {"questions.b.text": "怎么"}}
    assert report.is_whole


def test_a_language_that_is_not_known_is_told():
    asked, report = read(
        workbook(["type | name | label::en | label::Elvish", "text | a | What? | Man?"])
    )
    assert asked.translations == ()
    assert lost(report) == [
        ": Texts in 'Elvish': it is not known which language that is."
    ]


# --- SurveyJS ------------------------------------------------------------------------


def test_texts_by_language_become_translations():
    asked, report = read(
        surveyjs(
            {
                "type": "rating",
                "name": "a",
                "title": {"default": "How?", "es": "¿Cómo?"},
                "description": {"default": "Think.", "es": ""},
                "minRateDescription": {"default": "Bad", "es": "Mal"},
                "rateValues": [
                    {"value": 1, "text": {"default": "One", "es": "Uno"}},
                    {"value": 2, "text": "Two"},
                ],
            },
            {
                "type": "multipletext",
                "name": "b",
                "title": {"default": "Your", "de": "Ihr"},
                "items": [{"name": "x", "title": {"default": "name", "de": "Name"}}],
            },
            title={"default": "A survey", "es": "Una encuesta"},
        )
    )
    assert asked.language == "en"
    assert spoken(asked) == {
        "es": {
            "title": "Una encuesta",
            "questions.a.text": "¿Cómo?",
            "questions.a.low": "Mal",
            "questions.a.options.1": "Uno",
        },
        "de": {"questions.b_x.text": "Ihr: Name"},
    }
    assert report.is_whole


def test_the_default_of_a_survey_in_another_language_is_english():
    title = {"default": "How?", "de": "Wie?", "fr": "Comment ?"}
    asked, report = read(
        surveyjs({"type": "text", "name": "a", "title": title}, locale="de")
    )
    assert (asked.language, asked.questions[0].text) == ("de", "Wie?")
    assert spoken(asked) == {
        "en": {"questions.a.text": "How?"},
        "fr": {"questions.a.text": "Comment ?"},
    }
    assert report.is_whole


# --- LimeSurvey ----------------------------------------------------------------------

IN_TWO = [
    {"surveyls_language": "en", "surveyls_title": "A survey"},
    {"surveyls_language": "de", "surveyls_title": "Eine Umfrage"},
]


def in_two(questions, **tables):
    languages = ("en", "de")
    return limesurvey(questions, languages, surveys_languagesettings=IN_TWO, **tables)


GERMAN = {
    "title": "Eine Umfrage",
    "questions.a.text": "Welche?",
    "questions.a.options.a1": "Eins",
}


def test_texts_of_newer_files_become_translations():
    asked, report = read(
        in_two(
            [{"qid": "1", "title": "a", "type": "L"}],
            answers=[
                {"qid": "1", "aid": "7", "code": "A1", "sortorder": "1"},
                {"qid": "1", "aid": "8", "code": "A2", "sortorder": "2"},
            ],
            answer_l10ns=[
                {"id": "1", "aid": "7", "answer": "One", "language": "en"},
                {"id": "2", "aid": "8", "answer": "Two", "language": "en"},
                {"id": "3", "aid": "7", "answer": "Eins", "language": "de"},
            ],
            question_l10ns=[
                {"id": "1", "qid": "1", "question": "Which?", "language": "en"},
                {"id": "2", "qid": "1", "question": "Welche?", "language": "de"},
            ],
        )
    )
    assert [option.label for option in asked.questions[0].options] == ["One", "Two"]
    assert spoken(asked) == {"de": GERMAN}
    assert report.is_whole


def test_rows_of_older_files_become_translations():
    a = {"qid": "1", "title": "a", "type": "L"}
    asked, report = read(
        in_two(
            [
                a | {"question": "Which?", "language": "en"},
                a | {"question": "Welche?", "language": "de"},
            ],
            answers=[
                {"qid": "1", "code": "A1", "answer": "One", "language": "en"},
                {"qid": "1", "code": "A2", "answer": "Two", "language": "en"},
                {"qid": "1", "code": "A1", "answer": "Eins", "language": "de"},
                {"qid": "1", "code": "A2", "answer": "", "language": "de"},
            ],
        )
    )
    assert [option.label for option in asked.questions[0].options] == ["One", "Two"]
    assert spoken(asked) == {"de": GERMAN}
    assert report.is_whole


# --- What cannot be carried over -----------------------------------------------------


def two(first, second):
    """A survey with an earlier answer in a text, said in two languages."""
    choices = [
        {"value": n, "text": {"default": f"N{n}", "es": f"M{n}"}} for n in (1, 2)
    ]
    page = {"type": "radiogroup", "name": "a", "choices": choices}
    title = {"default": first, "es": second}
    return surveyjs(
        pages=[
            {"elements": [page]},
            {"elements": [{"type": "text", "name": "b", "title": title}]},
        ]
    )


@pytest.mark.parametrize(
    ("own", "other", "kept", "told"),
    [
        ("After {a}?", "¿Tras {a}?", "¿Tras {a}?", ""),
        ("Why?", "¿Tras {a}?", "¿Tras [a]?", ""),
        ("After {a}?", "¿Por qué?", None, "{a} stands in the source"),
        ("Why?", "x" * 600, f"{'x' * 499}…", "In es: A text was cut"),
    ],
)
def test_a_translation_keeps_the_rules_of_its_text(own, other, kept, told):
    asked, report = read(two(own, other))
    assert spoken(asked)["es"].get("questions.b.text") == kept
    assert [line for line in lost(report) if told not in line] == []
    assert bool(lost(report)) is bool(told)


def test_what_is_left_out_is_left_out_in_all_languages_and_told_once():
    title = {"default": "Picture", "es": "Foto"}
    asked, report = read(
        surveyjs(
            {"type": "text", "name": "a", "title": {"default": "A?", "es": "¿A?"}},
            {"type": "file", "name": "f", "title": title},
        )
    )
    assert spoken(asked) == {"es": {"questions.a.text": "¿A?"}}
    assert len(lost(report)) == 1


def test_more_languages_than_a_poll_speaks_are_told():
    tags = [f"q{letter}{end}" for letter in "abcdefg" for end in "abcdefg"]
    title = {"default": "A?"} | {tag: f"A in {tag}?" for tag in tags}
    asked, report = read(surveyjs({"type": "text", "name": "a", "title": title}))
    assert len(asked.translations) == MAX_TRANSLATIONS
    assert len(lost(report)) == len(tags) - MAX_TRANSLATIONS


def test_a_form_says_in_the_source_s_words_what_has_no_translation():
    source = """\
poll: a-poll
title: A poll
questions:
  - {code: a, kind: single, text: Which?, options: ["y: Yes", "n: No"]}
translations:
  es:
    questions: {a: {options: {y: Sí}}}
"""
    draft = read_definition(source)
    written, _ = write_any(draft, Format.XLSFORM)
    again, _ = read_any(written)
    assert spoken(again.questionnaire) == spoken(draft.questionnaire)

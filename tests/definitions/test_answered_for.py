"""`answered_for: true` in a definition: read, written, and what is wrong with it."""

import pytest

from pollsvc.definitions import read_definition, write_definition
from pollsvc.definitions.formats import Format, read_any, write_any
from pollsvc.domain.answered_for import ready_made
from pollsvc.domain.errors import DefinitionRefused

POLL = "poll: walks\ntitle: Walks\n"
WALK = "  - {code: walk, text: Do you walk?, options: ['0: No', '1: Yes']}\n"
WHY = "  - {code: why, kind: text, text: Why?, show_if: answered_for = cared_for}\n"
LED = f"{POLL}answered_for: true\nquestions:\n{WALK}{WHY}"


@pytest.mark.parametrize(
    "more",
    [
        "",
        "pages: [{questions: [walk, why], title: Walks}]\n",
        "language: es\n",
        "translations: {es: {questions: {answered_for: {text: '¿Para quién?'}}}}\n",
    ],
)
def test_it_reads_back_as_it_was_written(more):
    draft = read_definition(LED + more)
    language = draft.questionnaire.language
    assert draft.questionnaire.questions[0] == ready_made(language)
    written = write_definition(draft)
    assert "answered_for: true\nquestions:\n  - code: walk\n" in written
    assert read_definition(written) == draft


def test_a_question_worded_anew_is_written_out():
    own = "  - {code: answered_for, text: For whom?, options: ['self: Me', 'o: No']}\n"
    draft = read_definition(f"{POLL}questions:\n{own}{WALK}")
    assert "answered_for: true" not in write_definition(draft)
    assert read_definition(write_definition(draft)) == draft


def test_without_it_nothing_is_asked_first():
    draft = read_definition(f"{POLL}answered_for: false\nquestions:\n{WALK}")
    assert [q.code for q in draft.questionnaire.questions] == ["walk"]


@pytest.mark.parametrize("format_", [Format.XLSFORM, Format.SURVEYJS])
def test_other_formats_carry_the_question(format_):
    written, _ = write_any(read_definition(LED), format_)
    first = read_any(written)[0].questionnaire.questions[0]
    assert (first.text, first.options) == (
        ready_made("en").text,
        ready_made("en").options,
    )


@pytest.mark.parametrize(
    ("source", "at", "said"),
    [
        (LED.replace("true", "maybe"), "Line 3, answered_for", "Write true or false"),
        (f"{LED}language: nl\n", "Line 3, answered_for", "in 'nl' write the question"),
        (LED.replace("code: why", "code: walk"), "Line 6, questions[1]", "walk"),
        (
            LED.replace("= cared_for", "= another"),
            "Line 6, questions[1].show_if",
            "another",
        ),
        (
            LED.replace("code: walk", "code: answered_for"),
            "Line 5, questions[0]",
            "answered_for",
        ),
        (
            f"{LED}pages: [{{questions: [answered_for, walk, why]}}]\n",
            "Line 7, pages",
            "Leave out answered_for",
        ),
    ],
)
def test_what_is_wrong_is_said_at_the_line_that_holds_it(source, at, said):
    with pytest.raises(DefinitionRefused) as refused:
        read_definition(source)
    found = {where: why for where, why in refused.value.problems.items() if said in why}
    assert [where.startswith(at) for where in found] == [True], refused.value.problems

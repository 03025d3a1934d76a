"""A question written as text, read and written back."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pollsvc.domain.answer_sets import ANSWER_SETS, TIMES_A_MONTH
from pollsvc.domain.questionnaires import (
    CODE,
    DONT_KNOW,
    REFUSE,
    Option,
    OptionRole,
    Question,
)
from pollsvc.domain.quick_text import (
    answers_as_written,
    code_of,
    read_question,
    with_answers,
    with_moved_line,
    with_ways_out,
    write_question,
)


def options(text):
    return [(o.code, o.label) for o in read_question(f"Q?\n{text}", code="q").options]


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("Once", "Once"),
        ("  Once  ", "Once"),
        ("- Once", "Once"),
        ("* Once", "Once"),
        ("• Once", "Once"),
        ("\u2013 Once", "Once"),
        ("1. Once", "Once"),
        ("12) Once", "Once"),
        ("[ ] Once", "Once"),
        ("-5 degrees", "-5 degrees"),
        ("1.5 hours", "1.5 hours"),
        ("10:30 in the morning", "10:30 in the morning"),
        ("Yes: I do", "Yes: I do"),
        ("On\u202ece", "Once"),
        ("Cafe\u0301", "Caf\u00e9"),
        ("On\x00ce", "On ce"),
    ],
)
def test_a_line_is_an_answer_without_marks_of_lists_or_unseen_characters(line, label):
    assert [shown for _, shown in options(line)] == [label]


@pytest.mark.parametrize(
    ("line", "code", "label"),
    [
        ("0: None", "0", "None"),
        ("1. 0: None", "0", "None"),
        ("never_ever: Not once", "never_ever", "Not once"),
        ("3 times", "3_times", "3 times"),
        ("5 or more times", "5_or_more_times", "5 or more times"),
        ("Étude, café!", "etude_cafe", "Étude, café!"),
        ("Don't care", "dont_care", "Don't care"),
        ("x" * 40, "x" * 32, "x" * 40),
        ("not_sure: Not sure", "not_sure", "Not sure"),
    ],
)
def test_a_code_is_the_authors_or_follows_from_the_label(line, code, label):
    assert options(line) == [(code, label)]


def test_text_without_latin_letters_gets_a_code_from_its_hash():
    ((code, label),) = options("Никогда")
    assert label == "Никогда"
    assert code == code_of("Никогда")
    assert CODE.fullmatch(code)


def test_labels_that_want_one_code_all_get_another_whatever_their_order():
    assert dict(map(reversed, options("C\nC++"))) == dict(
        map(reversed, options("C++\nC"))
    )
    codes = [code for code, _ in options("C\nC++\nC#")]
    assert len(set(codes)) == 3


def test_a_code_the_author_gave_is_not_taken_by_a_label():
    codes = [code for code, _ in options("Once\nonce: A single time")]
    assert codes[1] == "once"
    assert len(set(codes)) == 2


@pytest.mark.parametrize(
    ("line", "option"),
    [
        ("Don't know", DONT_KNOW),
        ("don\u2019t know", DONT_KNOW),
        (
            "Not sure",
            Option(code="dont_know", label="Not sure", role=OptionRole.DONT_KNOW),
        ),
        ("prefer not to say", REFUSE),
    ],
)
def test_ways_out_in_the_authors_words_become_what_they_mean(line, option):
    question = read_question(f"Q?\n{line}\nYes\nNo", code="q")
    assert question.options[-1] == option
    assert [o.label for o in question.substantive] == ["Yes", "No"]


def test_ways_out_are_added_once_and_last():
    question = read_question("Q?\nNot sure\nYes\nNo", code="q")
    whole = with_ways_out(question, dont_know=True, refuse=True)
    assert [o.label for o in whole.options] == [
        "Yes",
        "No",
        "Not sure",
        "Prefer not to say",
    ]
    assert with_ways_out(whole, dont_know=True, refuse=True) == whole


def test_blank_lines_and_blank_texts_are_no_answers():
    question = read_question("How?\n\n\nWell\n \n", code="q")
    assert (question.text, [o.label for o in question.options]) == ("How?", ["Well"])
    assert read_question("", code="q") == Question(code="q", text="", options=())


@pytest.mark.parametrize("first", ["", " ", "\t", "\u202e"])
def test_answers_below_an_empty_first_line_have_no_question_yet(first):
    text = f"{first}\n0: None\n1: Once"
    question = read_question(text, code="q")
    assert (question.text, [o.code for o in question.options]) == ("", ["0", "1"])
    assert answers_as_written(text) == ("None", "Once")
    assert with_moved_line(text, 0, +1) == "\n1: Once\n0: None"
    assert with_answers(text, question.options) == "\n0: None\n1: Once"


@pytest.mark.parametrize("answer_set", ANSWER_SETS.values(), ids=lambda s: s.name)
def test_a_set_of_answers_keeps_the_question_and_its_own_codes(answer_set):
    text = with_answers("How often?\nold\nanswers", answer_set.options)
    question = read_question(text, code="q")
    assert question.text == "How often?"
    assert question.options == answer_set.options
    assert write_question(question) == text


def test_times_a_month_counts_from_none_to_five_or_more():
    assert [option.code for option in TIMES_A_MONTH.options] == list("012345")


@pytest.mark.parametrize(
    "text",
    [
        "Q?\nYes\nNo",
        "Q?\n0: None\n1: Once",
        "Q?\nA\na: b\n5: 5: x",
        "Q?\nC\nC++\nC#",
        "Q?\nYes\nNo\nNot sure",
        "Q?\nYes\nnot_sure: Not sure",
        "Вопрос?\nДа\nНет",  # noqa: RUF001 -- Russian
    ],
)
def test_text_to_question_to_text_is_exact(text):
    question = read_question(text, code="q")
    written = write_question(question)
    assert read_question(written, code="q") == question
    assert write_question(read_question(written, code="q")) == written


@given(st.lists(st.text(max_size=40), max_size=8))
@example(["Dont know", "Dont know", "0"])
def test_whatever_is_typed_comes_back_as_the_same_question(lines):
    question = read_question("\n".join(["Question", *lines]), code="q")
    roles = {option.role for option in question.options}
    again = with_ways_out(
        read_question(write_question(question), code="q"),
        dont_know=OptionRole.DONT_KNOW in roles,
        refuse=OptionRole.REFUSE in roles,
    )
    assert again == question
    assert all(CODE.fullmatch(option.code) for option in question.options)


@pytest.mark.parametrize(
    ("number", "step", "expected"),
    [
        (0, -1, "abc"),
        (0, +1, "bac"),
        (2, -1, "acb"),
        (2, +1, "abc"),
        (9, -1, "abc"),
    ],
)
def test_an_answer_moves_among_the_answers_only(number, step, expected):
    text = with_moved_line("Q?\n\na\nb\nc", number, step)
    assert "".join(answers_as_written(text)) == expected
    assert text.startswith("Q?\n")

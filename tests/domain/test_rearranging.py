"""Moving, copying, splitting, deleting: what becomes of a survey, and what may not."""

import pytest

from pollsvc.domain.errors import EditRefused
from pollsvc.domain.questionnaires import Page, Question, Translation
from pollsvc.domain.rearranging import (
    added,
    duplicated,
    joined,
    moved,
    removed,
    split,
)
from pollsvc.domain.renaming import with_question
from pollsvc.domain.rules import Condition, Not, Relation
from tests.factories import options, questionnaire


def asked(code, **given):
    whole = {"code": code, "text": f"{code}?", "options": options("No", "Yes")}
    return Question(**(whole | given))


def yes(code):
    return Condition(question=code, relation=Relation.EQUALS, values=("1",))


def survey(pages, **rules):
    """A survey from pages like "ab c": a and b on one page, c on another.

    Args:
        pages: The codes of its questions, one letter each.
        **rules: By a question's code the code of the one that must be answered yes.
    """
    groups = pages.split()
    return questionnaire(
        *(
            asked(code, show_if=yes(rules[code]) if code in rules else None)
            for code in "".join(groups)
        ),
        pages=tuple(Page(questions=tuple(group)) for group in groups)
        if any(len(group) > 1 for group in groups)
        else (),
    )


def written(questionnaire):
    if not questionnaire.pages:
        return " ".join(question.code for question in questionnaire.questions)
    return " ".join("".join(page.questions) for page in questionnaire.pages)


@pytest.mark.parametrize(
    ("pages", "code", "step", "expected"),
    [
        ("a b c", "b", -1, "b a c"),
        ("a b c", "b", +1, "a c b"),
        ("a b c", "a", -1, "a b c"),
        ("a b c", "c", +1, "a b c"),
        ("ab c", "a", +1, "ba c"),
        ("ab c", "b", +1, "a bc"),
        ("ab cd", "c", -1, "abc d"),
        ("ab c", "c", -1, "c ab"),
        ("ab", "a", -1, "ab"),
    ],
)
def test_a_question_moves_past_its_neighbour_or_on_to_the_next_page(
    pages, code, step, expected
):
    assert written(moved(survey(pages), code, step)) == expected


@pytest.mark.parametrize(
    ("pages", "rules", "code", "step"),
    [
        ("a b", {"b": "a"}, "b", -1),
        ("a b", {"b": "a"}, "a", +1),
        ("ab", {"b": "a"}, "b", -1),
        ("ab c", {"c": "b"}, "c", -1),
    ],
)
def test_no_question_moves_before_the_one_that_its_rule_looks_at(
    pages, rules, code, step
):
    with pytest.raises(EditRefused, match="is shown by the answer to"):
        moved(survey(pages, **rules), code, step)


def test_no_question_moves_to_where_the_answer_it_repeats_is_unknown():
    piping = questionnaire(asked("a"), asked("b", text="Why {a}?"))
    with pytest.raises(EditRefused, match=r"repeats the answer to “a[?]”"):
        moved(piping, "b", -1)
    with pytest.raises(EditRefused, match="must be on a later page"):
        joined(piping, 1)


def test_what_is_broken_already_does_not_keep_others_from_moving():
    broken = questionnaire(asked("a", show_if=yes("b")), asked("b"), asked("c"))
    assert written(moved(broken, "c", -1)) == "a c b"


def test_a_copy_stands_behind_the_original_and_asks_the_same():
    copied = duplicated(survey("a b c", c="a"), "c", copy="c_2")
    assert written(copied) == "a b c c_2"
    assert copied.questions[3].show_if == yes("a")
    assert written(duplicated(survey("ab c"), "a", copy="x")) == "axb c"


@pytest.mark.parametrize(
    ("page", "expected"), [(None, "ab c x"), (0, "abx c"), (1, "ab cx"), (9, "ab c x")]
)
def test_a_new_question_stands_where_it_was_wished(page, expected):
    assert written(added(survey("ab c"), asked("x"), page=page)) == expected


def test_a_page_is_split_and_joined_again():
    whole = survey("abc d")
    parted = split(whole, "b")
    assert written(parted) == "a bc d"
    assert joined(parted, 1) == whole
    assert split(whole, "a") == whole


def test_a_page_that_is_split_is_shown_by_the_same_rule():
    page = Page(questions=("b", "c"), title="More", show_if=yes("a"))
    pages = (Page(questions=("a",)), page)
    whole = questionnaire(asked("a"), asked("b"), asked("c"), pages=pages)
    _, _, last = split(whole, "c").pages
    assert last == Page(questions=("c",), show_if=yes("a"))


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        ({"title": "One"}, {"title": "Two"}, "Both pages have a title"),
        ({}, {"show_if": yes("a")}, "different rules"),
    ],
)
def test_pages_that_say_different_things_are_not_joined(first, second, why):
    pages = (
        Page(questions=("a",)),
        Page(questions=("b",), **first),
        Page(questions=("c",), **second),
    )
    whole = questionnaire(asked("a"), asked("b"), asked("c"), pages=pages)
    with pytest.raises(EditRefused, match=why):
        joined(whole, 2)


def test_what_others_depend_on_is_not_deleted():
    assert written(removed(survey("ab c", c="a"), "b")) == "a c"
    with pytest.raises(EditRefused, match=r"“c[?]” depends on the answer"):
        removed(survey("ab c", c="a"), "a")
    piping = questionnaire(asked("a"), asked("b", hint="You said {a}."))
    with pytest.raises(EditRefused, match=r"“b[?]” depends on the answer"):
        removed(piping, "a")
    with pytest.raises(EditRefused, match="A survey needs a question"):
        removed(survey("a"), "a")


def test_what_is_gone_cannot_be_moved():
    with pytest.raises(EditRefused, match="no longer there"):
        moved(survey("a b"), "x", 1)


def test_rules_pages_and_texts_follow_a_new_code():
    whole = questionnaire(
        asked("a"),
        asked("b", text="Why {a}?", show_if=Not(yes("a"))),
        pages=(Page(questions=("a",)), Page(questions=("b",), show_if=yes("a"))),
    )
    renamed = with_question(whole, "a", asked("walk"))
    assert renamed.questions[1].text == "Why {walk}?"
    assert renamed.questions[1].show_if == Not(yes("walk"))
    assert renamed.pages[1].show_if == yes("walk")
    assert renamed.pages[0].questions == ("walk",)


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (lambda whole: moved(whole, "b", -1), "pages.c"),
        (lambda whole: removed(whole, "b"), "pages.c"),
        (lambda whole: joined(whole, 1), "pages.a"),
        (lambda whole: split(whole, "c"), "pages.b"),
        (lambda whole: duplicated(whole, "b", copy="x"), "pages.b"),
        (lambda whole: with_question(whole, "b", asked("x")), "pages.x"),
    ],
)
def test_a_titles_translation_stays_with_its_page(change, key):
    whole = questionnaire(
        asked("a"),
        asked("b"),
        asked("c"),
        pages=(
            Page(questions=("a",)),
            Page(questions=("b", "c"), title="More"),
        ),
        translations=(Translation(language="es", texts={"pages.b": "Más"}),),
    )
    assert change(whole).translations[0].texts == {key: "Más"}

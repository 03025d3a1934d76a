"""Questions of other polls at the end of a questionnaire: codes, rules, texts."""

from dataclasses import replace

import pytest

from pollsvc.domain.borrowing import Loan, with_questions
from pollsvc.domain.question_rules import problems_of
from pollsvc.domain.questionnaires import Page, Translation
from pollsvc.domain.rules import AllOf, AnyOf, Condition, Not, Relation
from tests.factories import options, question, questionnaire


def asked(code, show_if=None, text=None):
    return question(
        code=code, text=text or f"About {code}?", options=options("A", "B"),
        show_if=show_if,
    )  # fmt: skip


def on(code, value="1"):
    return Condition(question=code, relation=Relation.EQUALS, values=(value,))


TARGET = questionnaire(asked("visits"))
SOURCE = questionnaire(
    asked("visits"),
    asked("why", on("visits")),
    asked("who", AllOf((on("visits"), on("why", "0")))),
    asked("how", Not(on("visits"))),
    asked("said", on("visits"), text="You said {visits} and {why}. Is it {so}?"),
)


def borrowed(*codes, source=SOURCE, target=TARGET):
    return with_questions(target, [Loan(source=source, codes=codes)])


def came(found):
    """What was added, by code: on which rule it is asked."""
    return {q.code: q.show_if for q in found.questionnaire.questions[1:]}


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        (("why",), {"why": None}),
        (("visits", "why"), {"visits_2": None, "why": on("visits_2")}),
        (("why", "who"), {"why": None, "who": on("why", "0")}),
        (("visits", "how"), {"visits_2": None, "how": Not(on("visits_2"))}),
        (
            ("visits", "why", "who"),
            {
                "visits_2": None,
                "why": on("visits_2"),
                "who": AllOf((on("visits_2"), on("why", "0"))),
            },
        ),
    ],
)
def test_a_rule_comes_along_as_far_as_what_it_looks_at_does(codes, expected):
    found = borrowed(*codes)
    assert came(found) == expected
    assert problems_of(found.questionnaire) == {}


def test_what_is_different_is_said_and_nothing_else():
    assert borrowed("how", source=questionnaire(asked("how"))).notes == ()
    assert borrowed("visits", "why").notes == (
        "“About visits?” is called visits_2 in the data here: visits is taken.",
    )
    (rule,) = borrowed("why").notes
    assert rule.startswith("“About why?” was asked of some only.")


def test_a_rule_of_which_a_part_cannot_come_is_left_out():
    either = AnyOf((on("visits"), on("why")))
    source = questionnaire(asked("visits"), asked("why"), asked("who", either))
    found = borrowed("why", "who", source=source)
    assert came(found) == {"why": None, "who": None}


def test_an_answer_repeated_in_a_text_keeps_to_its_question_or_leaves_a_gap():
    found = borrowed("visits", "said")
    *_, said = found.questionnaire.questions
    assert said.text == "You said {visits_2} and …. Is it {so}?"
    assert found.notes[-1].startswith("“You said {visits} and {why}. Is it {so}?” rep")
    assert problems_of(found.questionnaire) == {}


def test_the_rule_of_its_page_becomes_its_own():
    pages = (Page(questions=("visits",)), Page(questions=("b",), show_if=on("visits")))
    source = questionnaire(asked("visits"), asked("b", on("visits")), pages=pages)
    assert came(borrowed("visits", "b", source=source))["b"] == on("visits_2")


def test_each_gets_a_page_where_the_questions_stand_on_pages():
    target = replace(TARGET, pages=(Page(questions=("visits",)),))
    found = borrowed("why", "how", target=target)
    assert [p.questions for p in found.questionnaire.pages] == [
        ("visits",), ("why",), ("how",),
    ]  # fmt: skip


def test_the_same_code_of_several_polls_gets_number_after_number():
    loan = Loan(source=SOURCE, codes=("visits",))
    found = with_questions(TARGET, [loan, loan])
    assert [*came(found)] == ["visits_2", "visits_3"]


def test_another_language_is_said():
    source = questionnaire(asked("how"), language="de")
    (note,) = borrowed("how", source=source).notes
    assert note == (
        "“About how?” is written in another language (de) than this poll (en)."
    )


def into(of, language, **texts):
    keyed = {key.replace("__", "."): text for key, text in texts.items()}
    more = Translation(language=language, texts=keyed)
    return replace(of, translations=(*of.translations, more))


def test_what_is_said_in_the_polls_other_languages_comes_along():
    source = into(
        questionnaire(asked("visits"), asked("why", text="Why {visits}?")),
        "es",
        questions__visits__text="¿Sobre visitas?",
        questions__why__text="¿Por qué {visits}?",
    )
    target = into(TARGET, "es", questions__visits__text="¿Visitas?")
    found = borrowed("visits", "why", source=source, target=target)
    (spanish,) = found.questionnaire.translations
    assert spanish.texts == {
        "questions.visits.text": "¿Visitas?",
        "questions.visits_2.text": "¿Sobre visitas?",
        "questions.why.text": "¿Por qué {visits_2}?",
    }
    assert problems_of(found.questionnaire) == {}


def test_a_question_comes_in_the_polls_own_language_where_it_has_words_in_it():
    source = into(
        questionnaire(asked("how"), language="de"), "en", questions__how__text="How?"
    )
    found = borrowed("how", source=source)
    assert found.questionnaire.questions[-1].text == "How?"
    assert found.notes == ()


def test_a_translation_that_has_no_place_here_is_named():
    source = into(questionnaire(asked("how")), "fr", questions__how__text="Comment ?")
    (note,) = borrowed("how", source=source).notes
    assert note.endswith("were left out: fr.")

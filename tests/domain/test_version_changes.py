"""What a change is: nothing, other words, or what makes another version."""

from dataclasses import replace

import pytest

from pollsvc.domain.questionnaires import (
    DONT_KNOW,
    NumberLimits,
    Option,
    OptionRole,
    Page,
    Question,
    QuestionKind,
    RankLimits,
    Row,
    ScaleEnds,
    SelectionLimits,
    TextLimits,
)
from pollsvc.domain.rules import Condition, Relation
from pollsvc.domain.version_changes import changes_between
from pollsvc.domain.version_rules import problems_of
from pollsvc.domain.versions import Rewording, is_asked_in, together
from tests.factories import WORDING, options, question, questionnaire

ASKED = question(hint="Count errands.", required=True, reason="It is all we ask.")
PAIN = question(
    code="pain",
    text="How bad is it?",
    kind=QuestionKind.MATRIX,
    options=options("No pain", "Some", "Bad"),
    rows=(Row(code="hands", label="Hands"), Row(code="feet", label="Feet")),
)
MOOD = question(
    code="mood",
    text="Mood?",
    kind=QuestionKind.SCALE,
    options=options("0", "1", "2"),
    limits=ScaleEnds(low="bad", high="good"),
)


def relabelled(asked, code, label):
    return replace(
        asked,
        options=tuple(
            replace(o, label=label) if o.code == code else o for o in asked.options
        ),
    )


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (ASKED, replace(ASKED, text="How often?"), [("", WORDING, "How often?")]),
        (ASKED, replace(ASKED, hint=None), [("", "Count errands.", "")]),
        (
            ASKED,
            replace(ASKED, reason="We need it."),
            [("", "It is all we ask.", "We need it.")],
        ),
        (ASKED, relabelled(ASKED, "1", "1 time"), [("1", "Once", "1 time")]),
        (
            PAIN,
            replace(PAIN, rows=(PAIN.rows[0], Row(code="feet", label="Both feet"))),
            [("feet", "Feet", "Both feet")],
        ),
        (
            MOOD,
            replace(MOOD, limits=ScaleEnds(low="very bad", high="good")),
            [("", "bad", "very bad")],
        ),
        (ASKED, ASKED, []),
    ],
)
def test_what_only_reads_otherwise_is_a_change_of_words(before, after, words):
    changes = changes_between(questionnaire(before), questionnaire(after, version=4))
    assert not changes.substance
    assert [(w.part, w.before, w.after) for w in changes.rewordings] == words
    assert bool(changes) is bool(words)


@pytest.mark.parametrize(
    "after",
    [
        replace(ASKED, options=ASKED.options[:-1]),
        replace(ASKED, options=(*ASKED.options, Option(code="9", label="Nine"))),
        replace(
            ASKED, options=(ASKED.options[1], ASKED.options[0], *ASKED.options[2:])
        ),
        replace(ASKED, kind=QuestionKind.MULTIPLE),
        replace(ASKED, kind=QuestionKind.MULTIPLE, limits=SelectionLimits(at_most=2)),
        replace(ASKED, required=False),
        replace(ASKED, shuffled=True),
        replace(ASKED, show_if=Condition(question="x", relation=Relation.ANSWERED)),
        relabelled(replace(ASKED, required=False), "1", "1 time"),
        replace(
            ASKED, options=(replace(ASKED.options[0], fixed=True), *ASKED.options[1:])
        ),
        replace(
            ASKED,
            options=(
                replace(ASKED.options[0], role=OptionRole.NONE),
                *ASKED.options[1:],
            ),
        ),
    ],
)
def test_anything_else_about_a_question_makes_another_version(after):
    assert changes_between(questionnaire(ASKED), questionnaire(after)).substance


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ((ASKED,), (ASKED, PAIN)),
        ((ASKED, PAIN), (ASKED,)),
        ((ASKED, PAIN), (PAIN, ASKED)),
        ((PAIN,), (replace(PAIN, rows=PAIN.rows[:1]),)),
        ((MOOD,), (replace(MOOD, limits=ScaleEnds(high="good", promoter=True)),)),
    ],
)
def test_questions_rows_and_order_make_another_version(before, after):
    assert changes_between(questionnaire(*before), questionnaire(*after)).substance


def test_the_title_of_a_page_is_words_and_its_questions_are_not():
    paged = questionnaire(ASKED, pages=(Page(questions=("visits",), title="One"),))
    titled = replace(paged, pages=(replace(paged.pages[0], title="Two"),))
    assert changes_between(paged, titled).rewordings == (
        Rewording(question="", part="", before="One", after="Two"),
    )
    assert not changes_between(paged, titled).substance
    assert changes_between(paged, replace(paged, pages=())).substance
    assert changes_between(paged, replace(paged, language="de")).substance


REMOVED = replace(ASKED, options=(ASKED.options[0], *ASKED.options[2:]))
"""As asked, without "1: Once"."""
TALL = Question(
    code="tall", text="Height?", kind=QuestionKind.NUMBER,
    limits=NumberLimits(unit="cm", bins=(100, 150)),
)  # fmt: skip


def refused(versions, after):
    asked = [questionnaire(*each) for each in versions]
    return problems_of(asked, questionnaire(*after))


@pytest.mark.parametrize(
    ("versions", "after", "place"),
    [
        ([(ASKED,)], (replace(ASKED, kind=QuestionKind.MULTIPLE),), "kind"),
        # A code that was retired, for something else.
        (
            [(ASKED,), (REMOVED,)],
            (relabelled(ASKED, "1", "Many times"),),
            "options[1]",
        ),
        ([(ASKED, PAIN), (ASKED,)], (ASKED, replace(PAIN, text="Why?")), "code"),
        (
            [(PAIN,), (replace(PAIN, rows=PAIN.rows[:1]),)],
            (replace(PAIN, rows=(PAIN.rows[0], Row(code="feet", label="Knees"))),),
            "rows[1]",
        ),
        # Two labels that change places, and a label that takes another code.
        (
            [(ASKED,)],
            (relabelled(relabelled(ASKED, "1", "Twice"), "2", "Once"),),
            "options[1]",
        ),
        (
            [(ASKED,)],
            (
                replace(
                    REMOVED, options=(*REMOVED.options, Option(code="7", label="Once"))
                ),
            ),
            "options[5]",
        ),
        # Another role, another unit, other bins.
        (
            [(ASKED,)],
            (
                replace(
                    ASKED,
                    options=(
                        *ASKED.options[:3],
                        replace(ASKED.options[3], role=OptionRole.OTHER),
                    ),
                ),
            ),
            "options[3]",
        ),
        ([(TALL,)], (replace(TALL, limits=NumberLimits(unit="m", bins=(100, 150))),),
         "limits.unit"),
        ([(TALL,)], (replace(TALL, limits=NumberLimits(unit="cm", bins=(100,))),),
         "limits.bins"),
    ],
)  # fmt: skip
def test_a_known_code_never_means_something_else(versions, after, place):
    problems = refused(versions, after)
    number = len(after) - 1
    assert next(iter(problems)) == f"questions[{number}].{place}"
    assert all(len(sentence) > 20 for sentence in problems.values())


@pytest.mark.parametrize(
    ("versions", "after"),
    [
        ([(ASKED,)], (ASKED,)),
        ([(ASKED,)], (REMOVED,)),
        ([(ASKED,)], (PAIN,)),
        # What was retired comes back as it was.
        ([(ASKED,), (REMOVED,)], (ASKED,)),
        ([(ASKED, PAIN), (ASKED,)], (ASKED, PAIN)),
        # What is still offered may be worded otherwise.
        ([(ASKED,)], (relabelled(ASKED, "1", "1 time"),)),
        ([(ASKED,)], (replace(ASKED, text="How often?"),)),
        (
            [(TALL,)],
            (replace(TALL, limits=replace(TALL.limits, decimals=1, most=300)),),
        ),
    ],
)  # fmt: skip
def test_other_changes_may_be(versions, after):
    assert refused(versions, after) == {}


def test_together_all_that_was_ever_asked_stands_in_the_newest_words_and_order():
    newest = replace(
        relabelled(REMOVED, "2", "2 times"),
        options=(*relabelled(REMOVED, "2", "2 times").options[:3],
                 Option(code="9", label="Nine"), DONT_KNOW),
    )  # fmt: skip
    whole = together(
        [questionnaire(ASKED, PAIN), questionnaire(MOOD, newest, version=2)]
    )
    assert [q.code for q in whole.questions] == ["mood", "visits", "pain"]
    assert [(o.code, o.label) for o in whole.question("visits").options] == [
        ("0", "None"),
        ("1", "Once"),
        ("2", "2 times"),
        ("3", "Three or more"),
        ("9", "Nine"),
        ("dont_know", "Don't know"),
        ("refuse", "Prefer not to say"),
    ]  # fmt: skip
    assert whole.version == 2


def test_a_ranking_keeps_as_many_places_as_any_version_had():
    ranked = question(code="r", kind=QuestionKind.RANK, options=options("a", "b", "c"))
    fewer = replace(ranked, limits=RankLimits(places=1))
    for versions in ([ranked, fewer], [fewer, ranked]):
        whole = together([questionnaire(each) for each in versions])
        assert whole.question("r").limits.places == 3


@pytest.mark.parametrize(
    ("code", "part", "is_asked"),
    [
        ("pain", "", True),
        ("pain", "hands", True),
        ("pain", "2", True),
        ("pain", "nose", False),
        ("mood", "", False),
        ("mood", "1", False),
    ],
)
def test_whether_a_version_asks(code, part, is_asked):
    assert is_asked_in(questionnaire(PAIN), code, part) is is_asked


def test_other_limits_that_are_no_words_make_another_version():
    short = question(code="why", kind=QuestionKind.TEXT, options=(), limits=None)
    long = replace(short, limits=TextLimits(long=True))
    assert changes_between(questionnaire(short), questionnaire(long)).substance

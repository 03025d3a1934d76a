"""Any questionnaire with rules, and answers to it, for what goes there and back."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from pollsvc.domain.kinds.date import Dated
from pollsvc.domain.kinds.kind import Chosen
from pollsvc.domain.kinds.matrix import Rated
from pollsvc.domain.kinds.multiple import Selected
from pollsvc.domain.kinds.number import Counted
from pollsvc.domain.kinds.rank import Ranked
from pollsvc.domain.kinds.text import Written
from pollsvc.domain.question_rules import problems_of
from pollsvc.domain.questionnaires import (
    DONT_KNOW,
    REFUSE,
    DateLimits,
    NumberLimits,
    Option,
    OptionRole,
    Page,
    Question,
    QuestionKind,
    Questionnaire,
    Row,
    ScaleEnds,
    SelectionLimits,
    TextLimits,
)
from pollsvc.domain.rules import AllOf, AnyOf, Condition, Not, Relation

K, R = QuestionKind, OptionRole

labels = st.sampled_from(
    ["No", "true", "Don't know", "a = 1", "'quoted' \"twice\"", "日本語", "=1+1", "-5"]
)
values = st.sampled_from(["x", "it's", 'a "b"', "both ' and \"", "back\\slash", "é"])
numbers = st.sampled_from(["0", "1", "2", "2.5", "-3"])
days = st.sampled_from(["2026-01-01", "2026-11-30"])


def choices(codes, *roles):
    return st.builds(
        lambda said, role, fixed: (
            *(
                Option(code=code, label=f"{label} {code}", fixed=fixed)
                for code, label in zip(codes, said, strict=True)
            ),
            *((Option(code="z", label="Z", role=role),) if role else ()),
        ),
        st.lists(labels, min_size=len(codes), max_size=len(codes)),
        st.sampled_from([None, *roles]),
        st.booleans(),
    )


POINTS = tuple(str(point) for point in range(5))
OPTIONS = {
    K.SINGLE: choices(("a", "b", "1"), R.OTHER, R.NONE),
    K.MULTIPLE: choices(("a", "b", "1"), R.OTHER, R.NONE),
    K.SCALE: choices(POINTS),
    K.RANK: choices(("a", "b", "c")),
    K.MATRIX: choices(POINTS),
}
LIMITS = {
    K.MULTIPLE: st.builds(SelectionLimits, at_least=st.integers(1, 2)),
    K.SCALE: st.builds(ScaleEnds, low=labels, high=labels),
    K.NUMBER: st.builds(
        NumberLimits, least=st.just(Decimal(-5)), most=st.just(Decimal("7.5"))
    ),
    K.TEXT: st.builds(TextLimits, long=st.booleans()),
    K.DATE: st.builds(DateLimits, earliest=st.just(date(2025, 12, 31))),
}
RELATIONS = {
    K.SINGLE: [Relation.EQUALS, Relation.ONE_OF, Relation.CONTAINS],
    K.MULTIPLE: [Relation.EQUALS, Relation.ONE_OF, Relation.CONTAINS],
    K.SCALE: [Relation.EQUALS, Relation.ONE_OF, Relation.AT_LEAST],
    K.NUMBER: [Relation.EQUALS, Relation.ONE_OF, Relation.LESS_THAN],
    K.RANK: [Relation.ONE_OF, Relation.CONTAINS],
    K.MATRIX: [Relation.ONE_OF, Relation.CONTAINS],
    K.TEXT: [Relation.EQUALS, Relation.ONE_OF, Relation.CONTAINS],
    K.DATE: [Relation.EQUALS, Relation.ONE_OF, Relation.AT_MOST, Relation.MORE_THAN],
}
WAYS_OUT = st.sampled_from([(), (DONT_KNOW,), (REFUSE,), (DONT_KNOW, REFUSE)])


@st.composite
def questions(draw, number, before):
    kind = draw(st.sampled_from(K))
    ways_out = draw(WAYS_OUT)
    question = Question(
        code=f"q{number}_x",
        kind=kind,
        text=draw(labels),
        hint=draw(st.none() | labels),
        options=(*draw(OPTIONS.get(kind, st.just(()))), *ways_out),
        rows=rows(kind),
        limits=draw(st.none() | LIMITS.get(kind, st.none())),
        required=bool(ways_out) and draw(st.booleans()),
        reason="So that we know." if ways_out else None,
        shuffled=kind is K.SINGLE and draw(st.booleans()),
        show_if=draw(st.none() | rules(before)) if before else None,
    )
    return question if question.required else replace(question, reason=None)


def rows(kind):
    said = (Row(code="r1", label="One"), Row(code="r_2", label="Two"))
    return said if kind is K.MATRIX else ()


@st.composite
def conditions(draw, before):
    question = draw(st.sampled_from(before))
    names = [question.code, *(f"{question.code}.{row.code}" for row in question.rows)]
    name = draw(st.sampled_from(names))
    kind = K.SCALE if "." in name else question.kind
    relation = draw(st.sampled_from([*RELATIONS[kind], Relation.ANSWERED]))
    if relation is Relation.ANSWERED:
        return Condition(question=name, relation=relation)
    most = 3 if relation is Relation.ONE_OF else 1
    measures = relation in {Relation.AT_LEAST, Relation.LESS_THAN, Relation.AT_MOST}
    said = draw(
        st.lists(
            said_to(question, plain=measures or relation is Relation.MORE_THAN),
            min_size=1,
            max_size=most,
            unique=True,
        )
    )
    return Condition(question=name, relation=relation, values=tuple(said))


def said_to(question, *, plain):
    own = {K.NUMBER: numbers, K.DATE: days, K.TEXT: values}.get(question.kind)
    listed = [o.code for o in (question.substantive if plain else question.options)]
    if own is None:
        return st.sampled_from(listed)
    instead = question.kind is not K.TEXT and listed and not plain
    return own | st.sampled_from(listed) if instead else own


def rules(before):
    one = conditions(before)
    either = one | one.map(Not)
    several = st.lists(either, min_size=2, max_size=3, unique=True).map(tuple)
    joined = several.map(AllOf) | several.map(AnyOf)
    return either | joined | joined.map(Not)


@st.composite
def questionnaires(draw):
    asked = []
    for number in range(draw(st.integers(1, 4))):
        asked.append(draw(questions(number, tuple(asked))))
    pages = ()
    if draw(st.booleans()):
        codes = tuple(question.code for question in asked)
        cut = draw(st.integers(1, len(codes)))
        rule = draw(st.none() | rules(asked[:cut])) if cut < len(codes) else None
        second = Page(questions=codes[cut:], title=draw(labels), show_if=rule)
        pages = (Page(questions=codes[:cut]), *((second,) if cut < len(codes) else ()))
    return kept(Questionnaire(questions=tuple(asked), pages=pages))


def kept(whole):
    """The same without the parts that break a rule."""
    while found := problems_of(whole):
        whole = replace(
            whole,
            questions=tuple(
                mended(part, f"questions[{number}]", found)
                for number, part in enumerate(whole.questions)
            ),
            pages=tuple(
                mended(part, f"pages[{number}]", found)
                for number, part in enumerate(whole.pages)
            ),
        )
    return whole


def mended(part, path, found):
    for name in ("show_if", "limits"):
        if any(where.startswith(f"{path}.{name}") for where in found):
            part = replace(part, **{name: None})
    return part


def answers(question):
    """Any answer to a question, or none."""
    codes = [option.code for option in question.options]
    plain = [option.code for option in question.substantive]
    some = st.lists(st.sampled_from(plain or [""]), min_size=1, unique=True).map(tuple)
    given = {
        K.SINGLE: st.sampled_from(codes or [""]).map(Chosen),
        K.SCALE: st.sampled_from(codes or [""]).map(Chosen),
        K.MULTIPLE: some.map(Selected),
        K.RANK: some.map(Ranked),
        K.NUMBER: numbers.map(Decimal).map(Counted),
        K.TEXT: values.map(Written),
        K.DATE: days.map(date.fromisoformat).map(Dated),
        K.MATRIX: st.fixed_dictionaries(
            {row.code: st.none() | st.sampled_from(codes) for row in question.rows}
        ).map(Rated),
    }[question.kind]
    ways_out = [option.code for option in question.ways_out]
    instead = st.sampled_from(ways_out).map(Chosen) if ways_out else st.nothing()
    return st.none() | given | (st.nothing() if question.rows else instead)

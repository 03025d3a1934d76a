"""Any questionnaire that keeps the rules: every kind, every limit, rules and pages."""

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from pollsvc.domain.question_rules import problems_of
from pollsvc.domain.questionnaires import (
    DONT_KNOW,
    LIMITS,
    REFUSE,
    WAYS_OUT,
    DateLimits,
    NumberLimits,
    Option,
    OptionRole,
    Page,
    Question,
    QuestionKind,
    Questionnaire,
    RankLimits,
    Row,
    ScaleEnds,
    SelectionLimits,
    TextLimits,
    Translation,
)
from pollsvc.domain.rule_values import RELATIONS
from pollsvc.domain.rules import COMPARISONS, AllOf, AnyOf, Condition, Not, Relation
from pollsvc.domain.texts import is_blank, spelled, text_problem
from pollsvc.domain.translations import refitted, texts_of

AWKWARD = [
    "no", "yes", "on", "null", "~", "true", "1", "01", "1.0", "0x1f", "1:30", "-",
    "- a", "a: b", "a #b", "# a", "'", '"', "a'b\"c", "{a}", "[a]", "&a", "*a", "!a",
    "%a", "@a", "`a", "|", ">", "? a", ": a", " a", "a ", "a\nb", "a\n\nb", "a\n",
    "\ta", "a\tb", "2026-11-01", "2026-11-01T09:00", "=", "<<", "---", "...",
    "\u00a0a", "\ufeffa", "a\u2028b", "é", "日本語", "\u200fمرة",
    "👩\u200d⚕️", "\\n", "a\\", "x" * 400, "word " * 90 + "end", "and", "a = 1",
]  # fmt: skip

K = QuestionKind


def is_writable(text):
    return not is_blank(text) and spelled(text) == text and text_problem(text) is None


texts = st.one_of(
    st.sampled_from(AWKWARD),
    st.text(min_size=1, max_size=60).filter(is_writable),
)
codes = st.from_regex(r"[a-z0-9][a-z0-9_]{0,31}", fullmatch=True).filter(
    lambda code: code not in ("instead", "other_text")
)
question_codes = st.from_regex(r"q(_?[a-z0-9]){0,15}", fullmatch=True)
by_code_and_label = (lambda part: part.code, lambda part: part.label.casefold())
numbers = st.decimals(-1_000, 1_000, places=3).map(lambda n: n.normalize() + 0)
days = st.dates(date(1900, 1, 1), date(2100, 1, 1))
ways_out = st.lists(
    st.one_of(
        st.just(DONT_KNOW),
        st.just(REFUSE),
        st.builds(
            Option,
            code=st.just("dont_know"),
            label=texts,
            role=st.just(OptionRole.DONT_KNOW),
        ),
        st.builds(Option, code=codes, label=texts, role=st.just(OptionRole.REFUSE)),
    ),
    max_size=3,
)


def listed(*roles):
    """From two to five answers, of which some have a role, or keep their place."""
    role = st.sampled_from([OptionRole.SUBSTANTIVE, *roles])
    option = st.builds(Option, code=codes, label=texts, role=role, fixed=st.booleans())
    plain = st.builds(Option, code=codes, label=texts)
    return st.builds(
        lambda some, more: [*some, *more],
        st.lists(plain, min_size=2, max_size=2, unique_by=by_code_and_label),
        st.lists(option, max_size=3),
    )


def points(low, high):
    """Points of a scale that are called as they are counted."""
    span = range(low, high + 1)
    return [Option(code=str(point), label=str(point)) for point in span]


plain = listed()
open_ended = listed(OptionRole.OTHER, OptionRole.NONE)
scales = st.builds(points, st.integers(0, 2), st.integers(3, 10)) | plain
rows = st.lists(
    st.builds(Row, code=codes, label=texts),
    min_size=1,
    max_size=3,
    unique_by=by_code_and_label,
)
maybe = st.none() | st.integers(1, 5)
limits = {
    K.MULTIPLE: st.builds(SelectionLimits, at_least=maybe, at_most=maybe),
    K.SCALE: st.builds(
        ScaleEnds,
        low=texts | st.just(""),
        high=texts | st.just(""),
        promoter=st.booleans(),
    ),
    K.NUMBER: st.builds(
        NumberLimits,
        least=st.none() | numbers,
        most=st.none() | numbers,
        decimals=st.integers(0, 6),
        unit=st.none() | texts | st.just(""),
        plausible_least=st.none() | numbers,
        plausible_most=st.none() | numbers,
        bins=st.lists(numbers, max_size=4, unique=True).map(lambda b: tuple(sorted(b))),
    ),
    K.RANK: st.builds(RankLimits, places=maybe),
    K.TEXT: st.builds(
        TextLimits, long=st.booleans(), about=st.none() | st.integers(1, 500)
    ),
    K.DATE: st.builds(DateLimits, earliest=st.none() | days, latest=st.none() | days),
}
choices = {
    K.SINGLE: open_ended,
    K.MULTIPLE: open_ended,
    K.SCALE: scales,
    K.RANK: plain,
    K.MATRIX: plain,
}
shuffleable = {K.SINGLE, K.MULTIPLE, K.RANK, K.MATRIX}


@st.composite
def questions(draw, kind=None):
    """One question that keeps the rules, without a rule on earlier answers."""
    kind = kind or draw(st.sampled_from(K))
    options = different([*draw(choices.get(kind, st.just([]))), *draw(ways_out)])
    required = draw(st.booleans()) and any(o.role in WAYS_OUT for o in options)
    drawn = Question(
        code=draw(question_codes),
        kind=kind,
        text=draw(texts),
        hint=draw(st.none() | texts | st.just("")),
        options=options,
        rows=tuple(draw(rows)) if kind is K.MATRIX else (),
        limits=draw(st.none() | limits[kind]) if LIMITS[kind] else None,
        required=required,
        reason=draw(texts) if required else draw(st.none() | texts),
        shuffled=kind in shuffleable and draw(st.booleans()),
    )
    if problems_of(Questionnaire(questions=(drawn,))):
        return replace(drawn, limits=None)
    return drawn


def different(options):
    """The options without those that repeat a code or label, or a second "other"."""
    kept = {}
    for option in options:
        other = option.role is OptionRole.OTHER and option.role
        kept.setdefault(other or option.code, option)
    by_label = {o.label.casefold(): o for o in reversed(kept.values())}
    return tuple(o for o in kept.values() if by_label[o.label.casefold()] is o)


asked = st.integers(1, 4).flatmap(
    lambda size: st.lists(
        questions(),
        min_size=size,
        max_size=size,
        unique_by=lambda question: question.code,
    )
)


@st.composite
def conditions(draw, earlier):
    """A condition on one of the questions asked earlier; not always one that holds."""
    question = draw(st.sampled_from(earlier))
    rows = [f"{question.code}.{row.code}" for row in question.rows]
    name = draw(st.sampled_from([question.code, *rows]))
    kind = K.SCALE if "." in name else question.kind
    relation = draw(st.sampled_from(sorted(RELATIONS[kind])))
    some = st.lists(values(question, relation), min_size=1, max_size=3, unique=True)
    most = {Relation.ANSWERED: 0, Relation.ONE_OF: None}.get(relation, 1)
    return Condition(question=name, relation=relation, values=(*draw(some)[:most],))


def values(question, relation):
    """Something that an answer to the question can be compared with."""
    measured = question.kind is K.NUMBER or relation in COMPARISONS
    if question.kind is K.DATE:
        return days.map(date.isoformat)
    if question.kind is K.TEXT:
        return texts
    if measured:
        return numbers.map("{:f}".format) | st.integers(0, 5).map(str)
    return st.sampled_from([option.code for option in question.options])


def rules(earlier):
    """Any rule over earlier questions, up to four deep."""
    one = conditions(earlier)
    either = one | one.map(Not)
    joined = several(AllOf, either) | several(AnyOf, either)
    return st.one_of(one, either, joined, several(AllOf, joined | one), joined.map(Not))


def several(join, rule):
    """From one to three rules, joined."""
    return st.lists(rule, min_size=1, max_size=3).map(tuple).map(join)


@st.composite
def questionnaires(draw):
    """Any questionnaire that keeps the rules."""
    plain = draw(asked)
    ruled = [plain[0]]
    for question in plain[1:]:
        rule = draw(st.none() | rules(ruled))
        ruled.append(replace(question, show_if=rule))
    whole = Questionnaire(
        questions=tuple(ruled),
        pages=tuple(_pages(draw, ruled)) if draw(st.booleans()) else (),
        version=draw(st.integers(1, 40)),
        language=draw(st.sampled_from(["en", "no", "pt-BR", "ar"])),
    )
    return draw(spoken(without_broken_rules(whole)))


@st.composite
def spoken(draw, whole):
    """The same with translations of some of its texts into up to two languages."""
    keys = ["title", *(text.key for text in texts_of(whole))]
    said = st.dictionaries(st.sampled_from(keys), texts, max_size=5)
    into = st.builds(
        Translation, language=st.sampled_from(["es", "no", "ar", "zh-TW"]), texts=said
    )
    drawn = st.lists(into, max_size=2, unique_by=lambda each: each.language)
    whole = refitted(replace(whole, translations=tuple(draw(drawn))))
    broken = problems_of(whole)
    kept = tuple(
        replace(
            each,
            texts={
                key: text
                for key, text in each.texts.items()
                if f"translations.{each.language}.{key}" not in broken
            },
        )
        for each in whole.translations
    )
    return replace(whole, translations=kept)


def _pages(draw, asked):
    start = 0
    while start < len(asked):
        size = draw(st.integers(1, len(asked) - start))
        rule = draw(st.none() | rules(asked[:start])) if start else None
        yield Page(
            questions=tuple(q.code for q in asked[start : start + size]),
            title=draw(st.none() | texts),
            show_if=rule,
        )
        start += size


def without_broken_rules(whole):
    """The same without the rules on earlier answers that cannot be followed."""
    while found := problems_of(whole):
        whole = replace(
            whole,
            questions=_kept(whole.questions, "questions", found),
            pages=_kept(whole.pages, "pages", found),
        )
    return whole


def _kept(parts, name, found):
    broken = [f"{name}[{n}].show_if" in found for n in range(len(parts))]
    return tuple(
        replace(part, show_if=None) if is_broken else part
        for part, is_broken in zip(parts, broken, strict=True)
    )

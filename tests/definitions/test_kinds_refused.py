"""What a definition says of a kind, a rule or a page and cannot be: line and field."""

import pytest

from pollsvc.definitions import read_definition
from pollsvc.domain.errors import DefinitionRefused
from pollsvc.domain.questionnaires import Page


def refusal(text):
    with pytest.raises(DefinitionRefused) as refused:
        read_definition(text)
    return str(refused.value)


def one(fields, *, kind="single"):
    """A definition of one question; its fields begin on line 7."""
    lines = "".join(f"    {line}\n" for line in fields)
    return (
        "poll: a\ntitle: b\nquestions:\n  - code: c\n    text: d\n"
        f"    kind: {kind}\n{lines}"
    )


CHOICES = 'options: ["0: No", "1: Yes"]'


@pytest.mark.parametrize(
    ("kind", "fields", "line", "field", "said"),
    [
        # What another kind has.
        ("single", [CHOICES, "at_most: 2"], 8, "at_most", "the kind multiple have"),
        ("single", [CHOICES, "rows: []"], 8, "rows", "the kind matrix have 'rows'"),
        ("text", ["least: 2"], 7, "least", "the kind number have 'least'"),
        ("text", ["points: 0-10"], 7, "points", "this one is of the kind text"),
        (
            "number",
            ["shuffled: true"],
            7,
            "shuffled",
            "the kinds single, multiple, rank and matrix have 'shuffled'",
        ),
        ("scale", ["points: 0-4", "shuffled: true"], 8, "shuffled", "kind scale"),
        ("date", ["lates: 2026-01-01"], 7, "lates", "Did you mean 'latest'?"),
        ("nonsense", [CHOICES], 6, "kind", "none of: single, multiple, scale, number"),
        # What is missing.
        ("multiple", ["hint: e"], 4, "options", "This field is missing"),
        ("scale", ["hint: e"], 4, "options", "This field is missing"),
        ("matrix", [CHOICES], 4, "rows", 'rows: ["hands: Hands"'),
        # Values.
        ("multiple", [CHOICES, "at_least: none"], 8, "at_least", "'none' is not"),
        ("multiple", [CHOICES, "at_least: 0"], 8, "at_least", "'0' is not a number"),
        ("multiple", [CHOICES, "at_most: 3"], 8, "at_most", "from 1 to 2"),
        ("scale", ["points: 10"], 7, "points", "such as 0-10"),
        ("scale", ["points: 10-0"], 7, "points", "such as 0-10"),
        ("scale", ["points: 0-900"], 7, "points", "such as 0-10"),
        ("scale", ["points: 0-4", CHOICES], 7, "points", "either the options or"),
        ("scale", ["points: 1-5", "nps: true"], 8, "nps", "codes 0 to 10"),
        ("scale", ["points: 0-4", 'low: "a\\0"'], 8, "low", "U+0000"),
        ("number", ["least: one"], 7, "least", "such as 2 or 2.5"),
        ("number", ["least: 1e3"], 7, "least", "such as 2 or 2.5"),
        ("number", ["most: .inf"], 7, "most", "such as 2 or 2.5"),
        ("number", ["least: 2", "most: 1"], 8, "most", "at least 2 and at most 1"),
        ("number", ["decimals: 7"], 7, "decimals", "0 to 6 digits"),
        ("number", ["plausible: 0-31"], 7, "plausible", "`0 to 31`"),
        ("number", ["plausible: 5 to x"], 7, "plausible", "`0 to 31`"),
        ("number", ["plausible: 5 to 1"], 7, "plausible", "at least 5 and at most 1"),
        ("number", ["bins: 5"], 7, "bins", "Write a list here"),
        ("number", ["bins: [1, a]"], 7, "bins", "'a' is not a number"),
        ("number", ["bins: [2, 1]"], 7, "bins", "must rise"),
        ("number", [CHOICES], 7, "options", "has no answers to choose from"),
        ("rank", [CHOICES, "places: 3"], 8, "places", "1 to 2 places"),
        ("text", ["about: 900"], 7, "about", "from 1 to 500"),
        ("text", ["long: maybe"], 7, "long", "true or false"),
        ("date", ["latest: 2026-02-30"], 7, "latest", "'2026-02-30' is not a date"),
        ("date", ["latest: 30.11.2026"], 7, "latest", "such as 2026-11-30"),
        (
            "date",
            ["earliest: 2026-02-02", "latest: 2026-02-01"],
            8,
            "latest",
            "comes after",
        ),
        (
            "matrix",
            [CHOICES, "rows: [Hands]"],
            8,
            "rows[0]",
            'Write a row as "code: label"',
        ),
        (
            "matrix",
            [CHOICES, "rows: [{code: a, label: A, role: other}]"],
            8,
            "rows[0].role",
            "there is: code, label",
        ),
        ("single", ["options: [{code: a, label: A, role: x}]"], 7,
            "options[0].role", "none of: substantive, other, none"),
        ("single", ["options: [{code: a, label: A, fixed: x}]"], 7,
            "options[0].fixed", "true or false"),
        # Required: with a reason and a way out.
        ("single", [CHOICES, "required: true"], 8, "required", "Don't know"),
        ("single", [CHOICES, "required: true"], 4, "reason", "Write why"),
        # Rules.
        ("single", [CHOICES, "show_if: x"], 8, "show_if", "Character 2: the rule ends"),
        ("single", [CHOICES, "show_if: z = 1"], 8, "show_if", "'z' is not in this"),
        ("single", [CHOICES, "show_if: c = 1"], 8, "show_if", "comes later"),
        ("single", [CHOICES, "show_if: [c]"], 8, "show_if", "Write fields with"),
        (
            "single",
            [CHOICES, "show_if: {all: []}"],
            8,
            "show_if.all",
            "at least one rule",
        ),
        (
            "single",
            [CHOICES, "show_if: {all: [c = 1], any: [c = 2]}"],
            8,
            "show_if",
            "Write one of all, any and not",
        ),
        (
            "single",
            [CHOICES, "show_if: {question: c}"],
            8,
            "show_if",
            "question with one of equals",
        ),
        (
            "single",
            [CHOICES, "show_if: {question: c, equals: 1, contains: 2}"],
            8,
            "show_if",
            "question with one of equals",
        ),
        (
            "single",
            [CHOICES, "show_if: {question: c, equal: 1}"],
            8,
            "show_if.equal",
            "Did you mean 'equals'?",
        ),
        (
            "single",
            [CHOICES, "show_if: {question: c, answered: false}"],
            8,
            "show_if.answered",
            "Write true here",
        ),
        (
            "single",
            [CHOICES, "show_if:", "  any:", "    - c = 1", "    - not: c ="],
            11,
            "show_if.any[1].not",
            "Character 4: the rule ends",
        ),
        (
            "single",
            [CHOICES, "show_if: " + "{not: " * 9 + "c = 1" + "}" * 9],
            8,
            "show_if" + ".not" * 8,
            "8 deep",
        ),
    ],
)  # fmt: skip
def test_a_fault_is_refused_with_its_line_its_field_and_what_is_right(
    kind, fields, line, field, said
):
    refused = refusal(one(fields, kind=kind))
    assert f"Line {line}, questions[0].{field}: " in refused
    assert said in refused


@pytest.mark.parametrize(
    ("pages", "line", "field", "said"),
    [
        ("pages: [{questions: [c]}]", 8, None, None),
        ("pages: c", 8, "pages", "Write a list"),
        ("pages: [c]", 8, "pages[0]", "Write fields with their values"),
        ("pages: [{title: x}]", 8, "pages[0].questions", "[visits, reasons]"),
        ("pages: [{questions: [z]}]", 8, "pages", "in this order: c"),
        ("pages: [{questions: []}]", 8, "pages[0]", "no question"),
        (
            "pages: [{questions: [c], show_if: c = 1}]",
            8,
            "pages[0].show_if",
            "comes later",
        ),
        ("pages: [{questions: [c], titel: x}]", 8, "pages[0].titel", "'title'"),
    ],
)
def test_pages_are_checked(pages, line, field, said):
    text = one([CHOICES]) + pages + "\n"
    if field is None:
        assert read_definition(text).questionnaire.pages == (Page(questions=("c",)),)
    else:
        refused = refusal(text)
        assert f"Line {line}, {field}: " in refused
        assert said in refused

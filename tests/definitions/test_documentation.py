"""The reference of definitions names every field, and its examples are read."""

import re
import textwrap

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from pollsvc.definitions import read_definition, write_definition
from pollsvc.definitions.questions import question_table
from pollsvc.definitions.rules import JOINED, QUESTION, RELATIONS
from pollsvc.definitions.schema import definition_schema
from pollsvc.definitions.tables import OPTION, PAGE, POLL, SCHEDULE
from pollsvc.domain.questionnaires import QuestionKind
from tests.definitions.test_schema import as_json
from tests.policy.files import ROOT

PAGE_TEXT = (ROOT / "docs" / "reference" / "definition.md").read_text()
EXAMPLES = re.findall(r"```yaml\n(.*?)```", PAGE_TEXT, re.DOTALL)
TABLES = (POLL, OPTION, PAGE, JOINED, (QUESTION,), RELATIONS)
FIELDS = {field.name for table in TABLES for field in table}
FIELDS |= {field.name for kind in QuestionKind for field in question_table(kind)}


def whole(example):
    """An example as a whole poll; some are only questions, or a schedule."""
    if example.startswith("poll:"):
        return example
    if example.startswith("schedule:"):
        asked = "questions: [{code: c, text: d, options: ['0: e', '1: f']}]"
        return f"poll: a\ntitle: b\n{asked}\n{example}"
    return f"poll: a\ntitle: b\nquestions:\n{textwrap.indent(example, '  ')}"


@pytest.mark.parametrize("field", sorted(FIELDS))
def test_every_field_is_documented(field):
    assert f"\n| `{field}` | " in PAGE_TEXT


@pytest.mark.parametrize("field", [field.name for field in SCHEDULE])
def test_every_part_of_the_schedule_is_documented(field):
    (row,) = re.findall(r"\| `schedule` \| (.*) \|", PAGE_TEXT)
    assert f"`{field}" in row


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_is_read_and_valid(example):
    draft = read_definition(whole(example))
    assert read_definition(write_definition(draft)) == draft
    loaded = as_json(YAML(typ="safe", pure=True).load(whole(example)))
    assert [*Draft202012Validator(definition_schema()).iter_errors(loaded)] == []


def test_there_is_an_example_of_each_kind():
    drafts = [read_definition(whole(example)) for example in EXAMPLES]
    shown = {q.kind for draft in drafts for q in draft.questionnaire.questions}
    assert shown == {*QuestionKind}


SHOW_IF = PAGE_TEXT.split("## Show if")[1]
RULES = re.findall(r"^\| (`[^|]*`) \| .*$", SHOW_IF, re.MULTILINE)
SHORT = re.findall(r"`([a-z]+ (?:[=!<>]|in|not|contains|is)[^`]*)`", " ".join(RULES))


@pytest.mark.parametrize("rule", SHORT)
def test_every_rule_of_the_table_is_one(rule):
    survey = whole(
        "- {code: visits, text: a, options: ['0: A', '1: B', '2: C']}\n"
        "- {code: reasons, kind: multiple, text: b, options: [refill: A, advice: B]}\n"
        "- {code: age, kind: number, text: c}\n"
        f"- {{code: last, kind: text, text: d, show_if: '{rule}'}}\n"
    )
    assert read_definition(survey).questionnaire.questions[-1].show_if


def test_rules_are_found_in_the_table():
    assert len(SHORT) >= 10

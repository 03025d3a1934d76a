"""The published JSON Schema says what the reader takes, as far as shapes go."""

import json
from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from pollsvc.definitions import read_definition, write_definition
from pollsvc.definitions.schema import definition_schema, written_schema
from pollsvc.domain.errors import DefinitionRefused
from pollsvc.domain.polls import PollDraft
from tests.definitions.survey import SURVEY
from tests.drawing import questionnaires
from tests.policy.files import ROOT, project_files

PUBLISHED = ROOT / "docs" / "reference" / "definition.schema.json"
VALIDATOR = Draft202012Validator(definition_schema())
FILES = [path for path in project_files(".yaml") if "poll:" in path.read_text()]


def as_json(value):
    """What an editor makes of YAML: no dates, and names that are texts."""
    match value:
        case dict():
            return {str(name): as_json(each) for name, each in value.items()}
        case list():
            return [as_json(each) for each in value]
        case datetime() | date():
            return value.isoformat()
        case _:
            return value


def faults(text):
    loaded = as_json(YAML(typ="safe", pure=True).load(text))
    return [error.message for error in VALIDATOR.iter_errors(loaded)]


def test_the_schema_is_one():
    Draft202012Validator.check_schema(definition_schema())


def test_what_is_published_is_what_the_reader_reads():
    written = PUBLISHED.read_text()
    assert written == written_schema(), "Run scripts/schema."
    assert json.loads(written) == definition_schema()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_definition_among_our_files_is_valid(path):
    assert faults(path.read_text()) == []


def test_a_survey_with_every_field_is_valid():
    assert faults(SURVEY) == []


@given(questionnaires())
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_is_written_is_valid(whole):
    draft = PollDraft(slug="a", title="b", questionnaire=whole)
    assert faults(write_definition(draft)) == []


@pytest.mark.parametrize(
    ("right", "other"),
    [
        ('["0: None", "1: Once",', "[0: None, 1: Once,"),
        ("dont_know: true", "dont_know:"),
        ("kind: single", "kind:"),
        ("hint: An estimate is fine.", "hint: no"),
        ("required: true", "required: yes"),
        ("least: 0", "least: '0.5'"),
        ("points: 0-10", "points: 0 to 10"),
        ("plausible: 16 to 100", "plausible: at least 16"),
        ("show_if: visits != 0", "show_if: {not: visits = 0}"),
    ],
)  # fmt: skip
def test_what_may_be_written_in_other_ways_is_valid(right, other):
    assert right in SURVEY
    text = SURVEY.replace(right, other, 1)
    read_definition(text)
    assert faults(text) == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("poll: pharmacy-survey", "poll: Pharmacy survey"),
        ("poll: pharmacy-survey", ""),
        ("title:", "tilte:"),
        ("version: 2", "version: two"),
        ("kind: single", "kind: singel"),
        ("kind: single", "kind: matrix"),
        ("code: visits", "code: Visits"),
        ("code: visits", "code: a__b"),
        ("dont_know: true", "dont_know: [true]"),
        ("required: true", "required: maybe"),
        ('"1: Once"', "Once"),
        ('"1: Once"', "{code: 1}"),
        ('"1: Once"', "{code: 1, label: Once, x: 1}"),
        ("role: other", "role: others"),
        ("fixed: true", "fixed: maybe"),
        ("at_least: 1", "at_least: 0"),
        ("at_least: 1", "least: 1"),
        ("at_most: 3", "places: 3"),
        ("points: 0-10", "points: 10"),
        ("points: 0-10", ""),
        ("points: 0-10", 'points: 0-10\n    options: ["0: A", "1: B"]'),
        ("nps: true", "nps: 10"),
        ("nps: true", "shuffled: true"),
        ("least: 0", "least: none"),
        ("decimals: 1", "decimals: 9"),
        ("plausible: 16 to 100", "plausible: 16-100"),
        ("bins: [0, 18, 64.5]", "bins: [a]"),
        ("places: 2", "places: all"),
        ('rows: ["hands: Hands", {code: feet, label: Feet}]', ""),
        ('rows: ["hands: Hands", {code: feet, label: Feet}]', "rows: [Hands]"),
        ("long: true", "long: very"),
        ("about: 300", "about: many"),
        ("earliest: 1990-01-01", "earliest: 1.1.1990"),
        ("all:", "both:"),
        ("one_of:", "oneof:"),
        ('one_of: [1, "2"]', "one_of: []"),
        ("{question: again, answered: true}", "{question: again}"),
        ("{question: again, answered: true}", "{question: again, answered: false}"),
        ("questions: [visits]", "question: visits"),
        ("title: Your reasons", "titel: Your reasons"),
        ("results: on_close", "results: onclose"),
        ("release: live", "release: dead"),
        ("opens: 2026-11-01T09:00", "opens: tomorrow"),
        ("repeats: monthly", "repeats: daily"),
        ("repeats: monthly", "repeats: every 0 days"),
        ("repeats: monthly", "repeats: monthly\n  times: many"),
        ("repeats: monthly", "repeats: monthly\n  until: May"),
        ("repeats: monthly", "repeats: monthly\n  skips: [May]"),
        ("repeats: monthly", "repeats: monthly\n  stopped: soon"),
        ("repeats: monthly", "repeats: monthly\n  lasts: 2 weeks"),
        ('["https://www.example.org"]', "[example.org]"),
        ("keep_days: 365", "keep_days: a year"),
    ],
)  # fmt: skip
def test_what_the_reader_refuses_for_its_shape_is_not_valid(right, wrong):
    assert right in SURVEY
    text = SURVEY.replace(right, wrong, 1)
    with pytest.raises(DefinitionRefused):
        read_definition(text)
    assert faults(text) != []

"""Every kind of question has its row wherever something is said by kind."""

from dataclasses import fields

import pytest

from pollsvc.analysis import cell_names, figures
from pollsvc.blueprints.editing.kind_fields import KIND_FIELDS
from pollsvc.blueprints.results import kind_words
from pollsvc.blueprints.results import questions as results
from pollsvc.definitions.limits import LIMIT_FIELDS
from pollsvc.definitions.schema import definition_schema
from pollsvc.domain.kinds import KINDS
from pollsvc.domain.possible_answers import CASES
from pollsvc.domain.questionnaires import LIMITS, QuestionKind
from pollsvc.domain.rule_values import RELATIONS, VALUES
from pollsvc.exports import columns
from pollsvc.web import answering_words, kind_names, questions
from pollsvc.web.rule_lines import COMPARED, WORDS

SCHEMAS = {
    name.removesuffix("_question"): schema
    for name, schema in definition_schema()["$defs"].items()
    if name.endswith("_question")
}

REGISTRIES = (
    ("what the domain says of it", KINDS),
    ("what it limits", LIMITS),
    ("how rules look at its answers", RELATIONS),
    ("what rules compare its answers with", VALUES),
    ("which answers rules tell apart", CASES),
    ("its fields in a definition", LIMIT_FIELDS),
    ("its JSON Schema", SCHEMAS),
    ("its fields in the editor", KIND_FIELDS),
    ("how the editor's rules compare its answers", COMPARED),
    ("what it is called for staff", kind_names._NAMES),
    ("the template of its form field", questions._TEMPLATES),
    ("how its form field is filled in", questions._FILLED),
    ("what its form asks people to do", answering_words._INSTRUCTIONS),
    ("what is counted of its answers in a file", cell_names._CELLS),
    ("what its results are", figures._RESULTS),
    ("the template of its results", results._TEMPLATES),
    ("how its results are filled in", results._FILLED),
    ("what is said of its results", kind_words._WORDINGS),
    ("its columns in an export, and their entries in the codebook", columns._COLUMNS),
)


@pytest.mark.parametrize(("name", "registry"), REGISTRIES)
def test_every_kind_has_its_row(name, registry):
    assert {*registry} == {*QuestionKind}, name


@pytest.mark.parametrize("kind", QuestionKind)
def test_the_editor_has_a_field_for_everything_a_kind_limits(kind):
    limits = LIMITS[kind]
    named = {field.name for field in KIND_FIELDS[kind].limits}
    assert named == ({each.name for each in fields(limits)} if limits else set())


@pytest.mark.parametrize("kind", QuestionKind)
def test_the_editors_comparisons_are_those_that_rules_can_make(kind):
    relations = {WORDS[word].relation for word in COMPARED[kind]}
    assert relations <= RELATIONS[kind]

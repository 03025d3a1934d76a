"""Every kind of question has its row wherever something is said by kind."""

import pytest

from pollsvc.definitions.limits import LIMIT_FIELDS
from pollsvc.definitions.schema import definition_schema
from pollsvc.domain.kinds import KINDS
from pollsvc.domain.possible_answers import CASES
from pollsvc.domain.questionnaires import LIMITS, QuestionKind
from pollsvc.domain.rule_values import RELATIONS, VALUES
from pollsvc.exports import columns
from pollsvc.web import answering_words, questions

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
    ("the template of its form field", questions._TEMPLATES),
    ("what its form asks people to do", answering_words._INSTRUCTIONS),
    ("its columns in an export, and their entries in the codebook", columns._COLUMNS),
    # Not there yet for every kind: the template of its results, in
    # pollsvc/blueprints/results/presenting.py; it is to stand here when it is.
)


@pytest.mark.parametrize(("name", "registry"), REGISTRIES)
def test_every_kind_has_its_row(name, registry):
    assert {*registry} == {*QuestionKind}, name

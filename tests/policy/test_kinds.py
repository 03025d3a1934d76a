"""Every kind of question has its row wherever something is said by kind."""

import pytest

from pollsvc.definitions.limits import LIMIT_FIELDS
from pollsvc.definitions.schema import definition_schema
from pollsvc.domain.kinds import KINDS
from pollsvc.domain.possible_answers import CASES
from pollsvc.domain.questionnaires import LIMITS, QuestionKind
from pollsvc.domain.rule_values import RELATIONS, VALUES

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
    # Not there yet for every kind; each is to stand here when it is:
    # the template of its form field       pollsvc/web/questions.py
    # the template of its results          pollsvc/blueprints/results/presenting.py
    # its columns in an export             pollsvc/exports
    # its entry in the codebook            pollsvc/exports/codebook.py
)


@pytest.mark.parametrize(("name", "registry"), REGISTRIES)
def test_every_kind_has_its_row(name, registry):
    assert {*registry} == {*QuestionKind}, name

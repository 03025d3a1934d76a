"""Rules on earlier answers as plain documents, as JSON keeps them."""

import pytest

from pollsvc.domain.rule_documents import rule_from_document, rule_to_document
from pollsvc.domain.rules import AllOf, AnyOf, Condition, Not, Relation


def on(relation, *values):
    return Condition(question="visits", relation=relation, values=values)


@pytest.mark.parametrize(
    ("rule", "document"),
    [
        (on(Relation.EQUALS, "0"), {"question": "visits", "equals": "0"}),
        (on(Relation.ONE_OF, "0"), {"question": "visits", "one_of": ["0"]}),
        (on(Relation.ONE_OF, "0", "1"), {"question": "visits", "one_of": ["0", "1"]}),
        (on(Relation.CONTAINS, "a"), {"question": "visits", "contains": "a"}),
        (on(Relation.AT_LEAST, "2"), {"question": "visits", "at_least": "2"}),
        (on(Relation.ANSWERED), {"question": "visits", "answered": True}),
        (
            Not(AnyOf((on(Relation.ANSWERED), AllOf((on(Relation.EQUALS, "0"),))))),
            {
                "not": {
                    "any": [
                        {"question": "visits", "answered": True},
                        {"all": [{"question": "visits", "equals": "0"}]},
                    ]
                }
            },
        ),
    ],
)
def test_a_rule_is_a_document_and_the_document_that_rule(rule, document):
    assert rule_to_document(rule) == document
    assert rule_from_document(document) == rule


def test_no_rule_is_none():
    assert rule_from_document(None) is None

"""A rule on earlier answers as a plain document, for JSON and for definitions.

{"question": "visits", "equals": "0"}
{"all": [...]}, {"any": [...]}, {"not": ...}
"""

from typing import Any

from pollsvc.domain.rules import AllOf, AnyOf, Condition, Not, Relation, Rule

LISTED = frozenset({Relation.ONE_OF})
"""The relations that have a list of values."""


def rule_to_document(rule: Rule) -> dict[str, Any]:
    """Return a rule as nested dicts and lists."""
    match rule:
        case AllOf(rules):
            return {"all": [rule_to_document(each) for each in rules]}
        case AnyOf(rules):
            return {"any": [rule_to_document(each) for each in rules]}
        case Not(inner):
            return {"not": rule_to_document(inner)}
        case Condition():
            return {"question": rule.question, rule.relation.value: _values_out(rule)}


def rule_from_document(document: dict[str, Any] | None) -> Rule | None:
    """Return the rule that `rule_to_document` wrote; None of None."""
    return None if document is None else _rule_in(document)


def _rule_in(document: dict[str, Any]) -> Rule:
    match document:
        case {"all": rules}:
            return AllOf(tuple(map(_rule_in, rules)))
        case {"any": rules}:
            return AnyOf(tuple(map(_rule_in, rules)))
        case {"not": inner}:
            return Not(_rule_in(inner))
        case _:
            return _condition_in(document)


def _condition_in(document: dict[str, Any]) -> Condition:
    (relation,) = (Relation(name) for name in document if name != "question")
    return Condition(
        question=document["question"],
        relation=relation,
        values=_values_in(relation, document[relation.value]),
    )


def _values_out(condition: Condition) -> object:
    if condition.relation is Relation.ANSWERED:
        return True
    return [*condition.values] if condition.relation in LISTED else condition.values[0]


def _values_in(relation: Relation, values: Any) -> tuple[str, ...]:  # noqa: ANN401
    if relation is Relation.ANSWERED:
        return ()
    return tuple(values) if relation in LISTED else (values,)

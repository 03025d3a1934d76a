"""Rules on earlier answers in a definition: as a short text, or as nested mappings."""

from typing import Any

from ruamel.yaml.nodes import Node, ScalarNode

from pollsvc.definitions.faults import Faults
from pollsvc.definitions.fields import Fields, scalar
from pollsvc.definitions.quoting import text
from pollsvc.definitions.rule_text import (
    RuleUnreadable,
    read_rule_text,
    write_rule_text,
)
from pollsvc.definitions.tables import FLAG, RULE, TEXT, Field, Table, listed
from pollsvc.domain.rule_documents import LISTED, rule_to_document
from pollsvc.domain.rules import (
    MAX_DEPTH,
    AllOf,
    AnyOf,
    Condition,
    Not,
    Relation,
    Rule,
)
from pollsvc.domain.texts import spelled

_JOINS = ("all", "any", "not")
_RIGHT = (
    "Write one of all, any and not here, or question with one of "
    f"{', '.join(Relation)}."
)
JOINED: Table = (
    Field(
        name="all", says="Each of these is to hold.", schema=listed(RULE, minItems=1)
    ),
    Field(
        name="any",
        says="At least one of these is to hold.",
        schema=listed(RULE, minItems=1),
    ),
    Field(name="not", says="This is not to hold.", schema=RULE),
)
QUESTION = Field(
    name="question",
    says="The code of an earlier question, or code.row for a row of a matrix.",
    schema={"type": "string"},
    example="question: visits",
)


def _relation_field(relation: Relation) -> Field:
    if relation is Relation.ANSWERED:
        schema = {
            "enum": [word for word in FLAG["enum"] if word in (True, "yes", "on")]
        }
    else:
        schema = listed(TEXT, minItems=1) if relation in LISTED else TEXT
    words = relation.value.replace("_", " ")
    return Field(name=relation.value, says=f"Its answer: {words}.", schema=schema)


RELATIONS: Table = tuple(map(_relation_field, Relation))


def read_rule(fields: Fields, name: str) -> Rule | None:
    """Return the rule in a field, or None; what is wrong is added to the faults."""
    node = fields.node_of(name)
    if node is None:
        return None
    return _rule(node, fields.at(name), fields.faults, MAX_DEPTH)


def write_rule(rule: Rule) -> str | dict[str, Any]:
    """Return a rule as the shortest form that reads back as the same."""
    written = write_rule_text(rule)
    return _quoted(rule_to_document(rule)) if written is None else text(written)


def _rule(node: Node, path: str, faults: Faults, levels: int) -> Rule | None:
    if isinstance(node, ScalarNode):
        return _from_text(node, path, faults)
    fields = Fields(node, path, (*JOINED, QUESTION, *RELATIONS), faults)
    given = [each for each in (*_JOINS, "question") if fields.node_of(each) is not None]
    relations = [each for each in Relation if fields.node_of(each) is not None]
    if not levels:
        faults.add(node, path, f"Rules stand more than {MAX_DEPTH} deep here.")
    elif len(given) != 1 or len(relations) != given.count("question"):
        faults.add(node, path, _RIGHT)
    elif relations:
        return _condition(fields, *relations)
    else:
        return _joined(fields, given[0], levels - 1)
    return None


def _from_text(node: ScalarNode, path: str, faults: Faults) -> Rule | None:
    try:
        return read_rule_text(spelled(str(node.value)))
    except RuleUnreadable as fault:
        faults.add(node, path, str(fault))
        return None


def _joined(fields: Fields, join: str, levels: int) -> Rule | None:
    node = fields.node_of(join)
    if join == "not" and node is not None:
        inner = _rule(node, fields.at(join), fields.faults, levels)
        return None if inner is None else Not(inner)
    rules = [
        _rule(each, f"{fields.at(join)}[{number}]", fields.faults, levels)
        for number, each in enumerate(fields.items(join))
    ]
    if not rules:
        fields.faults.add(fields.node, fields.at(join), "Write at least one rule here.")
    found = tuple(rule for rule in rules if rule is not None)
    return AllOf(found) if join == "all" else AnyOf(found)


def _condition(fields: Fields, relation: Relation) -> Condition:
    return Condition(
        question=fields.text("question"),
        relation=relation,
        values=_values(fields, relation),
    )


def _values(fields: Fields, relation: Relation) -> tuple[str, ...]:
    if relation is Relation.ANSWERED:
        if not fields.flag(relation):
            fields.fault(relation, "Write true here; `not` says the opposite.")
        return ()
    if relation in LISTED:
        return tuple(spelled(scalar(each) or "") for each in fields.items(relation))
    return (spelled(fields.text(relation)),)


def _quoted(document: Any) -> Any:  # noqa: ANN401 -- what rule_to_document returns
    match document:
        case dict():
            return {name: _quoted(value) for name, value in document.items()}
        case list():
            return [_quoted(value) for value in document]
        case str():
            return text(document)
        case _:
            return document

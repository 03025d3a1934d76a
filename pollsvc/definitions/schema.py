"""The JSON Schema of definitions: what editors complete, and check while one writes.

It says the shape of each field. What one part of a poll says of another, such as rules
that look at earlier questions, only reading it can tell.
"""

import json
from typing import Any

from pollsvc.definitions.limits import LIMIT_FIELDS
from pollsvc.definitions.questions import question_table
from pollsvc.definitions.rules import JOINED, QUESTION, RELATIONS
from pollsvc.definitions.tables import (
    NEED_OPTIONS,
    OPTION,
    PAGE,
    POLL,
    ROW,
    SCHEDULE,
    TEXT,
    Field,
    Schema,
    Table,
)
from pollsvc.definitions.translations import translations_schema
from pollsvc.domain.questionnaires import CODE, QuestionKind

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_GAPS = " \\t\\n\\r\\f\\v"
_PAIR = f"^[^{_GAPS}:]+: +[^{_GAPS}]"


def definition_schema() -> Schema:
    """Return the schema of a whole definition."""
    return {
        "$schema": DIALECT,
        "title": "A poll of pollsvc",
        **_mapping(POLL),
        "$defs": {
            "question": _question(),
            **{f"{kind}_question": _question_of(kind) for kind in LIMIT_FIELDS},
            "option": _listed(OPTION),
            "row": _listed(ROW),
            "page": _mapping(PAGE),
            "translations": translations_schema(),
            "schedule": _mapping(SCHEDULE),
            "rule": _rule(),
        },
    }


def written_schema() -> str:
    """Return the schema as the text of its file."""
    return json.dumps(definition_schema(), indent=2, ensure_ascii=False) + "\n"


def _mapping(table: Table, needed: frozenset[str] | None = None) -> Schema:
    if needed is None:
        needed = frozenset(field.name for field in table if field.example)
    return {
        "type": "object",
        "properties": {
            field.name: _described(field, may_be_empty=field.name not in needed)
            for field in table
        },
        "required": sorted(needed),
        "additionalProperties": False,
    }


def _described(field: Field, *, may_be_empty: bool) -> Schema:
    schema = dict(field.schema)
    if may_be_empty:
        # Whatever is left empty is as good as left out.
        schema = {"anyOf": [schema, {"type": "null"}]}
    return {"description": field.says, **schema}


def _question() -> Schema:
    return {
        "type": "object",
        "properties": {"kind": {"enum": [*QuestionKind, None]}},
        "allOf": [_if_kind(kind) for kind in QuestionKind],
    }


def _if_kind(kind: QuestionKind) -> Schema:
    # Where no kind is written, each "if" holds: only that of the usual kind may.
    is_kind: Schema = {"properties": {"kind": {"enum": [kind, None]}}}
    if kind is not QuestionKind.SINGLE:
        is_kind = {"properties": {"kind": {"const": kind}}, "required": ["kind"]}
    return {"if": is_kind, "then": {"$ref": f"#/$defs/{kind}_question"}}


def _question_of(kind: QuestionKind) -> Schema:
    table = question_table(kind)
    needed = {field.name for field in table if field.example}
    if kind not in NEED_OPTIONS:
        needed -= {"options"}
    schema = _mapping(table, frozenset(needed))
    if kind is QuestionKind.SCALE:
        schema["oneOf"] = [{"required": ["options"]}, {"required": ["points"]}]
    return schema


def _listed(table: Table) -> Schema:
    """Return the schema of `"code: label"`, the same as a mapping, or written out."""
    whole = _mapping(table)
    pair: dict[str, Any] = {
        "type": "object",
        "minProperties": 1,
        "maxProperties": 1,
        "propertyNames": {"not": {"enum": [field.name for field in table]}},
        "patternProperties": {f"^{CODE.pattern}$": TEXT},
        "additionalProperties": False,
    }
    return {"anyOf": [{"type": "string", "pattern": _PAIR}, pair, whole]}


def _rule() -> Schema:
    joined = [_mapping((field,), frozenset({field.name})) for field in JOINED]
    conditions = [
        _mapping((QUESTION, field), frozenset({QUESTION.name, field.name}))
        for field in RELATIONS
    ]
    text = {
        "type": "string",
        "minLength": 1,
        "examples": ["visits = 0", "age >= 18 and not (reasons contains refill)"],
    }
    return {"anyOf": [text, *joined, *conditions]}


if __name__ == "__main__":
    print(written_schema(), end="")  # noqa: T201 -- scripts/schema keeps it

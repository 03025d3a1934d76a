"""The translations of a poll, each text under the codes of what it belongs to."""

from collections.abc import Mapping
from typing import Any

from ruamel.yaml.nodes import MappingNode, Node

from pollsvc.definitions.faults import Faults
from pollsvc.definitions.fields import Fields, scalar
from pollsvc.definitions.quoting import text
from pollsvc.definitions.tables import TEXT, Field, Schema, Table
from pollsvc.domain.questionnaires import LANGUAGE, Questionnaire, Translation
from pollsvc.domain.texts import spelled
from pollsvc.domain.translations import texts_of

NAME = "translations"

Tree = dict[str, Any]
"""Texts, or whatever stands for them, by the parts of their keys."""


def read_translations(
    poll: Fields, questionnaire: Questionnaire
) -> tuple[Translation, ...]:
    """Return what a poll says in other languages.

    Args:
        poll: The whole definition.
        questionnaire: What it says in its own.
    """
    node = poll.node_of(NAME)
    if node is None:
        return ()
    known = _tree({each.key: "" for each in texts_of(questionnaire, title="")})
    languages = Fields(node, NAME, _names_in(node), poll.faults)
    return tuple(
        Translation(
            language=tag,
            texts=dict(_read(entry, languages.at(tag), known, poll.faults)),
        )
        for tag, entry in languages.nodes()
    )


def write_translations(questionnaire: Questionnaire) -> Tree:
    """Return the mapping that reads back as the translations."""
    keys = [each.key for each in texts_of(questionnaire, title="")]
    return {
        text(translation.language): _tree(
            {k: translation.texts[k] for k in keys if k in translation.texts}
        )
        for translation in questionnaire.translations
    }


def translations_schema() -> Schema:
    """Return the schema of all translations of a poll."""
    by_code: Schema = {"type": "object", "additionalProperties": TEXT}
    of_question = {
        **dict.fromkeys(("text", "hint", "reason", "low", "high", "unit"), TEXT),
        "options": by_code,
        "rows": by_code,
    }
    questions = {"type": "object", "additionalProperties": _object(of_question)}
    return {
        "type": "object",
        "propertyNames": {"pattern": f"^{LANGUAGE.pattern}$"},
        "additionalProperties": _object(
            {"title": TEXT, "pages": by_code, "questions": questions}
        ),
    }


def _object(properties: Mapping[str, Schema]) -> Schema:
    # Whatever is left empty is as good as left out.
    return {
        "type": ["object", "null"],
        "properties": {
            name: {"anyOf": [schema, {"type": "null"}]}
            for name, schema in properties.items()
        },
        "additionalProperties": False,
    }


def _tree(texts: Mapping[str, str]) -> Tree:
    """Return texts as mappings within mappings, by the parts of their keys."""
    root: Tree = {}
    for key, value in texts.items():
        *path, name = (text(part) for part in key.split("."))
        branch = root
        for part in path:
            branch = branch.setdefault(part, {})
        branch[name] = text(value)
    return root


def _read(
    node: Node, path: str, known: Tree, faults: Faults, above: str = ""
) -> list[tuple[str, str]]:
    """Return the key and the words of each text at a place and below."""
    fields = Fields(node, path, _table(known), faults)
    found: list[tuple[str, str]] = []
    for name, entry in fields.nodes():
        if isinstance(known[name], dict):
            below = f"{above}{name}."
            found += _read(entry, fields.at(name), known[name], faults, below)
        elif (written := fields.optional_text(name)) is not None:
            found.append((f"{above}{name}", spelled(written)))
    return found


def _names_in(node: Node) -> Table:
    """Return a table of whatever names stand in a mapping."""
    pairs = node.value if isinstance(node, MappingNode) else []
    return _table(dict.fromkeys(scalar(key) or "" for key, _ in pairs))


def _table(names: Mapping[str, object]) -> Table:
    return tuple(Field(name=name, says="", schema=TEXT) for name in names)

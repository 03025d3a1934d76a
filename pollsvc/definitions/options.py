"""The answers of a question in a definition: `"0: None"`, or code, label and role."""

import re

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode

from pollsvc.definitions.faults import Faults
from pollsvc.definitions.fields import Fields, scalar, truth
from pollsvc.domain.questionnaires import DONT_KNOW, REFUSE, Option, OptionRole
from pollsvc.domain.texts import spelled

FIELDS = ("code", "label", "role")
SHORT = re.compile(r"([^\s:]+):[ ]+(\S|\S.*\S)", re.ASCII)
WAYS_OUT = {"dont_know": DONT_KNOW, "refuse": REFUSE}


def read_options(question: Fields) -> tuple[Option, ...]:
    """Return a question's options: those listed, then don't know and refuse."""
    path = question.at("options")
    listed = [
        _option(node, f"{path}[{number}]", question.faults)
        for number, node in enumerate(question.items("options"))
    ]
    for name in WAYS_OUT:
        option = _way_out(question, name)
        if option is not None:
            node = question.node_of(name) or question.node
            question.faults.stands(f"{path}[{len(listed)}]", node)
            listed.append(option)
    return tuple(listed)


def _option(node: Node, path: str, faults: Faults) -> Option:
    if isinstance(node, MappingNode):
        return _mapped(node, path, faults)
    written = SHORT.fullmatch(spelled(scalar(node) or ""))
    if written is None:
        faults.add(node, path, 'Write an answer as "code: label", such as "1: Once".')
        return Option(code="", label="")
    return Option(code=written[1], label=written[2])


def _mapped(node: MappingNode, path: str, faults: Faults) -> Option:
    # Without quotation marks, `- 1: Once` is a mapping to YAML, but clear to a reader.
    if len(node.value) == 1:
        key, value = node.value[0]
        if isinstance(key, ScalarNode) and key.value not in FIELDS and scalar(value):
            return Option(code=str(key.value), label=spelled(str(value.value)))
    fields = Fields(node, path, FIELDS, faults)
    return Option(
        code=fields.text("code"),
        label=spelled(fields.text("label")),
        role=fields.choice("role", OptionRole, OptionRole.SUBSTANTIVE),
    )


def _way_out(question: Fields, name: str) -> Option | None:
    node = question.node_of(name)
    said = None if node is None else truth(node)
    if node is None or said is False:
        return None
    standard = WAYS_OUT[name]
    if said:
        return standard
    label = spelled(question.optional_text(name) or "")
    return Option(code=standard.code, label=label, role=standard.role)

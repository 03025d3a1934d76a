"""What is listed under a question: options, rows, and the points of a scale."""

import re
from typing import Any

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode
from ruamel.yaml.scalarstring import DoubleQuotedScalarString as Quoted

from pollsvc.definitions.faults import Faults
from pollsvc.definitions.fields import Fields, scalar, truth
from pollsvc.definitions.quoting import text
from pollsvc.definitions.tables import OPTION, ROW
from pollsvc.domain.questionnaires import (
    DONT_KNOW,
    MAX_OPTIONS,
    REFUSE,
    Option,
    OptionRole,
    Question,
    QuestionKind,
    Row,
)
from pollsvc.domain.texts import spelled

SHORT = re.compile(r"([^\s:]+):[ ]+(\S|\S.*\S)", re.ASCII)
WAYS_OUT = {"dont_know": DONT_KNOW, "refuse": REFUSE}
_NAMES = tuple(field.name for field in OPTION)
_POINTS = re.compile(r"(\d{1,3}) ?(?:-|\u2013|to) ?(\d{1,3})", re.ASCII)


def read_options(question: Fields) -> tuple[Option, ...]:
    """Return a question's options: those listed, then don't know and refuse."""
    path = question.at("options")
    listed = [
        _option(node, f"{path}[{number}]", question.faults)
        for number, node in enumerate(question.items("options"))
    ] or _points(question)
    for name in WAYS_OUT:
        option = _way_out(question, name)
        if option is not None:
            node = question.node_of(name) or question.node
            question.faults.stands(f"{path}[{len(listed)}]", node)
            listed.append(option)
    return tuple(listed)


def read_rows(question: Fields) -> tuple[Row, ...]:
    """Return the rows of a matrix."""
    path = question.at("rows")
    return tuple(
        _row(node, f"{path}[{number}]", question.faults)
        for number, node in enumerate(question.items("rows"))
    )


def write_options(question: Question) -> dict[str, Any]:
    """Return the fields that say a question's options, and its rows."""
    listed, ways_out = _split(question.options)
    document: dict[str, Any] = {}
    if question.kind is QuestionKind.SCALE and listed == _counted(listed):
        document["points"] = f"{listed[0].code}-{listed[-1].code}"
    elif listed:
        document["options"] = [_written(option) for option in listed]
    if question.rows:
        document["rows"] = [_written(row) for row in question.rows]
    for name, option in ways_out.items():
        # A label that reads like true or false is told from it by its quotes.
        standard = option == WAYS_OUT[name]
        document[name] = True if standard else Quoted(option.label)
    return document


def _option(node: Node, path: str, faults: Faults) -> Option:
    pair = _pair(node)
    if pair is not None:
        return Option(code=pair[0], label=pair[1])
    if not isinstance(node, MappingNode):
        faults.add(node, path, 'Write an answer as "code: label", such as "1: Once".')
        return Option(code="", label="")
    fields = Fields(node, path, OPTION, faults)
    return Option(
        code=fields.text("code"),
        label=spelled(fields.text("label")),
        role=fields.choice("role", OptionRole, OptionRole.SUBSTANTIVE),
        fixed=fields.flag("fixed"),
    )


def _row(node: Node, path: str, faults: Faults) -> Row:
    pair = _pair(node)
    if pair is not None:
        return Row(code=pair[0], label=pair[1])
    if not isinstance(node, MappingNode):
        faults.add(node, path, 'Write a row as "code: label", such as "hands: Hands".')
        return Row(code="", label="")
    fields = Fields(node, path, ROW, faults)
    return Row(code=fields.text("code"), label=spelled(fields.text("label")))


def _pair(node: Node) -> tuple[str, str] | None:
    """Return the code and the label of `"code: label"`, or None of anything else."""
    if isinstance(node, MappingNode):
        # Without quotation marks, `- 1: Once` is a mapping to YAML, but clear to a
        # reader.
        if len(node.value) != 1:
            return None
        key, value = node.value[0]
        is_pair = isinstance(key, ScalarNode) and key.value not in _NAMES
        return (key.value, spelled(value.value)) if is_pair and scalar(value) else None
    written = SHORT.fullmatch(spelled(scalar(node) or ""))
    return (written[1], written[2]) if written else None


def _points(question: Fields) -> list[Option]:
    node = question.node_of("points")
    if node is None:
        return []
    found = _POINTS.fullmatch(question.optional_text("points") or "")
    if not found or not 0 < int(found[2]) - int(found[1]) < MAX_OPTIONS:
        question.fault("points", "Write the first and the last point, such as 0-10.")
        return []
    points = range(int(found[1]), int(found[2]) + 1)
    for place in range(len(points)):
        question.faults.stands(f"{question.at('options')}[{place}]", node)
    return [Option(code=str(point), label=str(point)) for point in points]


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


def _split(
    options: tuple[Option, ...],
) -> tuple[list[Option], dict[str, Option]]:
    """Return the options to list, and those that a field of their own says."""
    listed, ways_out = [*options], {}
    for name, standard in reversed(WAYS_OUT.items()):
        last = listed[-1] if listed else None
        if last and last == Option(
            code=standard.code, role=standard.role, label=last.label
        ):
            ways_out[name] = listed.pop()
    return listed, dict(reversed(ways_out.items()))


def _counted(options: list[Option]) -> list[Option] | None:
    """Return the points that `points` would say from the first on; None: it cannot."""
    if len(options) < 2 or not _POINTS.fullmatch(f"{options[0].code}-0"):  # noqa: PLR2004 -- a scale has two ends
        return None
    first = int(options[0].code)
    codes = [str(first + step) for step in range(len(options))]
    return [Option(code=code, label=code) for code in codes]


def _written(part: Option | Row) -> str | dict[str, Any]:
    short = f"{part.code}: {part.label}"
    role = part.role if isinstance(part, Option) else OptionRole.SUBSTANTIVE
    fixed = isinstance(part, Option) and part.fixed
    if role is OptionRole.SUBSTANTIVE and not fixed:
        written = SHORT.fullmatch(short)
        if written and written.groups() == (part.code, part.label):
            quoted: str = Quoted(short)
            return quoted
    document: dict[str, Any] = {"code": Quoted(part.code), "label": text(part.label)}
    if role is not OptionRole.SUBSTANTIVE:
        document["role"] = role.value
    return document | ({"fixed": True} if fixed else {})

"""One question, or one page, of a definition: read, and written."""

from typing import Any

from ruamel.yaml.nodes import MappingNode, Node

from pollsvc.definitions.faults import Faults
from pollsvc.definitions.fields import Fields, scalar
from pollsvc.definitions.limits import limit_table, read_limits, write_limits
from pollsvc.definitions.options import read_options, read_rows, write_options
from pollsvc.definitions.quoting import text
from pollsvc.definitions.rules import read_rule, write_rule
from pollsvc.definitions.tables import NEED_OPTIONS, PAGE, QUESTION, Table
from pollsvc.domain.questionnaires import Page, Question, QuestionKind
from pollsvc.domain.texts import spelled


def question_table(kind: QuestionKind) -> Table:
    """Return the fields that a question of a kind may have."""
    common = (field for field in QUESTION if not field.kinds or kind in field.kinds)
    return (*common, *limit_table(kind))


def read_question(node: Node, path: str, faults: Faults) -> Question:
    """Return the question that a mapping says."""
    kind = _kind_of(node)
    fields = Fields(
        node, path, question_table(kind), faults, elsewhere=_elsewhere(kind)
    )
    _require_options(fields, kind)
    return Question(
        code=fields.text("code"),
        kind=fields.choice("kind", QuestionKind, QuestionKind.SINGLE),
        text=spelled(fields.text("text")),
        hint=_words(fields, "hint"),
        options=read_options(fields),
        rows=read_rows(fields),
        limits=read_limits(fields, kind),
        shuffled=fields.flag("shuffled"),
        required=fields.flag("required"),
        reason=_words(fields, "reason"),
        show_if=read_rule(fields, "show_if"),
    )


def write_question(question: Question) -> dict[str, Any]:
    """Return the mapping that reads back as a question."""
    document: dict[str, Any] = {
        "code": text(question.code),
        "kind": question.kind.value,
        "text": text(question.text),
    }
    if question.hint is not None:
        document["hint"] = text(question.hint)
    document |= write_options(question) | write_limits(question)
    if question.shuffled:
        document["shuffled"] = True
    document["required"] = question.required
    if question.reason is not None:
        document["reason"] = text(question.reason)
    if question.show_if is not None:
        document["show_if"] = write_rule(question.show_if)
    return document


def read_page(node: Node, path: str, faults: Faults) -> Page:
    """Return the page that a mapping says."""
    fields = Fields(node, path, PAGE, faults)
    fields.require("questions")
    return Page(
        questions=tuple(scalar(each) or "" for each in fields.items("questions")),
        title=_words(fields, "title"),
        show_if=read_rule(fields, "show_if"),
    )


def write_page(page: Page) -> dict[str, Any]:
    """Return the mapping that reads back as a page."""
    document: dict[str, Any] = {"questions": [text(code) for code in page.questions]}
    if page.title is not None:
        document["title"] = text(page.title)
    if page.show_if is not None:
        document["show_if"] = write_rule(page.show_if)
    return document


def _kind_of(node: Node) -> QuestionKind:
    """Return the kind that a question says, before anything else of it is read."""
    pairs = node.value if isinstance(node, MappingNode) else []
    said = next((scalar(value) for key, value in pairs if scalar(key) == "kind"), None)
    return next((kind for kind in QuestionKind if kind == said), QuestionKind.SINGLE)


def _elsewhere(kind: QuestionKind) -> dict[str, str]:
    """Return a sentence for each field that only questions of other kinds have."""
    kinds_of: dict[str, list[QuestionKind]] = {}
    for each in QuestionKind:
        for field in question_table(each):
            kinds_of.setdefault(field.name, []).append(each)
    return {
        name: _sentence(name, kinds, kind)
        for name, kinds in kinds_of.items()
        if kind not in kinds
    }


def _sentence(name: str, kinds: list[QuestionKind], kind: QuestionKind) -> str:
    *others, last = kinds
    having = f"kinds {', '.join(others)} and {last}" if others else f"kind {last}"
    return f"Questions of the {having} have {name!r}; this one is of the kind {kind}."


def _require_options(fields: Fields, kind: QuestionKind) -> None:
    if kind in NEED_OPTIONS or (
        kind is QuestionKind.SCALE and fields.node_of("points") is None
    ):
        fields.require("options")
    elif fields.node_of("points") is not None and fields.node_of("options") is not None:
        fields.fault("points", "Write either the options or the points.")
    if kind is QuestionKind.MATRIX:
        fields.require("rows")


def _words(fields: Fields, name: str) -> str | None:
    written = fields.optional_text(name)
    return None if written is None else spelled(written)

"""From the bytes of a file to the tree of its YAML, or to what is wrong with it."""

import codecs

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node
from ruamel.yaml.reader import ReaderError

from pollsvc.domain.errors import DefinitionRefused

MAX_BYTES = 256 * 1024
_PLAIN_YAML = "tag:yaml.org,2002:"

_MEANINGS = {
    "'\\t' that cannot": "The line is indented with a tab; indent with spaces.",
    "mapping values are not": "A text with a colon in it must stand in quotes.",
    "quoted scalar": "The quotation mark that opens here is never closed.",
    "that cannot start any token": "A text that begins with this sign must stand in "
    "quotes.",
    "another document": "A second document begins here; write one poll a file.",
    "undefined alias": "A text that begins with * must stand in quotes.",
    "<stream end>": "The file ends in the middle of something that was opened here.",
    "expected <block end>": "This does not fit what stands above it: it is indented "
    "differently, or a quotation mark is not closed.",
    "could not find expected ':'": "A colon is missing after the name on this line.",
}


def parse(source: str | bytes) -> MappingNode:
    """Return the tree of a definition; values are left as they were written.

    Raises:
        DefinitionRefused: It is too long, no UTF-8, no YAML, or no mapping.
    """
    text = _decoded(source)
    try:
        root = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        raise _refusal(*_explained(error)) from None
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        sentence = f"U+{error.character:04X} is a character that YAML does not allow."
        raise _refusal(line, sentence) from None
    except (YAMLError, ValueError) as error:
        raise _refusal(1, f"This is not YAML: {error}.") from None
    except RecursionError:
        raise _refusal(1, "Lists within lists go too deep for a poll.") from None
    if not isinstance(root, MappingNode):
        sentence = "A definition begins with its address, such as `poll: my-poll`."
        raise _refusal(1, sentence)
    return root


def oddity_of(node: Node) -> str | None:
    """Return a sentence about a use of YAML that a definition has no need of."""
    if node.anchor is not None:
        return "Anchors (&) and aliases (*) are not used here; write the value out."
    if not str(node.tag).startswith(_PLAIN_YAML) or "/" in str(node.tag):
        return "Tags (!) are not used here; write the value without one."
    return None


def _decoded(source: str | bytes) -> str:
    raw = source.encode("utf-8", "surrogatepass") if isinstance(source, str) else source
    if len(raw) > MAX_BYTES:
        sentence = f"The file is larger than {MAX_BYTES // 1024} KB."
        raise _refusal(1, sentence)
    raw = raw.removeprefix(codecs.BOM_UTF8)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        sentence = "The file is not in UTF-8; save it with this encoding."
        raise _refusal(line, sentence) from None


def _explained(error: MarkedYAMLError) -> tuple[int, str]:
    said = f"{error.context or ''} {error.problem or ''}"
    opening = "quoted scalar" in said or "<stream end>" in said
    mark = (error.context_mark if opening else None) or error.problem_mark
    line = int(mark.line) + 1 if mark else 1
    for part, meaning in _MEANINGS.items():
        if part in said:
            return line, meaning
    return line, f"This is not YAML: {error.problem or error}."


def _refusal(line: int, sentence: str) -> DefinitionRefused:
    return DefinitionRefused({f"Line {line}": sentence})

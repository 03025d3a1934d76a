"""Which objects a program in JavaScript writes out, as far as they are plain data."""

import re
from collections.abc import Iterator
from typing import Any

_BEGIN = re.compile(r"(?:[=(,]|return)\s*(?=\{)")
_TOKEN = re.compile(
    r"""(?:\s|//[^\n]*|/\*.*?\*/)*(?:
    (?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\$]|\\.|\$(?!\{))*`)
    | (?P<number>-?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?(?!\w))
    | (?P<word>[^\W\d][\w$]*)
    | (?P<sign>[{}\[\]:,+])
    )""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPED = re.compile(r"\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|\n|.)", re.DOTALL)
_SIGNS = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "\n": ""}
_WORDS = {"true": True, "false": False, "null": None, "undefined": None}


class NotPlainError(ValueError):
    """What stands there is computed."""


def objects_in(program: str) -> Iterator[dict[str, Any]]:
    """Yields the outermost objects that a program assigns, returns or hands over."""
    place = 0
    while match := _BEGIN.search(program, place):
        reader = _Reader(program, match.end())
        try:
            found = reader.value()
        except (NotPlainError, RecursionError):
            place = match.end() + 1
            continue
        place = reader.place
        if isinstance(found, dict):
            yield found


class _Reader:
    def __init__(self, program: str, place: int) -> None:
        self._program = program
        self.place = place

    def value(self) -> Any:  # noqa: ANN401 -- whatever JSON has
        match self._next():
            case "text", written:
                found: Any = self._joined(_text(written))
            case "number", written:
                is_whole = written.lstrip("-").isdecimal()
                found = int(written) if is_whole else float(written)
            case "word", word if word in _WORDS:
                found = _WORDS[word]
            case _, "{":
                found = dict(self._members())
            case _, "[":
                found = [*self._parts()]
            case _, other:
                raise NotPlainError(other)
        return found

    def _joined(self, said: str) -> str:
        while self._takes("+"):
            more = self.value()
            if not isinstance(more, str):
                raise NotPlainError(said)
            said += more
        return said

    def _members(self) -> Iterator[tuple[str, Any]]:
        while not self._takes("}"):
            kind, token = self._next()
            if kind == "sign":
                raise NotPlainError(token)
            self._require(":")
            yield _text(token) if kind == "text" else token, self.value()
            if not self._takes(","):
                self._require("}")
                return

    def _parts(self) -> Iterator[Any]:
        while not self._takes("]"):
            yield self.value()
            if not self._takes(","):
                self._require("]")
                return

    def _require(self, sign: str) -> None:
        if not self._takes(sign):
            raise NotPlainError(sign)

    def _takes(self, sign: str) -> bool:
        match = _TOKEN.match(self._program, self.place)
        if match is None or match["sign"] != sign:
            return False
        self.place = match.end()
        return True

    def _next(self) -> tuple[str, str]:
        match = _TOKEN.match(self._program, self.place)
        if match is None:
            raise NotPlainError
        self.place = match.end()
        kind = match.lastgroup or ""
        return kind, match[kind]


def _text(token: str) -> str:
    def said(match: re.Match[str]) -> str:
        sign = match[1]
        if len(sign) > 1:
            return chr(int(sign[1:], 16))
        return _SIGNS.get(sign, sign)

    return _ESCAPED.sub(said, token[1:-1])

"""Reads expressions: XPath of XLSForm, SurveyJS, and LimeSurvey, in one grammar.

either  = both { ("or" | "||") both }
both    = one { ("and" | "&&") one }
one     = ("not" | "!") one | compared
compared = term [ ("empty" | "notempty") | relation term ]
term    = name | value | list | call | "(" either ")"
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

MAX_LENGTH = 4_000
MOST_LEVELS = 40


class NotExpressible(ValueError):
    """An expression that our rules cannot say; the text says what in it."""


@dataclass(frozen=True)
class Name:
    """What an expression calls a question, or a part of one."""

    name: str


@dataclass(frozen=True)
class Value:
    """Something written out."""

    text: str


@dataclass(frozen=True)
class Listed:
    """Several values."""

    values: tuple["Expression", ...]


@dataclass(frozen=True)
class Call:
    """A function with what it is given."""

    function: str
    given: tuple["Expression", ...]


@dataclass(frozen=True)
class Compared:
    """One thing beside another."""

    left: "Expression"
    relation: str
    right: "Expression"


@dataclass(frozen=True)
class Joined:
    """Several that must all hold, or of which one must."""

    all: bool
    parts: tuple["Expression", ...]


@dataclass(frozen=True)
class Negated:
    """What must not hold."""

    part: "Expression"


Expression = Name | Value | Listed | Call | Compared | Joined | Negated

_TOKENS = r"""\s*(?:
    (?P<name>\$?\{\s*[^{}]+?\s*\} | (?:\.{2}/|/)[\w./-]*[\w-])
    | (?P<text>TEXT)
    | (?P<number>-?\d+(?:\.\d+)?(?![\w.]))
    | (?P<sign><=|>=|<>|!=|===?|&&|\|\||[=<>!(),\[\]])
    | (?P<word>[^\W\d][\w.:-]*|\d\w+|\.)
    )"""
_XPATH_TEXT = r"""'[^']*' | "[^"]*\""""
_TEXT = r"""'(?:[^'\\]|\\.)*' | "(?:[^"\\]|\\.)*\""""
_TOKEN = re.compile(_TOKENS.replace("TEXT", _TEXT), re.VERBOSE | re.DOTALL)
_XPATH_TOKEN = re.compile(_TOKENS.replace("TEXT", _XPATH_TEXT), re.VERBOSE)
_ESCAPED = re.compile(r"\\(['\"\\])")

_RELATIONS = {
    "=": "=", "==": "=", "===": "=", "eq": "=", "equal": "=",
    "!=": "!=", "<>": "!=", "ne": "!=", "notequal": "!=",
    "<": "<", "lt": "<", "less": "<",
    "<=": "<=", "le": "<=", "lessorequal": "<=",
    ">": ">", "gt": ">", "greater": ">",
    ">=": ">=", "ge": ">=", "greaterorequal": ">=",
    "contains": "contains", "contain": "contains",
    "notcontains": "notcontains", "notcontain": "notcontains",
    "anyof": "anyof", "allof": "allof", "noneof": "noneof",
}  # fmt: skip
_EMPTINESS = frozenset({"empty", "notempty"})
_AND, _OR, _NOT = {"and", "&&"}, {"or", "||"}, {"not", "!", "negate"}
_WORDS = frozenset({*_RELATIONS, *_EMPTINESS, "and", "or"})


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str


def parse(written: str, *, xpath: bool = False) -> Expression:
    """Return what an expression says.

    Args:
        written: The expression.
        xpath: Whether a backslash in a text is a sign like any other.

    Raises:
        NotExpressible: It is not of this grammar.
    """
    if len(written) > MAX_LENGTH:
        msg = f"it is longer than {MAX_LENGTH} characters"
        raise NotExpressible(msg)
    reader = _Reader(_tokens(written, xpath=xpath), xpath=xpath)
    found = reader.either()
    reader.require_end()
    return found


def _tokens(written: str, *, xpath: bool) -> list[_Token]:
    pattern = _XPATH_TOKEN if xpath else _TOKEN
    tokens: list[_Token] = []
    place, end = 0, len(written.rstrip())
    while place < end:
        match = pattern.match(written, place)
        if match is None:
            msg = f"{written[place:].strip()[:20]!r} is more than rules can say"
            raise NotExpressible(msg)
        kind = match.lastgroup or ""
        tokens.append(_Token(kind, match[kind]))
        place = match.end()
    return tokens


class _Reader:
    def __init__(self, tokens: list[_Token], *, xpath: bool) -> None:
        self._xpath = xpath
        self._tokens = [*tokens, _Token("end", "")]
        self._place = 0
        self._levels = 0

    def either(self) -> Expression:
        return self._joined(self._both, _OR, all_=False)

    def _both(self) -> Expression:
        return self._joined(self._one, _AND, all_=True)

    def _joined(
        self, part: Callable[[], Expression], words: set[str], *, all_: bool
    ) -> Expression:
        parts = [part()]
        while self._takes(words):
            parts.append(part())
        return parts[0] if len(parts) == 1 else Joined(all_, tuple(parts))

    def _one(self) -> Expression:
        self._levels += 1
        if self._levels > MOST_LEVELS:
            msg = f"it goes more than {MOST_LEVELS} levels deep"
            raise NotExpressible(msg)
        if self._takes(_NOT):
            found: Expression = Negated(self._one())
        else:
            found = self._compared()
        self._levels -= 1
        return found

    def _compared(self) -> Expression:
        left = self._term()
        word = self._word()
        if word in _EMPTINESS:
            self._next()
            return Call(word, (left,))
        if word in _RELATIONS:
            self._next()
            return Compared(left, _RELATIONS[word], self._term())
        return left

    def _term(self) -> Expression:
        token = self._next()
        match token.kind:
            case "name":
                found: Expression = Name(
                    token.text.strip("${} \t\n").rpartition("/")[2]
                )
            case "text":
                said = token.text[1:-1]
                found = Value(said if self._xpath else _ESCAPED.sub(r"\1", said))
            case "number":
                found = Value(token.text)
            case "sign":
                found = self._opened(token.text)
            case _:
                found = self._named(token)
        return found

    def _opened(self, sign: str) -> Expression:
        if sign == "(":
            found = self.either()
            self._require(")")
            return found
        if sign == "[":
            return Listed(self._list("]"))
        msg = f"{sign!r} stands where a question or value should"
        raise NotExpressible(msg)

    def _named(self, token: _Token) -> Expression:
        word = token.text.casefold()
        # XPath calls what stands between two terms elsewhere: contains(a, b).
        is_called = word in _RELATIONS and self._word() == "("
        if token.kind != "word" or (word in _WORDS and not is_called):
            msg = "it ends early" if token.kind == "end" else f"{token.text!r} is alone"
            raise NotExpressible(msg)
        if self._takes({"("}):
            return Call(word, self._list(")"))
        return Value(word) if word in {"true", "false"} else Name(token.text)

    def _list(self, end: str) -> tuple[Expression, ...]:
        if self._takes({end}):
            return ()
        parts = [self.either()]
        while self._takes({","}):
            parts.append(self.either())
        self._require(end)
        return tuple(parts)

    def require_end(self) -> None:
        token = self._tokens[self._place]
        if token.kind != "end":
            msg = f"{token.text!r} is more than rules can say"
            raise NotExpressible(msg)

    def _require(self, sign: str) -> None:
        if not self._takes({sign}):
            found = self._tokens[self._place].text
            msg = f"{sign!r} is missing before {found!r}" if found else "it ends early"
            raise NotExpressible(msg)

    def _takes(self, words: set[str]) -> bool:
        if self._word() in words:
            self._place += 1
            return True
        return False

    def _word(self) -> str:
        token = self._tokens[self._place]
        return token.text.casefold() if token.kind in {"sign", "word"} else ""

    def _next(self) -> _Token:
        token = self._tokens[self._place]
        self._place += token.kind != "end"
        return token

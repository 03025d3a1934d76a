"""Rules on earlier answers as short texts: `age >= 18 and not (visits = 0)`.

The joins bind as in speech: `not` before `and`, `and` before `or`; parentheses say it
otherwise.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from pollsvc.domain.rules import AllOf, AnyOf, Condition, Not, Relation, Rule
from pollsvc.domain.sentences import Sentence, sentence

MAX_NESTED = 20
SIGNS = {
    "==": Relation.EQUALS,
    "=": Relation.EQUALS,  # as it is written: the last sign of a relation counts
    "<": Relation.LESS_THAN,
    "<=": Relation.AT_MOST,
    ">=": Relation.AT_LEAST,
    ">": Relation.MORE_THAN,
}
_SIGN_OF = {relation: sign for sign, relation in SIGNS.items()}
_WORDS = ("and", "or", "not", "in", "contains", "is", "answered")
_RELATIONS = "=, !=, <, <=, >, >=, in, not in, contains, is answered"
_TOKEN = re.compile(
    r"\s*(?:(?P<quoted>\"(?:[^\"\\]|\\.)*\"|'[^']*')"
    r"|(?P<sign>[<>!=]=|[=<>(),])|(?P<word>[^\s(),\"'=<>!]+)|(?P<end>$))",
    re.DOTALL,
)
_QUESTION = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)?", re.ASCII)
_BARE = re.compile(r"-?[a-z0-9][a-z0-9_.-]*", re.ASCII)


class RuleUnreadable(ValueError):
    """A text is no rule; what it says tells where, and what would be right."""


@dataclass(frozen=True)
class _Token:
    place: int
    kind: str
    text: str

    def says(self, *words: str) -> bool:
        return self.kind != "quoted" and self.text in words


def read_rule_text(text: str) -> Rule:
    """Return the rule that a text says.

    Raises:
        RuleUnreadable: With a sentence that says where, and what would be right.
    """
    reader = _Reader([*_tokens(text)])
    rule = reader.either()
    reader.expect_end()
    return rule


def write_rule_text(rule: Rule) -> str | None:
    """Return the text that says exactly this rule, or None where none does."""
    text = _text(rule)
    try:
        return text if read_rule_text(text) == rule else None
    except RuleUnreadable:
        return None


def _stray(sign: str, place: int) -> Sentence:
    if sign in "\"'":
        return sentence(
            "Character {place}: {sign} is never closed.", place=place, sign=sign
        )
    return sentence(
        "Character {place}: {sign} has no meaning here.", place=place, sign=sign
    )


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    place = 0
    while not found or found[-1].kind != "end":
        match = _TOKEN.match(text, place)
        if match is None:
            start = place + len(text[place:]) - len(text[place:].lstrip())
            raise RuleUnreadable(_stray(text[start], start + 1))
        kind = str(match.lastgroup)
        found.append(_Token(match.start(kind) + 1, kind, match[kind]))
        place = match.end()
    return found


class _Reader:
    """Reads the tokens of one rule from the first to the last."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._next = 0
        self._depth = 0

    def either(self) -> Rule:
        return self._joined("or", self._both, AnyOf)

    def expect_end(self) -> None:
        if self._token.kind != "end":
            raise self._unreadable(sentence("write `and` or `or`, or end the rule"))

    @property
    def _token(self) -> _Token:
        return self._tokens[self._next]

    def _both(self) -> Rule:
        return self._joined("and", self._one, AllOf)

    def _joined(
        self,
        word: str,
        part: Callable[[], Rule],
        join: Callable[[tuple[Rule, ...]], Rule],
    ) -> Rule:
        parts = [part()]
        while self._takes(word):
            parts.append(part())
        return parts[0] if len(parts) == 1 else join(tuple(parts))

    def _one(self) -> Rule:
        self._depth += 1
        if self._depth > MAX_NESTED:
            raise self._unreadable(sentence("rules stand too deep within each other"))
        if self._takes("not"):
            rule: Rule = Not(self._one())
        elif self._takes("("):
            rule = self.either()
            self._expect(")")
        else:
            rule = self._condition()
        self._depth -= 1
        return rule

    def _condition(self) -> Rule:
        if self._token.kind != "word" or not _QUESTION.fullmatch(self._token.text):
            raise self._unreadable(
                sentence("write the code of a question, such as `visits = 0`")
            )
        question = self._take().text
        negative, relation = self._relation()
        condition = Condition(
            question=question, relation=relation, values=self._values(relation)
        )
        return Not(condition) if negative else condition

    def _relation(self) -> tuple[bool, Relation]:
        if self._takes("is"):
            negative = self._takes("not")
            self._expect("answered")
            return negative, Relation.ANSWERED
        if self._takes("not"):
            self._expect("in")
            return True, Relation.ONE_OF
        for word, relation in (
            ("in", Relation.ONE_OF),
            ("contains", Relation.CONTAINS),
        ):
            if self._takes(word):
                return False, relation
        if not self._token.says("!=", *SIGNS):
            raise self._unreadable(
                sentence("write one of {relations}", relations=_RELATIONS)
            )
        sign = self._take().text
        return sign == "!=", SIGNS[sign.lstrip("!")]

    def _values(self, relation: Relation) -> tuple[str, ...]:
        if relation is Relation.ANSWERED:
            return ()
        if relation is not Relation.ONE_OF:
            return (self._value(),)
        self._expect("(")
        values = [self._value()]
        while self._takes(","):
            values.append(self._value())
        self._expect(")")
        return tuple(values)

    def _value(self) -> str:
        token = self._token
        if token.kind not in ("word", "quoted"):
            raise self._unreadable(
                sentence("write a value, in quotes where it has spaces")
            )
        self._take()
        if token.kind == "word":
            return token.text
        inside = token.text[1:-1]
        is_double = token.text.startswith('"')
        return re.sub(r"\\(.)", r"\1", inside, flags=re.DOTALL) if is_double else inside

    def _take(self) -> _Token:
        token = self._token
        self._next += 1
        return token

    def _takes(self, word: str) -> bool:
        if not self._token.says(word):
            return False
        self._take()
        return True

    def _expect(self, word: str) -> None:
        if not self._takes(word):
            raise self._unreadable(sentence("write `{word}`", word=word))

    def _unreadable(self, right: Sentence) -> RuleUnreadable:
        token = self._token
        if token.kind == "end":
            return RuleUnreadable(
                sentence(
                    "Character {place}: the rule ends; {right}.",
                    place=token.place,
                    right=right,
                )
            )
        return RuleUnreadable(
            sentence(
                "Character {place}: here stands {found}; {right}.",
                place=token.place,
                found=token.text,
                right=right,
            )
        )


def _text(rule: Rule) -> str:
    match rule:
        case AllOf(rules) | AnyOf(rules):
            word = " and " if isinstance(rule, AllOf) else " or "
            return word.join(map(_inner, rules))
        case Not(inner):
            if isinstance(inner, Condition):
                return _negative(inner)
            return f"not ({_text(inner)})"
        case Condition():
            return f"{rule.question} {_said(rule)}"


def _inner(rule: Rule) -> str:
    return f"({_text(rule)})" if isinstance(rule, AllOf | AnyOf) else _text(rule)


def _negative(condition: Condition) -> str:
    question, said = condition.question, _said(condition)
    match condition.relation:
        case Relation.EQUALS:
            return f"{question} !{said}"
        case Relation.ONE_OF:
            return f"{question} not {said}"
        case Relation.ANSWERED:
            return f"{question} is not answered"
        case _:
            return f"not {question} {said}"


def _said(condition: Condition) -> str:
    values = [*map(_quoted, condition.values)]
    match condition.relation:
        case Relation.ANSWERED:
            return "is answered"
        case Relation.ONE_OF:
            return f"in ({', '.join(values)})"
        case Relation.CONTAINS:
            return f"contains {' '.join(values)}"
        case relation:
            return f"{_SIGN_OF[relation]} {' '.join(values)}"


def _quoted(value: str) -> str:
    if _BARE.fullmatch(value) and value not in _WORDS:
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'

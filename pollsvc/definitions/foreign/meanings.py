"""What an expression of another tool means as a rule of ours."""

from collections.abc import Callable
from dataclasses import dataclass

from pollsvc.definitions.foreign.conditions import (
    NEVER,
    YES,
    Subject,
    among,
    answered,
    contains,
    equal,
    measured,
    one_of,
    related,
    selected,
    unanswered,
)
from pollsvc.definitions.foreign.expressions import (
    Call,
    Compared,
    Expression,
    Joined,
    Listed,
    Name,
    Negated,
    NotExpressible,
    Value,
)
from pollsvc.domain.rules import AllOf, AnyOf, Not, Rule

_MIRRORED = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
_LENGTHS = frozenset({"count-selected", "string-length", "strlen", "count"})
_CASTS = frozenset({"date", "number", "int", "string", "intval", "format-date", "trim"})


Find = Callable[[str], Subject | None]


@dataclass(frozen=True)
class Always:
    """What holds for everybody."""


def rule_of(expression: Expression, find: Find) -> Rule | None:
    """Return the rule that an expression means; None: it holds for everybody.

    Raises:
        NotExpressible: No rule says this.
    """
    meaning = _Reading(find).meaning(expression)
    return None if isinstance(meaning, Always) else meaning


@dataclass(frozen=True)
class _Reading:
    find: Find

    def meaning(self, expression: Expression) -> Rule | Always:
        match expression:
            case Joined(all_, parts):
                found = _joined([*map(self.meaning, parts)], all_=all_)
            case Negated(part):
                found = _negated(self.meaning(part))
            case Compared(left, relation, right):
                found = self._compared(left, relation, right)
            case Call(function, given):
                found = self._called(function, given)
            case _:
                found = self._alone(expression)
        return found

    def _alone(self, expression: Expression) -> Rule | Always:
        if isinstance(expression, Value):
            if expression.text.casefold() in YES:
                return Always()
            raise NotExpressible(NEVER)
        if isinstance(expression, Name):
            subject = self._subject(expression)
            if subject.option is not None or "true" in subject.codes:
                return equal(subject, "true")
        msg = "it does not say what an answer is to be"
        raise NotExpressible(msg)

    def _called(self, function: str, given: tuple[Expression, ...]) -> Rule | Always:
        match function, given:
            case (("true" | "false"), ()):
                return self._alone(Value(function))
            case (("boolean" | "bool"), (part,)):
                return self.meaning(part)
            case "selected", (Value(listed), Name() as name):
                return one_of(self._subject(name), listed.split())
            case _, (Name() as name, *values) if len(values) == _VALUES.get(function):
                said = [*map(_said, values)]
                return _CALLS[function](self._subject(name), *said)
        msg = f"{function}() is more than rules can say"
        raise NotExpressible(msg)

    def _compared(self, left: Expression, relation: str, right: Expression) -> Rule:
        left, right = _uncast(left), _uncast(right)
        if not _is_about(left) and _is_about(right) and relation in _MIRRORED:
            left, right, relation = right, left, _MIRRORED[relation]
        match left:
            case Name():
                subject = self._subject(left)
            case Call(function, (Name() as name,)) if function in _LENGTHS:
                return measured(self._subject(name), relation, _said(right))
            case _:
                msg = "it compares something else than one question with a value"
                raise NotExpressible(msg)
        if isinstance(right, Listed):
            return among(subject, relation, [_said(each) for each in right.values])
        return related(subject, relation, _said(right))

    def _subject(self, name: Name) -> Subject:
        found = self.find(name.name)
        if found is None:
            msg = f"{name.name!r} is no question that was carried over"
            raise NotExpressible(msg)
        return found


def _negated(meaning: Rule | Always) -> Rule:
    if isinstance(meaning, Always):
        raise NotExpressible(NEVER)
    return Not(meaning)


def _joined(meanings: list[Rule | Always], *, all_: bool) -> Rule | Always:
    rules = [each for each in meanings if not isinstance(each, Always)]
    if len(rules) < len(meanings) and not (all_ and rules):
        return Always()
    if len(rules) == 1:
        return rules[0]
    return AllOf(tuple(rules)) if all_ else AnyOf(tuple(rules))


def _is_about(expression: Expression) -> bool:
    is_length = isinstance(expression, Call) and expression.function in _LENGTHS
    return is_length or isinstance(expression, Name)


def _uncast(expression: Expression) -> Expression:
    match expression:
        case Call(function, (inner, *_)) if function in _CASTS:
            return _uncast(inner)
        case Call("concat", parts) if all(isinstance(p, Value) for p in parts):
            return Value("".join(map(_said, parts)))
        case Call(("true" | "false") as word, ()):
            return Value(word)
        case _:
            pass
    return expression


def _said(expression: Expression) -> str:
    match _uncast(expression):
        case Value(text):
            return text
        case Listed((one,)):
            return _said(one)
        case _:
            pass
    msg = "it compares with something that is not written out"
    raise NotExpressible(msg)


_CALLS: dict[str, Callable[..., Rule]] = {
    "selected": selected,
    "contains": contains,
    "empty": unanswered,
    "is_empty": unanswered,
    "notempty": answered,
}
_VALUES = {"selected": 1, "contains": 1, "empty": 0, "is_empty": 0, "notempty": 0}
"""With how many values each is called, beside the question."""

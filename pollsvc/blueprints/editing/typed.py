"""What was typed into the form of a question, by the names of its fields."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pollsvc.domain.questionnaires import OptionRole, Question, QuestionKind
from pollsvc.web.rule_lines import MOST_CONDITIONS, RuleLine


@dataclass(frozen=True, kw_only=True)
class Typed:
    """A form's fields.

    Attributes:
        values: Every value by its field's name.
    """

    values: Mapping[str, Sequence[str]]

    def one(self, name: str) -> str:
        """Return the value of a field; "" where it is absent."""
        found = self.values.get(name) or ("",)
        # Browsers count a line's end as one character, and send two.
        return str(found[0]).replace("\r\n", "\n")

    def all(self, name: str) -> tuple[str, ...]:
        """Return the values of a group of boxes."""
        return tuple(map(str, self.values.get(name, ())))

    def ticked(self, name: str) -> bool:
        """Return whether a box is ticked."""
        return bool(self.one(name))

    def kind(self, otherwise: QuestionKind) -> QuestionKind:
        """Return the kind that was picked."""
        said = self.one("kind")
        return next((kind for kind in QuestionKind if kind == said), otherwise)

    def conditions(self) -> tuple[RuleLine, ...]:
        """Return the lines of the rule."""
        return tuple(
            RuleLine(
                question=self.one(f"if{number}_question"),
                relation=self.one(f"if{number}_relation"),
                values=tuple(v for v in self.all(f"if{number}_value") if v.strip()),
            )
            for number in range(MOST_CONDITIONS)
            if self.one(f"if{number}_question")
        )

    def with_conditions(self, conditions: Sequence[RuleLine]) -> "Typed":
        """Return the form with other lines in its rule."""
        kept = {n: v for n, v in self.values.items() if not _is_of_a_condition(n)}
        return Typed(values={**kept, **written_conditions(conditions)})

    def having(self, **given: str) -> "Typed":
        """Return the form with other values in some fields."""
        return Typed(values={**self.values, **{n: (v,) for n, v in given.items()}})


def written_conditions(
    conditions: Sequence[RuleLine],
) -> dict[str, tuple[str, ...]]:
    """Return the fields that hold the lines of a rule."""
    fields: dict[str, tuple[str, ...]] = {}
    for number, each in enumerate(conditions[:MOST_CONDITIONS]):
        fields[f"if{number}_question"] = (each.question,)
        fields[f"if{number}_relation"] = (each.relation,)
        fields[f"if{number}_value"] = each.values
    return fields


def apart_name(role: OptionRole) -> str:
    """Return the name of the box by which an option beside the answers is offered."""
    return f"offer_{role.value}"


def apart_label(role: OptionRole) -> str:
    """Return the name of the field with its words."""
    return f"label_{role.value}"


def limit_name(name: str) -> str:
    """Return the name of the field for a limit."""
    return f"limit_{name}"


def first_of(question: Question, role: OptionRole) -> str | None:
    """Return the code of the first option with a role, or None."""
    return next((o.code for o in question.options if o.role is role), None)


def _is_of_a_condition(name: str) -> bool:
    head, _, tail = name.partition("_")
    return head.removeprefix("if").isdecimal() and tail in (
        "question",
        "relation",
        "value",
    )

"""A question as form fields: what the question templates draw, one row per kind."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class OptionField:
    """One native radio or checkbox.

    Attributes:
        apart: Whether a divider "or" stands before it: the first of don't know
            and prefer not to say.
    """

    id: str
    value: str
    label: str
    checked: bool = False
    apart: bool = False


@dataclass(frozen=True, kw_only=True)
class QuestionField:
    """One question of the form.

    Attributes:
        name: The form field's name: the question's code.
        template: The template that draws this kind, e.g. "questions/single.html".
        error: What is wrong with the answer given, or None.
    """

    name: str
    template: str
    legend: str
    hint: str | None = None
    options: tuple[OptionField, ...] = ()
    error: str | None = None

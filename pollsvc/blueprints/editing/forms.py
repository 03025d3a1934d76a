"""The forms of the survey editor: their token, what their author saw and typed."""

from collections.abc import Mapping

from flask import request
from flask_wtf import FlaskForm
from wtforms import HiddenField

from pollsvc.blueprints.editing.typed import Typed

PRESS = "press"
SAVE, AUTOSAVE, LOOK, MINE = "save", "autosave", "look", "mine"
ADD_CONDITION, DROP_CONDITION = "add_condition", "drop_condition"
KEPT_IN_PAGE = (LOOK, ADD_CONDITION, DROP_CONDITION)
"""What only changes the page, so that nothing is stored."""

TO_OUTLINE = (SAVE, "outline")
"""Saves a question and goes on to the outline."""


class SeenForm(FlaskForm):  # type: ignore[misc]
    """The part that every form has: its token, and the state its author looked at."""

    seen = HiddenField()


def sent() -> Typed:
    """Return what was typed into the form that was sent."""
    values: Mapping[str, list[str]] = request.form.to_dict(flat=False)
    return Typed(values=values)


def pressed() -> tuple[str, str]:
    """Return which button was pressed, and what it was about."""
    kind, _, what = request.form.get(PRESS, SAVE).partition(":")
    return kind, what

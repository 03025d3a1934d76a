"""The editor's form, and the choices it offers."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import TypeVar

from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, StringField, TextAreaField

from pollsvc.domain.release_policies import ReleasePolicy, Visibility
from pollsvc.domain.schedules import known_zones
from pollsvc.domain.sentences import sentence
from pollsvc.web.fields import Choice
from pollsvc.web.moments import LAST_MINUTE

PRESS = "press"
MOST_TEXT = 10_000
"""Characters the box takes: twice as many, in any script, still fit into a request."""

MOST_DEFINITION = 20_000
"""Characters of a definition; in any script, so many fit into a request."""

_Word = TypeVar("_Word", bound=StrEnum)
_REGIONS = (
    "Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia",
    "Europe", "Indian", "Pacific",
)  # fmt: skip


class EditorForm(FlaskForm):  # type: ignore[misc]
    """Everything an author decides, as typed; `drafts` makes sense of it."""

    text = TextAreaField()
    dont_know = BooleanField(default=True)
    refuse = BooleanField(default=True)
    results = StringField(default=Visibility.ON_VOTE.value)
    release = StringField(default=ReleasePolicy.BATCHED.value)
    closing = StringField(default="date")
    closes_date = StringField()
    closes_time = StringField(default=LAST_MINUTE)
    lasts = StringField(default="14")
    lasts_unit = StringField(default="days")
    opens_date = StringField()
    opens_time = StringField(default="09:00")
    zone = StringField(default="UTC")
    repeats = StringField()
    every = StringField(default="10")
    place = StringField(default="first")
    weekday = StringField(default="monday")
    times = StringField()
    until = StringField()
    title = StringField()
    slug = StringField()
    sites = TextAreaField()
    keep_days = StringField()
    # What stood in the box before a set of answers took its place.
    replaced = HiddenField()
    # Which version of the stored draft the author has been looking at.
    seen = HiddenField()
    # What the author says of words that change after people have answered.
    meaning = StringField()


class DefinitionForm(FlaskForm):  # type: ignore[misc]
    """A definition as typed, and which version of the draft its author looks at."""

    definition = TextAreaField()
    seen = HiddenField()
    meaning = StringField()


VISIBILITY = {
    Visibility.ON_VOTE: sentence(
        "People who have answered; everybody once the poll has closed"
    ),
    Visibility.ALWAYS: sentence(
        "Everybody, at any time. Who sees results first may be swayed by them"
    ),
    Visibility.ON_CLOSE: sentence("Everybody, once the poll has closed"),
    Visibility.STAFF_ONLY: sentence("Only staff"),
}
RELEASE = {
    ReleasePolicy.BATCHED: sentence(
        "In steps of at least 10 answers while it is open, so that nobody can tell "
        "from the numbers what the last person chose; all of them once it has closed"
    ),
    ReleasePolicy.LIVE: sentence(
        "At once, answer by answer. For harmless questions only: somebody who keeps "
        "looking can tell what one person chose"
    ),
}


def radio_choices(
    name: str, labels: Mapping[_Word, str], chosen: str
) -> tuple[Choice, ...]:
    """Return a group of radios with one chosen."""
    return tuple(
        Choice(value=value, label=label, id=f"{name}-{value}", checked=value == chosen)
        for value, label in labels.items()
    )


def zone_choices(chosen: str) -> tuple[Choice, ...]:
    """Return the named time zones, and the one chosen."""
    known = _zones()
    return known if chosen in {c.value for c in known} else _choices({chosen}) + known


@cache
def _zones() -> tuple[Choice, ...]:
    named = {z for z in known_zones() if z.partition("/")[0] in _REGIONS}
    return (Choice(value="UTC", label="UTC"), *_choices(named))


def _choices(values: set[str]) -> tuple[Choice, ...]:
    return tuple(Choice(value=v, label=v.replace("_", " ")) for v in sorted(values))

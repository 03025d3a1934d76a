"""What a definition may say: the fields that its reader and its JSON Schema share."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pollsvc.domain.questionnaires import (
    CODE,
    LANGUAGE,
    MAX_TEXT,
    QUESTION_CODE,
    OptionRole,
    QuestionKind,
)
from pollsvc.domain.release_policies import ReleasePolicy, Visibility
from pollsvc.domain.repeats import WORDS, Place, Weekday
from pollsvc.domain.schedule_rules import MOST_TIMES

Schema = dict[str, Any]

TEXT: Schema = {"type": ["string", "number", "boolean"], "maxLength": MAX_TEXT}
FLAG: Schema = {"enum": [True, False, "yes", "no", "on", "off"]}
COUNT: Schema = {
    "type": ["integer", "string"],
    "minimum": 1,
    "maximum": 999_999,
    "pattern": "^[1-9][0-9]{0,5}$",
}
MOMENT: Schema = {"type": "string", "pattern": "^\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:\\d{2}"}
DAY: Schema = {"type": "string", "pattern": "^\\d{4}-\\d{2}-\\d{2}$"}
_ON = f"({'|'.join(Place)}) ({'|'.join(Weekday)})"
REPEATS: Schema = {
    "type": "string",
    "pattern": f"^({'|'.join(WORDS)}|every [1-9][0-9]{{0,2}} days?|{_ON})$",
}
RULE: Schema = {"$ref": "#/$defs/rule"}
LABEL_OR_FLAG: Schema = {"type": ["boolean", "string"], "maxLength": MAX_TEXT}


def code(pattern: str) -> Schema:
    """Return the schema of a code, which YAML may take for a number."""
    return {"type": ["string", "integer"], "pattern": f"^{pattern}$"}


def word(*words: str) -> Schema:
    """Return the schema of one of some words."""
    return {"enum": [*words]}


def listed(entry: Schema, **more: int) -> Schema:
    """Return the schema of a list."""
    return {"type": "array", "items": entry, **more}


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field, as people write it.

    Attributes:
        says: What it means, for those who write it.
        schema: What its value looks like, as JSON Schema says it.
        example: What it looks like where it must not be missing; "": it may be.
        kinds: The kinds of question that have it; empty: all.
    """

    name: str
    says: str
    schema: Mapping[str, Any] = field(hash=False)
    example: str = ""
    kinds: tuple[QuestionKind, ...] = ()


Table = tuple[Field, ...]

_CHOICES = (
    QuestionKind.SINGLE,
    QuestionKind.MULTIPLE,
    QuestionKind.SCALE,
    QuestionKind.RANK,
    QuestionKind.MATRIX,
)
NEED_OPTIONS = frozenset(_CHOICES) - {QuestionKind.SCALE}
"""The kinds that cannot be asked without options; a scale may have points instead."""

_SHUFFLED = tuple(kind for kind in _CHOICES if kind is not QuestionKind.SCALE)

POLL: Table = (
    Field(
        name="poll",
        says="Its name in addresses.",
        schema=code("[a-z0-9]+(-[a-z0-9]+)*"),
        example="poll: pharmacy-visits",
    ),
    Field(
        name="title",
        says="Its name for staff and in lists.",
        schema=TEXT,
        example="title: Pharmacy visits",
    ),
    Field(
        name="language",
        says="The language of its texts.",
        schema={"type": ["string", "boolean"], "pattern": f"^{LANGUAGE.pattern}$"},
    ),
    Field(name="version", says="The version of the questionnaire.", schema=COUNT),
    Field(
        name="answered_for",
        says="Whether it asks first for whom people answer, in ready-made words.",
        schema=FLAG,
    ),
    Field(
        name="questions",
        says="What is asked.",
        schema=listed({"$ref": "#/$defs/question"}, minItems=1),
        example="questions: [{code: visits, text: ..., options: [...]}]",
    ),
    Field(
        name="pages",
        says="Which questions stand together; without it each has a page of its own.",
        schema=listed({"$ref": "#/$defs/page"}),
    ),
    Field(
        name="translations",
        says="Its texts in other languages.",
        schema={"$ref": "#/$defs/translations"},
    ),
    Field(name="results", says="Who may look.", schema=word(*Visibility)),
    Field(
        name="release",
        says="In what steps counts become public.",
        schema=word(*ReleasePolicy),
    ),
    Field(
        name="schedule",
        says="When it opens and closes.",
        schema={"$ref": "#/$defs/schedule"},
    ),
    Field(
        name="sites",
        says="The sites that may show it in a frame.",
        schema=listed({"type": "string", "pattern": "^https?://"}),
    ),
    Field(
        name="keep_days",
        says="For how many days after its close single answers are kept.",
        schema=COUNT,
    ),
)

SCHEDULE: Table = (
    Field(name="opens", says="The local time at which it opens.", schema=MOMENT),
    Field(name="closes", says="The local time at which it closes.", schema=MOMENT),
    Field(
        name="lasts",
        says="In place of closes, for how long it is open: 14 days, or 36 hours.",
        schema={"type": "string", "pattern": "^[1-9][0-9]{0,3} (day|hour)s?$"},
    ),
    Field(name="zone", says="The time zone.", schema={"type": "string"}),
    Field(
        name="repeats",
        says="How often it is asked again, such as monthly or every 10 days.",
        schema=REPEATS,
    ),
    Field(
        name="times",
        says="How many dates there are in all; without it and until, no end.",
        schema=COUNT | {"maximum": MOST_TIMES},
    ),
    Field(name="until", says="The last day on which it may open.", schema=DAY),
    Field(
        name="skips",
        says="The days of openings that are left out.",
        schema=listed(DAY),
    ),
    Field(
        name="stopped",
        says="Whether it is not asked again for now.",
        schema=FLAG,
    ),
)

QUESTION: Table = (
    Field(
        name="code",
        says="Its column in the data.",
        schema=code(QUESTION_CODE.pattern),
        example="code: visits",
    ),
    Field(name="kind", says="How it is answered.", schema=word(*QuestionKind)),
    Field(
        name="text",
        says="The exact wording.",
        schema=TEXT,
        example="text: How often do you go to the pharmacy?",
    ),
    Field(name="hint", says="A line below it.", schema=TEXT),
    Field(
        name="options",
        says="What can be chosen, or put in order.",
        schema=listed({"$ref": "#/$defs/option"}),
        example='options: ["0: Never", "1: Once a month"]',
    ),
    Field(
        name="points",
        says="The points of a scale, called as they are counted, such as 0-10.",
        schema={
            "type": "string",
            "pattern": "^[0-9]{1,3} ?(-|\u2013|to) ?[0-9]{1,3}$",
        },
        kinds=(QuestionKind.SCALE,),
    ),
    Field(
        name="rows",
        says="The rows of a matrix; each is answered by one of the options.",
        schema=listed({"$ref": "#/$defs/row"}, minItems=1),
        example='rows: ["hands: Hands", "feet: Feet"]',
        kinds=(QuestionKind.MATRIX,),
    ),
    Field(
        name="dont_know",
        says="Whether people may say don't know, or what to call it.",
        schema=LABEL_OR_FLAG,
    ),
    Field(
        name="refuse",
        says="Whether people may prefer not to say, or what to call it.",
        schema=LABEL_OR_FLAG,
    ),
    Field(
        name="shuffled",
        says="Whether each respondent meets the options, or rows, in another order.",
        schema=FLAG,
        kinds=_SHUFFLED,
    ),
    Field(name="required", says="Whether it must be answered.", schema=FLAG),
    Field(name="reason", says="Why it must be answered.", schema=TEXT),
    Field(name="show_if", says="On which earlier answers it is asked.", schema=RULE),
)
"""The fields of every question; what only some kinds limit stands in `limits`."""

OPTION: Table = (
    Field(
        name="code",
        says="What stands in the data.",
        schema=code(CODE.pattern),
        example="code: other",
    ),
    Field(
        name="label",
        says="What people read.",
        schema=TEXT,
        example="label: Once a month",
    ),
    Field(
        name="role",
        says="What choosing it says.",
        schema=word(*OptionRole),
    ),
    Field(
        name="fixed",
        says="Whether it keeps its place where the others are shuffled.",
        schema=FLAG,
    ),
)

ROW: Table = OPTION[:2]

PAGE: Table = (
    Field(
        name="questions",
        says="The codes of the questions on it, in order.",
        schema=listed(code(QUESTION_CODE.pattern), minItems=1),
        example="questions: [visits, reasons]",
    ),
    Field(name="title", says="What stands above them.", schema=TEXT),
    Field(name="show_if", says="On which earlier answers it is shown.", schema=RULE),
)

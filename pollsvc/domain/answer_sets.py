"""Sets of answers that many questions share, one press each."""

from dataclasses import dataclass

from pollsvc.domain.questionnaires import Option
from pollsvc.domain.sentences import sentence


@dataclass(frozen=True, kw_only=True)
class AnswerSet:
    """Answers that go together.

    Attributes:
        name: Its name in forms and addresses.
        title: Its name for people.
        options: The answers, in order.
    """

    name: str
    title: str
    options: tuple[Option, ...]


def _set(name: str, title: str, **labels: str) -> AnswerSet:
    options = tuple(
        Option(code=code.removeprefix("_"), label=label)
        for code, label in labels.items()
    )
    return AnswerSet(name=name, title=title, options=options)


TIMES_A_MONTH = _set(
    "times_a_month",
    sentence("Times a month"),
    _0="None",
    _1="Once",
    _2="Twice",
    _3="3 times",
    _4="4 times",
    _5="5 or more times",
)
YES_NO = _set("yes_no", sentence("Yes / No"), yes="Yes", no="No")
AGREE = _set(
    "agree",
    sentence("Agree (5)"),
    _1="Strongly disagree",
    _2="Disagree",
    _3="Neither agree nor disagree",
    _4="Agree",
    _5="Strongly agree",
)
HOW_OFTEN = _set(
    "how_often",
    sentence("How often (5)"),
    _1="Never",
    _2="Rarely",
    _3="Sometimes",
    _4="Often",
    _5="Always",
)
DIFFICULTY = _set(
    "difficulty",
    sentence("Very easy to very hard (5)"),
    _1="Very easy",
    _2="Easy",
    _3="Neither easy nor hard",
    _4="Hard",
    _5="Very hard",
)

ANSWER_SETS = {
    answer_set.name: answer_set
    for answer_set in (TIMES_A_MONTH, YES_NO, AGREE, HOW_OFTEN, DIFFICULTY)
}
"""Every set by its name, in the order of their buttons."""

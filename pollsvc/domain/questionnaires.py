"""What is asked: questionnaires, questions and options, and the rules they keep."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from pollsvc.domain.texts import is_blank, text_problem

CODE = re.compile(r"[a-z0-9][a-z0-9_]{0,31}", re.ASCII)
"""Codes become column names: ASCII, lower case, at most 32 characters (Stata)."""

QUESTION_CODE = re.compile(r"(?!.*__)[a-z][a-z0-9_]{0,31}", re.ASCII)
"""R, SPSS and Stata want a letter first; `__` joins a code to a part of it."""

RESERVED_CODES = ("response", "poll", "version", "wave", "language")
"""The columns of an exported file that are not questions."""

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", re.ASCII)

MAX_OPTIONS = 50
MAX_TEXT = 500


class QuestionKind(StrEnum):
    """How a question is answered; each kind is a row in every registry."""

    SINGLE = "single"


class OptionRole(StrEnum):
    """What choosing an option says: an answer, or one of the ways of giving none."""

    SUBSTANTIVE = "substantive"
    DONT_KNOW = "dont_know"
    REFUSE = "refuse"


@dataclass(frozen=True, kw_only=True)
class Option:
    """One choice: a stable code and the label people read."""

    code: str
    label: str
    role: OptionRole = OptionRole.SUBSTANTIVE


DONT_KNOW = Option(code="dont_know", label="Don't know", role=OptionRole.DONT_KNOW)
REFUSE = Option(code="refuse", label="Prefer not to say", role=OptionRole.REFUSE)


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question with its options, substantive ones first, in the shown order."""

    code: str
    text: str
    options: tuple[Option, ...]
    kind: QuestionKind = QuestionKind.SINGLE
    hint: str | None = None
    required: bool = False

    def option(self, code: str) -> Option | None:
        """Return the option with this code, or None."""
        return next((o for o in self.options if o.code == code), None)

    @property
    def substantive(self) -> tuple[Option, ...]:
        """The options that are answers, in the shown order."""
        return tuple(o for o in self.options if o.role is OptionRole.SUBSTANTIVE)


@dataclass(frozen=True, kw_only=True)
class Questionnaire:
    """What is asked in one version of a poll."""

    questions: tuple[Question, ...]
    version: int = 1
    language: str = "en"

    def question(self, code: str) -> Question | None:
        """Return the question with this code, or None."""
        return next((q for q in self.questions if q.code == code), None)


def problems_of(questionnaire: Questionnaire) -> dict[str, str]:
    """Return a sentence for each part that breaks a rule, by its path.

    Paths read like `questions[0].options[2]`. An empty dict means all is well.
    """
    found: dict[str, str] = {}
    if not questionnaire.questions:
        found["questions"] = "A poll needs a question."
    if not LANGUAGE.fullmatch(questionnaire.language):
        found["language"] = (
            f"{questionnaire.language!r} is not a language; write one like en or pt-BR."
        )
    seen: set[str] = set()
    for number, question in enumerate(questionnaire.questions):
        where = f"questions[{number}]"
        if question.code in seen:
            found[where] = f"The question code {question.code!r} is used twice."
        seen.add(question.code)
        for path, sentence in _question_problems(question):
            found.setdefault(f"{where}{path}", sentence)
    return found


def _question_problems(question: Question) -> Iterator[tuple[str, str]]:
    if question.code in RESERVED_CODES:
        reserved = ", ".join(RESERVED_CODES)
        yield ".code", f"Choose another question code than {reserved}."
    elif not QUESTION_CODE.fullmatch(question.code):
        yield ".code", _question_code_sentence(question.code)
    if is_blank(question.text):
        yield ".text", "Write the question."
    elif len(question.text) > MAX_TEXT:
        yield ".text", f"Keep the question under {MAX_TEXT} characters."
    elif problem := text_problem(question.text):
        yield ".text", problem
    yield from _hint_problems(question.hint or "")
    if len(question.substantive) < 2:  # noqa: PLR2004 -- one option is no choice
        yield ".options", "Write at least two answers to choose from."
    if len(question.options) > MAX_OPTIONS:
        yield ".options", f"Offer at most {MAX_OPTIONS} answers."
    yield from _option_problems(question.options)


def _hint_problems(hint: str) -> Iterator[tuple[str, str]]:
    if len(hint) > MAX_TEXT:
        yield ".hint", f"Keep the hint under {MAX_TEXT} characters."
    elif problem := text_problem(hint):
        yield ".hint", problem


def _option_problems(options: tuple[Option, ...]) -> Iterator[tuple[str, str]]:
    codes: set[str] = set()
    labels: set[str] = set()
    for number, option in enumerate(options):
        where = f".options[{number}]"
        if not CODE.fullmatch(option.code):
            yield where, _option_code_sentence(option.code)
        if is_blank(option.label):
            yield where, "An answer has no words."
        elif len(option.label) > MAX_TEXT:
            yield where, f"Keep each answer under {MAX_TEXT} characters."
        elif problem := text_problem(option.label):
            yield where, problem
        if option.label.casefold() in labels:
            yield where, f"The answer {option.label!r} stands there twice."
        if option.code in codes:
            yield where, f"The answer code {option.code!r} is used twice."
        codes.add(option.code)
        labels.add(option.label.casefold())


def _option_code_sentence(code: str) -> str:
    return (
        f"The answer code {code!r} must be 1 to 32 lower-case letters a-z, digits "
        "or underscores, and start with a letter or digit."
    )


def _question_code_sentence(code: str) -> str:
    return (
        f"The question code {code!r} must be 1 to 32 lower-case letters a-z, digits "
        "or single underscores, and start with a letter."
    )

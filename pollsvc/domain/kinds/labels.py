"""Whether the codes and labels of what is listed, options or rows, keep the rules."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pollsvc.domain.kinds.kind import Problem
from pollsvc.domain.questionnaires import CODE, MAX_TEXT, Option, Row
from pollsvc.domain.sentences import Sentence, sentence, template
from pollsvc.domain.texts import is_blank, text_problem


@dataclass(frozen=True, kw_only=True)
class ListWords:
    """What is said of the parts of one list: templates with {label}, {code}, {most}."""

    same_label: str
    same_code: str
    wrong_code: str
    empty: str
    long: str


ANSWERS = ListWords(
    same_label=template("The answer {label!r} stands there twice."),
    same_code=template("The answer code {code!r} is used twice."),
    wrong_code=template(
        "The answer code {code!r} must be 1 to 32 lower-case letters a-z, digits "
        "or underscores, and start with a letter or digit."
    ),
    empty=template("There is an empty answer: write its words."),
    long=template("Keep each answer under {most} characters."),
)
ROWS = ListWords(
    same_label=template("The row {label!r} stands there twice."),
    same_code=template("The row code {code!r} is used twice."),
    wrong_code=template(
        "The row code {code!r} must be 1 to 32 lower-case letters a-z, digits "
        "or underscores, and start with a letter or digit."
    ),
    empty=template("There is an empty row: write its words."),
    long=template("Keep each row under {most} characters."),
)


def label_problems(
    parts: Sequence[Option | Row], words: ListWords, *, path: str
) -> Iterator[Problem]:
    """Yield what is wrong with the codes and labels of a list.

    Args:
        parts: What is listed.
        words: What is said of them.
        path: Where it is listed in its question, e.g. ".options".
    """
    codes = Counter(part.code for part in parts)
    labels = Counter(part.label.casefold() for part in parts)
    for number, part in enumerate(parts):
        problem = _code_problem(part.code, words) or _label_problem(part.label, words)
        if problem is None and labels[part.label.casefold()] > 1:
            problem = sentence(words.same_label, label=part.label)
        if problem is None and codes[part.code] > 1:
            problem = sentence(words.same_code, code=part.code)
        if problem is not None:
            yield f"{path}[{number}]", problem


def words_problem(text: str, *, too_long: Sentence) -> str | None:
    """Return what is wrong with words that may be left out, or None.

    Args:
        text: The words.
        too_long: What to say where they are longer than a text may be.
    """
    if len(text) > MAX_TEXT:
        return too_long
    return text_problem(text)


def taken_problems(
    parts: Sequence[Option | Row], code: str, *, path: str
) -> Iterator[Problem]:
    """Yield a problem for each part with a code that the form itself has a use for."""
    for number, part in enumerate(parts):
        if part.code == code:
            yield (
                f"{path}[{number}]",
                sentence("Choose another code than {code!r}.", code=code),
            )


def _code_problem(code: str, words: ListWords) -> str | None:
    return None if CODE.fullmatch(code) else sentence(words.wrong_code, code=code)


def _label_problem(label: str, words: ListWords) -> str | None:
    if is_blank(label):
        return sentence(words.empty)
    if len(label) > MAX_TEXT:
        return sentence(words.long, most=MAX_TEXT)
    return text_problem(label)

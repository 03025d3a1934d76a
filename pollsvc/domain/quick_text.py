"""A question written as text: first the question, then one answer per line."""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from pollsvc.domain.questionnaires import (
    CODE,
    DONT_KNOW,
    REFUSE,
    Option,
    OptionRole,
    Question,
)
from pollsvc.domain.texts import spelled

MAX_CODE = 32
_DIGEST = 8
_TAKEN = frozenset({DONT_KNOW.code, REFUSE.code})

_LIST_MARK = re.compile(r"(?:[-*•·‣◦○☐\u2013\u2014]|\[ ?\]|\( ?\)|[0-9]{1,2}[.)])\s+")
_CODED = re.compile(rf"({CODE.pattern}):\s+(\S.*)", re.ASCII)
_UNREADABLE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")

_WAYS_OUT = {
    "don't know": DONT_KNOW,
    "dont know": DONT_KNOW,
    "i don't know": DONT_KNOW,
    "not sure": DONT_KNOW,
    "unsure": DONT_KNOW,
    "prefer not to say": REFUSE,
    "prefer not to answer": REFUSE,
    "rather not say": REFUSE,
}


@dataclass(frozen=True, kw_only=True)
class _Line:
    """One answer as written: its code is None where it follows from the label."""

    label: str
    code: str | None = None


def read_question(text: str, *, code: str) -> Question:
    """Return the question that a text says; rules are checked elsewhere.

    The first line is the question, empty while it is not written yet; every further
    line that is not empty is an option. Marks of lists are taken off, `code: label`
    gives an option a code of its own, and "Don't know" or "Prefer not to say" in words
    like these become what they mean.

    Args:
        text: What the author wrote.
        code: The question's code.
    """
    wording, answers = _parts(text)
    return Question(code=code, text=wording, options=_options([*map(_line, answers)]))


def write_question(question: Question) -> str:
    """Return the text that `read_question` reads as this question.

    The standard "Don't know" and "Prefer not to say" are left to their checkboxes.
    """
    shown = [o for o in question.options if o not in (DONT_KNOW, REFUSE)]
    explicit: set[str] = set()
    while True:
        lines = [_written(o, explicit=o.code in explicit) for o in shown]
        read = _options([*map(_line, lines)])
        plain = [o for o in shown if o.role is OptionRole.SUBSTANTIVE]
        wrong = {o.code for o in plain if o not in read} - explicit
        if not wrong and [o for o in read if o in plain] != plain:
            # Taken for each other: two that read the same.
            wrong = {o.code for o in plain} - explicit
        if not wrong:
            return "\n".join([question.text, *lines])
        # One code given can change what follows for the others: look again.
        explicit |= wrong


def role_in_words(label: str) -> OptionRole:
    """Return what an answer with this label says: maybe a way of giving none."""
    standard = _way_out(_Line(label=label.strip()))
    return OptionRole.SUBSTANTIVE if standard is None else standard.role


def with_ways_out(question: Question, *, dont_know: bool, refuse: bool) -> Question:
    """Return a question with "Don't know" and "Prefer not to say" at its end.

    Each only if wished; one that the author wrote in other words stays as it is.
    """
    roles = {option.role for option in question.options}
    wished = ((dont_know, DONT_KNOW), (refuse, REFUSE))
    added = tuple(o for yes, o in wished if yes and o.role not in roles)
    return replace(question, options=_ordered([*question.options, *added]))


def with_answers(text: str, options: Sequence[Option]) -> str:
    """Return a text with its question kept and its answers replaced."""
    wording, _ = _parts(text)
    return write_question(Question(code="x", text=wording, options=tuple(options)))


def with_moved_line(text: str, number: int, step: int) -> str:
    """Return a text with one answer moved up (-1) or down (+1) among the answers.

    Args:
        text: What the author wrote.
        number: Which answer, counted from 0.
        step: How far; nothing moves past an end.
    """
    wording, answers = _parts(text)
    aim = number + step
    if 0 <= number < len(answers) and 0 <= aim < len(answers):
        answers.insert(aim, answers.pop(number))
    return "\n".join([wording, *answers])


def answers_as_written(text: str) -> tuple[str, ...]:
    """Return the labels of a text's answers in the order of their lines."""
    return tuple(_line(line).label for line in _parts(text)[1])


def clean_line(text: str) -> str:
    """Return one line of text as it is stored, without characters nobody can see."""
    return " ".join(_UNREADABLE.sub(" ", spelled(text).replace("\n", " ")).split())


def code_of(text: str) -> str:
    """Return the code that follows from a text: ASCII, at most 32 characters.

    A text without a Latin letter or digit gets a code from its hash, never from its
    place.
    """
    return folded(text)[:MAX_CODE].rstrip("_") or f"answer_{digest(text)}"


def folded(text: str) -> str:
    """Return a text's Latin letters and digits, without accents, joined by "_"."""
    joined = text.casefold().replace("'", "").replace("\u2019", "")
    ascii_only = unicodedata.normalize("NFKD", joined).encode("ascii", "ignore")
    return re.sub(r"[^a-z0-9]+", "_", ascii_only.decode()).strip("_")


def digest(text: str) -> str:
    """Return eight characters that stand for a text whose letters cannot be used."""
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()[:_DIGEST]


def own_code(label: str, taken: AbstractSet[str]) -> str:
    """Return the code that a label gives by itself, told apart from those taken."""
    code = code_of(label)
    return _told_apart(label) if code in taken else code


def follows_from_label(option: Option) -> bool:
    """Return whether an option's code is one that its label gives by itself."""
    return option.code in (code_of(option.label), _told_apart(option.label))


def _parts(text: str) -> tuple[str, list[str]]:
    # The question's line counts even where it is empty: else the first answer would
    # be asked in its place.
    first, *others = [clean_line(raw) for raw in text.splitlines()] or [""]
    return first, [line for line in others if line]


def _line(written: str) -> _Line:
    unmarked = _LIST_MARK.sub("", written, count=1)
    line = unmarked if _LIST_MARK.match(written) and unmarked else written
    coded = _CODED.fullmatch(line)
    return _Line(label=coded[2], code=coded[1]) if coded else _Line(label=line)


def _options(lines: Sequence[_Line]) -> tuple[Option, ...]:
    ways_out: dict[OptionRole, Option] = {}
    plain: list[_Line] = []
    for line in lines:
        standard = _way_out(line)
        if standard is None or standard.role in ways_out:
            plain.append(line)
        else:
            ways_out[standard.role] = standard
    given = _TAKEN | {line.code for line in plain if line.code}
    wanted = Counter(map(code_of, {line.label for line in plain if not line.code}))
    substantive = [
        Option(
            code=line.code or _free_code(line.label, given, wanted), label=line.label
        )
        for line in plain
    ]
    return _ordered([*substantive, *ways_out.values()])


def _free_code(label: str, given: frozenset[str], wanted: Mapping[str, int]) -> str:
    # Where several labels want one code none gets it, so that moving an answer
    # never changes what it is called in the data.
    code = code_of(label)
    if wanted[code] > 1 or code in given:
        return _told_apart(label)
    return code


def _told_apart(label: str) -> str:
    return f"{code_of(label)[: MAX_CODE - _DIGEST - 1]}_{digest(label)}"


def _way_out(line: _Line) -> Option | None:
    if line.code:
        return None
    said = line.label.casefold().replace("\u2019", "'").rstrip(".")
    standard = _WAYS_OUT.get(said)
    if standard is None or said == standard.label.casefold():
        return standard
    return replace(standard, label=line.label)


def _ordered(options: Sequence[Option]) -> tuple[Option, ...]:
    order = list(OptionRole)
    return tuple(sorted(options, key=lambda option: order.index(option.role)))


def _written(option: Option, *, explicit: bool) -> str:
    return f"{option.code}: {option.label}" if explicit else option.label

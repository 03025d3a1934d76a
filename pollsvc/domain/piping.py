"""Earlier answers in later texts: `{visits}` stands for what it was answered with."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from pollsvc.domain.questionnaires import Question

MARK = re.compile(r"\{([a-z][a-z0-9_]{0,31})\}", re.ASCII)
"""How an earlier answer is written in a text."""

NOTHING = "…"
"""What stands in a text for an answer that was not given."""

MOST = 100
"""So much of an answer is repeated; a text of somebody's own may be far longer."""


def marks_in(question: Question) -> Iterator[tuple[str, str]]:
    """Yield where an answer stands in a question, e.g. ".text", and to which."""
    for path, text in ((".text", question.text), (".hint", question.hint or "")):
        for mark in MARK.finditer(text):
            yield path, mark[1]


def names_in(text: str) -> frozenset[str]:
    """Return the codes that stand in braces in a text."""
    return frozenset(MARK.findall(text))


def piped(question: Question, words: Mapping[str, str]) -> Question:
    """Return a question with earlier answers in its words.

    Args:
        question: As its author wrote it.
        words: What was answered so far, in words, by question code; what stands in
            braces and is no question's code stays as it is.
    """
    if not any(marks_in(question)):
        return question

    def said(mark: re.Match[str]) -> str:
        answer = words.get(mark[1], mark[0])
        return answer if len(answer) <= MOST else f"{answer[:MOST]}{NOTHING}"

    hint = question.hint
    return replace(
        question,
        text=MARK.sub(said, question.text),
        hint=None if hint is None else MARK.sub(said, hint),
    )

"""Words that respondents write: read as they are stored, or refused."""

import re

from pollsvc.domain.kinds.kind import Unacceptable
from pollsvc.domain.sentences import sentence
from pollsvc.domain.texts import is_blank, spelled, text_problem

MAX_SHORT, MAX_LONG = 500, 5_000
_BREAKS = re.compile(r"\r\n?")


def read_text(written: str, *, most: int = MAX_SHORT) -> str:
    """Return a text as it is stored; "" where nothing of it can be seen.

    Raises:
        Unacceptable: It is too long, or holds characters that no text has.
    """
    text = spelled(_BREAKS.sub("\n", written)).strip()
    if is_blank(text):
        return ""
    if len(text) > most:
        msg = sentence(
            "Shorten your answer to {most:,} characters; it has {number:,}",
            most=most,
            number=len(text),
        )
        raise Unacceptable(msg)
    if problem := text_problem(text):
        raise Unacceptable(problem)
    return text

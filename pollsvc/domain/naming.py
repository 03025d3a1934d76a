"""Names for a poll whose author gave it none: short, and taken from the question."""

import re
from collections.abc import Collection
from itertools import chain, count

from pollsvc.domain.polls import MAX_SLUG
from pollsvc.domain.questionnaires import RESERVED_CODES
from pollsvc.domain.quick_text import MAX_CODE, digest, folded

MAX_TITLE = 100
_SLUG_WORDS = 5
_ASIDE = re.compile(r"\([^)]*\)")
_EMPTY_WORDS = frozenset(
    """
    a about all also am an and any are as at average be been by can could did do does
    for from get go had has have how i if in is it its many month much my of often
    on or our per should so take than that the their them there these they this time
    times to us was we week were what when where which who why will with would year you
    your
    """.split()  # noqa: SIM905 -- a list of words reads best as words
)


def suggested_title(question: str) -> str:
    """Return a short name for lists: the question, cut between two words."""
    text = question.strip().rstrip("?").strip()
    if len(text) <= MAX_TITLE:
        return text
    return f"{text[:MAX_TITLE].rsplit(' ', 1)[0].rstrip(' ,;:(')}\u2026"


def suggested_slug(title: str) -> str:
    """Return an address: the first words of a title that say something.

    What stands in brackets is an aside and says little about the subject.
    """
    words = folded(_ASIDE.sub(" ", title)).split("_")
    telling = [word for word in words if word not in _EMPTY_WORDS] or words
    slug = "-".join(telling[:_SLUG_WORDS])[:MAX_SLUG].rstrip("-")
    return slug or (f"poll-{digest(title)}" if title else "")


def question_code(slug: str) -> str:
    """Return a code for a poll's only question: the poll's own name.

    It becomes a column: some programs want those to begin with a letter, and some
    names are columns already.
    """
    code = folded(slug)
    if not code[:1].isalpha() or code in RESERVED_CODES:
        code = f"q_{code}"
    if len(code) > MAX_CODE:
        code = code[: MAX_CODE + 1].rpartition("_")[0] or code[:MAX_CODE]
    return code.rstrip("_")


def free_code(wanted: str, taken: Collection[str]) -> str:
    """Return a question's code that is not in use: the wanted one, or with a number."""
    candidates = (f"{wanted[: MAX_CODE - 4].rstrip('_')}_{n}" for n in count(2))
    return next(code for code in chain([wanted], candidates) if code not in taken)

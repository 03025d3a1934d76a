"""Advice on the words of a question, whatever its kind."""

import re
from collections.abc import Iterator

from pollsvc.domain.questionnaires import Question
from pollsvc.domain.sentences import sentence
from pollsvc.domain.wording.advice import Advice

MOST_WORDS = 25

_PEOPLE = re.compile(
    r"\byou\b\W{1,3}(?:or|and|and/or)\s+(?:your|a|an|the|someone|somebody)\s+[\w-]+\)?",
    re.IGNORECASE,
)
_AND_OR = re.compile(r"\band\s*/\s*or\b", re.IGNORECASE)
_AND = re.compile(r"\b(?<!\d )(?:and|as well as)\b(?! \d)|&", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\b[^?]*?\band\b", re.IGNORECASE)
_NEGATIVE = re.compile(
    r"\b(not|never|no longer|cannot|without|unable|\w+n['\u2019]t)\b", re.IGNORECASE
)
_LEADING = re.compile(
    r"\b((?:do|would|is|are|should|could|wo)n['\u2019]t (?:you|it|we|they)"
    r"|do you agree that|of course|obviously|clearly|surely|as you know"
    r"|everyone knows|most people|how much do you (?:love|like|enjoy|hate)"
    r"|wonderful|excellent|amazing|terrible|awful)\b",
    re.IGNORECASE,
)


def too_long(question: Question) -> Iterator[Advice]:
    """Yield advice on a question with too many words."""
    words = len(question.text.split())
    if words > MOST_WORDS:
        yield Advice(
            rule="too_long",
            what=sentence("The question has {words} words.", words=words),
            mend=sentence("Try to say it in {most} or fewer.", most=MOST_WORDS),
        )


def two_people(question: Question) -> Iterator[Advice]:
    """Yield advice on a question about two people at once."""
    if found := _PEOPLE.search(question.text):
        yield Advice(
            rule="two_people",
            what=sentence("“{words}” asks about two people at once.", words=found[0]),
            mend=sentence(
                "Ask about one of them, and give the other an answer of its own, such "
                "as “Somebody else does this for me”."
            ),
        )


def double_barrelled(question: Question) -> Iterator[Advice]:
    """Yield advice on two questions in one, in the question or a row of it."""
    for text in (question.text, *(row.label for row in question.rows)):
        bare = _BETWEEN.sub("", _PEOPLE.sub("you", text))
        found = _AND_OR.search(bare) or _AND.search(bare)
        if found:
            yield Advice(
                rule="double_barrelled",
                what=_joined(text, found[0], is_row=text != question.text),
                mend=sentence(
                    "Whoever answers differently to each cannot answer: ask only one."
                ),
            )


def leading(question: Question) -> Iterator[Advice]:
    """Yield advice on words that suggest an answer."""
    if found := _LEADING.search(question.text):
        yield Advice(
            rule="leading",
            what=sentence("“{words}” suggests which answer is wanted.", words=found[0]),
            mend=sentence("Ask so that every answer is equally easy to give."),
        )


def negative(question: Question) -> Iterator[Advice]:
    """Yield advice on a question that is put the negative way round."""
    found = _NEGATIVE.search(_LEADING.sub("", question.text))
    if found:
        yield Advice(
            rule="negative",
            what=sentence(
                "“{words}” makes it unclear what “yes” means.", words=found[0]
            ),
            mend=sentence("Ask it the positive way round."),
        )


def _joined(text: str, words: str, *, is_row: bool) -> str:
    if is_row:
        return sentence(
            "“{words}” may join two questions in the row “{row}”.",
            words=words,
            row=text,
        )
    return sentence("“{words}” may join two questions in one.", words=words)

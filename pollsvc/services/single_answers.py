"""Numbers and orders, which tallies do not count, read off a wave's single answers."""

from collections import Counter
from collections.abc import Mapping

from pollsvc.domain.answers import Answer, from_stored
from pollsvc.domain.kinds.number import Counted
from pollsvc.domain.kinds.rank import Ranked
from pollsvc.domain.question_estimates import Said
from pollsvc.domain.questionnaires import QuestionKind, Questionnaire
from pollsvc.domain.responses import Response
from pollsvc.domain.waves import Wave
from pollsvc.storage import responses
from pollsvc.storage.session import Connection

MOST_READ = 50_000
"""More are not read while somebody waits for a page."""

READ = frozenset({QuestionKind.NUMBER, QuestionKind.RANK})
"""The kinds of which single answers tell more than the tallies."""

UNREAD = Said()


def said_in(
    connection: Connection, wave: Wave, asked: Questionnaire
) -> Mapping[str, Said]:
    """Return what people said to each question for a number or an order.

    Args:
        connection: Where to read; it goes through many rows.
        wave: The wave, its responses not deleted.
        asked: All that was ever asked.
    """
    read = [question for question in asked.questions if question.kind in READ]
    if not read:
        return {}
    part = Questionnaire(questions=tuple(read))
    counts = {question.code: Counter[Answer]() for question in read}

    def tell(response: Response) -> tuple[Answer, ...]:
        return tuple(from_stored(part, response.answers).values())

    for block in responses.told(
        connection, wave.id, tell, aside_too=wave.aside_counted
    ):
        for answers, people in Counter(block).items():
            for question, answer in zip(read, answers, strict=True):
                counts[question.code][answer] += people
    return {code: _said(found) for code, found in counts.items()}


def _said(found: Counter[Answer]) -> Said:
    return Said(
        numbers={a.value: n for a, n in found.items() if isinstance(a, Counted)},
        orders={a.order: n for a, n in found.items() if isinstance(a, Ranked)},
    )

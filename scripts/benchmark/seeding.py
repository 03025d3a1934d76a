"""Polls that hold many responses already: written in batches, with their tallies."""

import random
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from benchmark.instances import Instance
from benchmark.plans import Bench
from benchmark.setups import SQLITE, Setup
from pollsvc.domain.answers import StoredAnswers
from pollsvc.domain.cells import Cell
from pollsvc.domain.polls import Poll, PollDraft
from pollsvc.domain.questionnaires import Questionnaire
from pollsvc.domain.responses import Response, tally_moves
from pollsvc.domain.waves import Wave
from pollsvc.services.releasing import occasion, release_if_due
from pollsvc.storage import responses, tallies
from pollsvc.storage.session import transaction

BATCH = 20_000
PATTERNS = 500
"""How many different ways of answering there are; tallied once each."""

ID_BITS = 128


ON_SQLITE = Setup(name=SQLITE)


def seeded(
    bench: Bench, draft: PollDraft, number: int, setup: Setup = ON_SQLITE
) -> Instance:
    """Gives an instance with one open poll and so many responses, made only once."""
    folder = bench.home / f"{draft.slug}-{number}-{setup.name.replace(' ', '')}"
    instance = Instance(folder, setup.variables)
    if not folder.exists():
        bench.report.say(f"storing {number:,} responses of {draft.slug}")
        instance.publish(draft)
        seed(instance, draft.slug, number)
    return instance


def seed(instance: Instance, slug: str, number: int) -> None:
    """Stores so many responses in a poll's newest wave, and counts and releases them.

    They come in the order of their ids, so that the table is written from end to end;
    in a real one they came in any order, and are found in no other than this.
    """
    chance = random.Random(number)  # noqa: S311 -- answers made up, hiding nothing
    with instance.inside():
        poll, wave = instance.newest_wave(slug)
        patterns = _patterns(poll.questionnaire, chance)
        drawn: Counter[int] = Counter()
        for first in range(0, number, BATCH):
            places = range(first, min(first + BATCH, number))
            chosen = [chance.randrange(PATTERNS) for _ in places]
            drawn.update(chosen)
            ids = _ids(places, number, chance)
            batch = (
                _response(poll, wave, next(ids), patterns[pattern])
                for pattern in chosen
            )
            with transaction() as connection:
                responses.add_all(connection, batch)
        with transaction() as connection:
            counted = [
                (_response(poll, wave, b"", patterns[pattern]), times)
                for pattern, times in drawn.items()
            ]
            tallies.move(connection, wave.id, _moves(poll.questionnaire, counted))
            when = occasion(connection, wave, closed=False, now=datetime.now(UTC))
            release_if_due(connection, poll, wave, when)


def _patterns(
    questionnaire: Questionnaire, chance: random.Random
) -> tuple[StoredAnswers, ...]:
    return tuple(
        {
            question.code: chance.choice([*(o.code for o in question.options), None])
            for question in questionnaire.questions
        }
        for _ in range(PATTERNS)
    )


def _ids(places: range, number: int, chance: random.Random) -> Iterator[bytes]:
    step = (1 << ID_BITS) // number
    for place in places:
        one = place * step + chance.randrange(step)
        yield one.to_bytes(ID_BITS // 8, "big")


def _response(poll: Poll, wave: Wave, id_: bytes, answers: StoredAnswers) -> Response:
    return Response(
        id=id_,
        wave_id=wave.id,
        version=poll.questionnaire.version,
        answers=answers,
        language=poll.questionnaire.language,
    )


def _moves(
    questionnaire: Questionnaire, counted: Iterable[tuple[Response, int]]
) -> dict[Cell, int]:
    moves: Counter[Cell] = Counter()
    for response, times in counted:
        once = tally_moves(questionnaire, before=None, after=response)
        moves.update({cell: step * times for cell, step in once.items()})
    return dict(sorted(moves.items()))

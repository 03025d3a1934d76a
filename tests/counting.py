"""Counts a poll's responses anew, to hold against what was tallied and released.

For use inside an application context.
"""

from collections import Counter

from pollsvc.domain.responses import cells_of_response
from pollsvc.storage import polls, releases, responses, tallies, waves
from pollsvc.storage.session import reading
from tests.factories import SLUG


def stored(slug=SLUG):
    """The answers stored in a poll's newest wave, each once."""
    with reading() as connection:
        wave = _newest(connection, slug)
        return [r.answers for r in responses.stream(connection, [wave.id])]


def stored_ids(slug=SLUG):
    """The ids of the same."""
    with reading() as connection:
        wave = _newest(connection, slug)
        return [r.id for r in responses.stream(connection, [wave.id])]


def stored_languages(slug=SLUG):
    """The languages in which the same were answered, in the order of the alphabet."""
    with reading() as connection:
        wave = _newest(connection, slug)
        return sorted(r.language for r in responses.stream(connection, [wave.id]))


def tallied(slug=SLUG):
    """The cells of a poll's newest wave that count something."""
    with reading() as connection:
        cells = tallies.of_wave(connection, _newest(connection, slug).id)
    return {cell: count for cell, count in cells.items() if count}


def recounted(slug=SLUG):
    """What the tallies should be, by the responses themselves."""
    with reading() as connection:
        asked = polls.with_slug(connection, slug).questionnaire
        wave = _newest(connection, slug)
        found = Counter()
        for response in responses.stream(connection, [wave.id]):
            found.update(
                cells_of_response(asked, response, aside_counted=wave.aside_counted)
            )
    return dict(found)


def released(slug=SLUG):
    """The newest release of a poll's newest wave, or None."""
    with reading() as connection:
        return releases.newest(connection, _newest(connection, slug).id)


def _newest(connection, slug):
    poll = polls.with_slug(connection, slug)
    return waves.of_poll(connection, poll.id)[0]

"""Large files: sent as they are made, and few at a time, so that answers go on."""

import threading
import time
from collections.abc import Iterator

from flask import Response, stream_with_context

from pollsvc.domain.errors import DownloadsBusy
from pollsvc.domain.sentences import sentence

AT_ONCE = 4
"""How many a process sends at a time: each is made by somebody who could answer."""

_places = threading.BoundedSemaphore(AT_ONCE)


class _Place:
    """One of the places, given back once, however the sending ends."""

    def __init__(self) -> None:
        if not _places.acquire(blocking=False):
            msg = sentence(
                "Several large files are being sent at this moment. Try again soon."
            )
            raise DownloadsBusy(msg)
        self._lock = threading.Lock()
        self._is_held = True

    def give_back(self) -> None:
        with self._lock:
            is_held, self._is_held = self._is_held, False
        if is_held:
            _places.release()


def large_file(pieces: Iterator[str], *, name: str, mimetype: str) -> Response:
    """Return a file as an answer that is made while it is sent.

    Args:
        pieces: The file, in pieces that take some milliseconds to make.
        name: What it is saved as.
        mimetype: What it is.

    Raises:
        DownloadsBusy: Enough are being sent already.
    """
    place = _Place()
    try:
        sent = stream_with_context(_in_turn(pieces, place))
        response = Response(sent, mimetype=mimetype)
        response.headers.set("Content-Disposition", "attachment", filename=name)
    except BaseException:
        place.give_back()
        raise
    response.call_on_close(place.give_back)
    return response


def _in_turn(pieces: Iterator[str], place: _Place) -> Iterator[str]:
    try:
        for piece in pieces:
            yield piece
            # Whoever waits for a turn gets it between two pieces, on any server.
            time.sleep(0)
    finally:
        place.give_back()

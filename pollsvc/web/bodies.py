"""Bodies larger than any form of ours, read to their end and thrown away."""

from flask import Flask, Response, request
from werkzeug.exceptions import RequestEntityTooLarge

MAX_DISCARDED = 16 * 1024 * 1024
"""Beyond this nobody is waited for."""

_URLENCODED = "application/x-www-form-urlencoded"
_PIECE = 64 * 1024


def init_bodies(app: Flask, *, largest: int, most_fields: int) -> None:
    """Refuse larger bodies, and let whoever sends one read that.

    A server that answers and hangs up while somebody is still sending looks to them
    like a lost connection, whatever it said.
    """
    app.config["MAX_CONTENT_LENGTH"] = app.config["MAX_FORM_MEMORY_SIZE"] = largest
    app.config["MAX_FORM_PARTS"] = most_fields

    @app.before_request
    def refuse_too_many_fields() -> None:
        # Werkzeug counts the parts of the other kind of form only.
        could_be = (request.content_length or 0) > most_fields
        is_ours = request.mimetype == _URLENCODED
        if could_be and is_ours and request.get_data().count(b"&") >= most_fields:
            raise RequestEntityTooLarge

    @app.after_request
    def discard(response: Response) -> Response:
        length = request.content_length or 0
        if largest < length <= MAX_DISCARDED:
            body = request.environ["wsgi.input"]
            while length > 0 and (piece := body.read(min(length, _PIECE))):
                length -= len(piece)
        return response

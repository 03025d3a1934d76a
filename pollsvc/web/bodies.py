"""Bodies larger than any form of ours: refused before they count, read to their end."""

from contextlib import suppress
from io import BytesIO
from typing import IO
from urllib.parse import parse_qsl

from flask import Flask, Request, Response, current_app, request
from werkzeug.datastructures import FileStorage, ImmutableMultiDict, MultiDict
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.formparser import FormDataParser

from pollsvc.turns import stepping_aside

MAX_DISCARDED = 16 * 1024 * 1024
"""Beyond this nobody is waited for."""

_PIECE = 64 * 1024
PLAIN, _IN_PARTS = "application/x-www-form-urlencoded", "multipart/form-data"
# Werkzeug's way to keep what is no text, known to Python by this name.
_AS_SENT = "werkzeug.url_quote"

Parsed = tuple[IO[bytes], MultiDict[str, str], MultiDict[str, FileStorage]]


def plain_form(body: bytes, *, most: int) -> ImmutableMultiDict[str, str]:
    """Return the fields of a plain form; none where it is not text.

    They are counted, which Werkzeug does for multipart only: 64 KiB hold 32,000 of
    them, and a page that keeps what was sent repeats each.

    Args:
        body: What was sent.
        most: How many fields it may have.

    Raises:
        RequestEntityTooLarge: It has more.
    """
    if body.count(b"&") >= most:
        raise RequestEntityTooLarge
    with suppress(ValueError):
        return ImmutableMultiDict(
            parse_qsl(body.decode(), keep_blank_values=True, errors=_AS_SENT)
        )
    return ImmutableMultiDict()


class _FewFields(FormDataParser):
    """Reads bodies aside, and counts the fields of plain forms, too."""

    def parse(
        self,
        stream: IO[bytes],
        mimetype: str,
        content_length: int | None,
        options: dict[str, str] | None = None,
    ) -> Parsed:
        """Return the form, unless it has more fields than any form of ours."""
        if mimetype in {PLAIN, _IN_PARTS}:
            # Who sends slowly keeps nobody else from their turn.
            with stepping_aside():
                body = stream.read()
            stream = BytesIO(body)
            if mimetype == PLAIN:
                form = plain_form(body, most=self.max_form_parts or len(body))
                return stream, form, self.cls()
        return super().parse(stream, mimetype, content_length, options)


class BoundedRequest(Request):
    """A request whose form has no more fields than `init_bodies` was told."""

    form_data_parser_class = _FewFields

    def has_sent(self, body: bytes) -> None:
        """Take a plain form whose body has been read already.

        Raises:
            RequestEntityTooLarge: It has too many fields.
        """
        most = current_app.config["MAX_FORM_PARTS"]
        self.__dict__["form"] = plain_form(body, most=most)


def init_bodies(app: Flask, *, largest: int, most_fields: int) -> None:
    """Refuse larger bodies, and let whoever sends one read that.

    A server that answers and hangs up while somebody is still sending looks to them
    like a lost connection, whatever it said. To be called before anything that counts
    or reads what was sent.
    """
    app.request_class = BoundedRequest
    app.config["MAX_CONTENT_LENGTH"] = app.config["MAX_FORM_MEMORY_SIZE"] = largest
    app.config["MAX_FORM_PARTS"] = most_fields

    @app.before_request
    def refuse() -> None:
        if (request.content_length or 0) > largest:
            raise RequestEntityTooLarge

    @app.after_request
    def discard(response: Response) -> Response:
        length = request.content_length or 0
        if largest < length <= MAX_DISCARDED:
            body = request.environ["wsgi.input"]
            with stepping_aside():
                while length > 0 and (piece := body.read(min(length, _PIECE))):
                    length -= len(piece)
        return response

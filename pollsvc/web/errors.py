"""Refusals and faults as pages: the one place that gives each its status and words."""

import sys
from dataclasses import dataclass
from datetime import UTC, datetime

import structlog
from flask import (
    Flask,
    current_app,
    jsonify,
    make_response,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_limiter import RateLimitExceeded
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge
from werkzeug.routing import RequestRedirect

from pollsvc.domain import errors
from pollsvc.web.fields import HiddenField
from pollsvc.web.headers import allow_frames
from pollsvc.web.limits import seconds_to_wait
from pollsvc.web.surround import Surround
from pollsvc.web.times import when_words

STORE_WAIT_S = 10

_STATUS: dict[type[errors.Refusal], tuple[int, str]] = {
    errors.NoSuchPoll: (404, "Page not found"),
    errors.NoSuchWave: (404, "Page not found"),
    errors.NoSuchResponse: (404, "No answer found"),
    errors.ReceiptRefused: (422, "Not a receipt"),
    errors.WrongOrigin: (403, "Not sent from here"),
    errors.ResultsNotShown: (403, "Results not shown yet"),
    errors.NotPermitted: (403, "Not allowed"),
    errors.NotOpen: (410, "This poll takes no answers now"),
    errors.ResponsesDeleted: (410, "Single answers deleted"),
    errors.ResponseFrozen: (409, "Too late to change"),
    errors.MoveNotAllowed: (409, "Not possible now"),
    errors.StoreUnavailable: (503, "Please try again in a moment"),
    errors.KeyMissing: (503, "Please try again later"),
}

_WORDS: dict[int, tuple[str, str]] = {
    400: ("Something was missing", "The page sent something we could not read."),
    403: ("Not allowed", "You may not do this."),
    404: ("Page not found", "Check the address, or start from the list of polls."),
    405: ("Not possible here", "This address takes no such request."),
    413: ("Too much text", "What was sent is larger than any form of ours can be."),
}
_FAULT = (
    "Sorry, there is a problem",
    """Something went wrong on our side. Your answer may not have been saved; sending
    it again is safe, for it is never counted twice.""",
)
TOO_MANY = """Many people can share one network, such as a clinic's or a phone
company's, so this is probably nothing you did."""
_JSON = (".json", "/api/")

# Without the time that structlog would add: a fault can happen while somebody answers.
log = structlog.wrap_logger(
    structlog.PrintLogger(sys.stderr),
    processors=[structlog.processors.KeyValueRenderer(key_order=["event"])],
)


@dataclass(frozen=True, kw_only=True)
class Link:
    """A way on from an error page."""

    label: str
    url: str


@dataclass(frozen=True, kw_only=True)
class ErrorPage:
    """What went wrong, in words a respondent understands."""

    surround: Surround
    title: str
    explanation: str
    links: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class SendAgainPage:
    """What was posted, kept and ready to be sent again at a better moment.

    Attributes:
        when: A clock time with zone and a duration.
        hidden: Every field that was posted.
    """

    surround: Surround
    title: str
    explanation: str
    when: str
    action: str
    hidden: tuple[HiddenField, ...]


def init_errors(app: Flask) -> None:
    """Turn every refusal and fault of an application into a page."""
    # Flask's own report of a fault has the time, the address and what was sent.
    app.logger.disabled = True
    app.before_request(_refuse_too_large)
    app.register_error_handler(errors.Refusal, _refusal)
    app.register_error_handler(RateLimitExceeded, too_many)
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _fault)


def _refusal(refusal: errors.Refusal) -> ResponseReturnValue:
    status, title = _STATUS.get(type(refusal), (400, "Not possible"))
    wait = STORE_WAIT_S if isinstance(refusal, errors.StoreUnavailable) else None
    return _page(status, title, str(refusal), wait=wait)


def _refuse_too_large() -> None:
    # Before anything is counted or read.
    longest = current_app.config["MAX_CONTENT_LENGTH"]
    if (request.content_length or 0) > longest:
        raise RequestEntityTooLarge


def too_many(error: RateLimitExceeded) -> ResponseReturnValue:
    """Keep what was posted by somebody whose network has sent too many."""
    del error
    seconds = seconds_to_wait()
    try:
        posted = request.form.items(multi=True)
    except RequestEntityTooLarge as larger:
        return _http(larger)
    page = SendAgainPage(
        surround=_surround(),
        title="Too many requests from your network",
        explanation=TOO_MANY,
        when=when_words(seconds, now=datetime.now(UTC)),
        action=request.path,
        hidden=tuple(HiddenField(name=name, value=value) for name, value in posted),
    )
    response = make_response(render_template("errors/send_again.html", page=page), 429)
    response.retry_after = seconds
    return response


def _stale_form(error: CSRFError) -> ResponseReturnValue:
    del error
    return _page(
        400,
        "This form is too old",
        "Go back, load the page again and send the form once more.",
    )


def _http(error: HTTPException) -> ResponseReturnValue:
    if isinstance(error, RequestRedirect):
        return error
    status = error.code or 500
    title, explanation = _WORDS.get(status, (error.name, error.description or ""))
    response = make_response(_page(status, title, explanation))
    for name, value in error.get_headers():
        if name in {"Allow", "Retry-After"}:
            response.headers[name] = value
    return response


def _fault(error: Exception) -> ResponseReturnValue:
    # The address and the type only: a message or a traceback with values could
    # hold an answer.
    last = error.__traceback__
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    where = f"{last.tb_frame.f_code.co_filename}:{last.tb_lineno}" if last else ""
    log.error(
        "fault", type=type(error).__name__, where=where, endpoint=request.endpoint
    )
    return _page(500, *_FAULT)


def _page(
    status: int, title: str, explanation: str, *, wait: int | None = None
) -> ResponseReturnValue:
    if any(mark in request.path for mark in _JSON):
        response = jsonify(error=title, explanation=explanation)
    else:
        page = ErrorPage(
            surround=_surround(),
            title=title,
            explanation=explanation,
            links=(Link(label="See all polls", url=url_for("home.index")),),
        )
        response = make_response(render_template("errors/error.html", page=page))
    response.status_code = status
    if wait is not None:
        response.retry_after = wait
    return response


def _surround() -> Surround:
    if not request.path.startswith("/e/"):
        return Surround()
    allow_frames(())
    return Surround(layout="layouts/frame.html", framed=True)

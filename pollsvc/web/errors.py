"""Refusals and faults as pages: the one place that gives each its status and words."""

from dataclasses import dataclass
from datetime import UTC, datetime

from flask import (
    Flask,
    jsonify,
    make_response,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import (
    HTTPException,
    RequestEntityTooLarge,
    TooManyRequests,
)
from werkzeug.routing import RequestRedirect

from pollsvc import logs
from pollsvc.domain import errors
from pollsvc.domain.sentences import in_a_row, sentence
from pollsvc.installation import current
from pollsvc.web.fields import HiddenField
from pollsvc.web.framing import surround_of_refusal
from pollsvc.web.limits import seconds_to_wait
from pollsvc.web.operators import ADDRESSES
from pollsvc.web.outages import note_outage
from pollsvc.web.surround import Surround
from pollsvc.web.times import when_words

STORE_WAIT_S = 10
TOO_MANY_REQUESTS = 429
FAULT = 500
UNAVAILABLE = 503

_STATUS: dict[type[errors.Refusal], tuple[int, str]] = {
    errors.NoSuchPoll: (404, sentence("Page not found")),
    errors.NoSuchWave: (404, sentence("Page not found")),
    errors.NoSuchResponse: (404, sentence("No answer found")),
    errors.NoSuchBookmark: (404, sentence("Nothing is kept here")),
    errors.ReceiptRefused: (422, sentence("Not a receipt")),
    errors.WrongHost: (400, sentence("Not the address of this site")),
    errors.WrongOrigin: (403, sentence("Not sent from here")),
    errors.ResultsNotShown: (403, sentence("Results not shown yet")),
    errors.NotPermitted: (403, sentence("Not allowed")),
    errors.NotOpen: (410, sentence("This poll takes no answers now")),
    errors.ResponsesDeleted: (410, sentence("Single answers deleted")),
    errors.ResponseFrozen: (409, sentence("Too late to change")),
    errors.MoveNotAllowed: (409, sentence("Not possible now")),
    errors.DecisionNotAllowed: (409, sentence("Not possible now")),
    errors.StoreUnavailable: (503, sentence("Please try again in a moment")),
    errors.StoreBusy: (503, sentence("Please try again in a moment")),
    errors.DownloadsBusy: (503, sentence("Please try again in a moment")),
    errors.KeyMissing: (503, sentence("Please try again later")),
}

_WORDS: dict[int, tuple[str, str]] = {
    400: (
        sentence("Something was missing"),
        sentence("The page sent something we could not read."),
    ),
    403: (sentence("Not allowed"), sentence("You may not do this.")),
    404: (
        sentence("Page not found"),
        sentence("Check the address, or start from the list of polls."),
    ),
    405: (
        sentence("Not possible here"),
        sentence("This page cannot do what was asked of it. Nothing was changed."),
    ),
    413: (
        sentence("Too much text"),
        sentence(
            "What was sent is larger than any form of ours can be, so nothing of it "
            "was stored. Go back with your browser’s Back button: what you entered is "
            "still there, to be made shorter."
        ),
    ),
}
_FAULT_WORDS = (
    sentence("Sorry, there is a problem"),
    sentence(
        "Something went wrong on our side. If you were sending an answer, it may not "
        "have been stored. Go back with your browser’s Back button and send it again: "
        "that is safe, for it is never counted twice."
    ),
)
TOO_MANY = sentence(
    "Many people can share one network, such as a clinic’s or a phone company’s, so "
    "this is probably nothing you did."
)
SAFE = sentence("To send it again is safe: an answer is never counted twice.")
_SENT_IN_VAIN = (413, FAULT)
_JSON = (".json", "/api/")
OTHER_SITE = sentence(
    "Follow the link to get there. If you run it: POLLSVC_PUBLIC_URL says what its "
    "address is, and POLLSVC_TRUSTED_HOSTS which names it may have besides."
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
    app.register_error_handler(errors.Refusal, _refusal)
    app.register_error_handler(errors.WrongHost, _other_site)
    app.register_error_handler(TooManyRequests, _too_many)
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _fault)


def _refusal(refusal: errors.Refusal) -> ResponseReturnValue:
    status, title = _STATUS.get(type(refusal), (400, sentence("Not possible")))
    if isinstance(refusal, errors.StoreUnavailable):
        note_outage(refusal)
        if request.method == "POST" and not _is_for_programs():
            return _send_again(
                status, title, in_a_row(refusal.text, SAFE), STORE_WAIT_S
            )
    wait = STORE_WAIT_S if status == UNAVAILABLE else None
    text = refusal.text
    if isinstance(refusal, errors.NoSuchPoll | errors.NoSuchWave):
        text = in_a_row(text, _WORDS[status][1])
    return _page(status, title, text, wait=wait)


def _other_site(refusal: errors.WrongHost) -> ResponseReturnValue:
    # Links without a host would lead to the name that is not ours: this one has one,
    # and stands alone.
    own = current().settings.public_url
    status, title = _STATUS[errors.WrongHost]
    explanation = in_a_row(refusal.text, OTHER_SITE)
    return _page(status, title, explanation, link=Link(label=own, url=f"{own}/"))


def _too_many(error: TooManyRequests) -> ResponseReturnValue:
    """Keep what was posted by somebody whose network has sent too many."""
    seconds = error.retry_after
    if not isinstance(seconds, int):
        seconds = seconds_to_wait()
    title = sentence("Too many requests from your network")
    return _send_again(TOO_MANY_REQUESTS, title, TOO_MANY, seconds)


def _send_again(
    status: int, title: str, explanation: str, seconds: int
) -> ResponseReturnValue:
    """Return a page that keeps what was posted, to be sent again after some seconds."""
    try:
        posted = [*request.form.items(multi=True)]
    except RequestEntityTooLarge as larger:
        return _http(larger)
    if "password" in dict(posted):  # which no page may hold
        return _page(status, title, explanation, wait=seconds)
    page = SendAgainPage(
        surround=surround_of_refusal(request, may_ask=status != UNAVAILABLE),
        title=title,
        explanation=explanation,
        when=when_words(seconds, now=datetime.now(UTC)),
        # With what follows the question mark, by which a form's address differs from
        # its page's: see the form of a poll.
        action=request.full_path.removesuffix("?"),
        hidden=tuple(HiddenField(name=name, value=value) for name, value in posted),
    )
    html = render_template("errors/send_again.html", page=page)
    response = make_response(html, status)
    response.retry_after = seconds
    return response


def _stale_form(error: CSRFError) -> ResponseReturnValue:
    del error
    return _page(
        400,
        sentence("This form is too old"),
        sentence(
            "Nothing was changed. Go back with your browser’s Back button, load the "
            "page again and send the form once more."
        ),
    )


def _http(error: HTTPException) -> ResponseReturnValue:
    if isinstance(error, RequestRedirect):
        return error
    status = error.code or FAULT
    title, explanation = _WORDS.get(status, (error.name, error.description or ""))
    response = make_response(_page(status, title, explanation))
    for name, value in error.get_headers():
        if name in {"Allow", "Retry-After"}:
            response.headers[name] = value
    return response


def _fault(error: Exception) -> ResponseReturnValue:
    # Where and of what type only: a message or a traceback with values could hold
    # an answer.
    logs.noticed(
        "fault",
        type=type(error).__name__,
        where=logs.where(error.__traceback__),
        endpoint=request.endpoint,
    )
    return _page(FAULT, *_FAULT_WORDS)


def _page(
    status: int,
    title: str,
    explanation: str,
    *,
    wait: int | None = None,
    link: Link | None = None,
) -> ResponseReturnValue:
    """Return a refusal as a page, or as JSON for programs.

    Args:
        status: The status.
        title: What is the matter.
        explanation: What to know or to do about it.
        wait: After how many seconds to try again, where that helps.
        link: The only way on; None: our pages are.
    """
    if _is_for_programs():
        response = jsonify(error=title, explanation=explanation)
    else:
        page = ErrorPage(
            surround=surround_of_refusal(
                request, may_ask=wait is None, leads_on=link is None
            ),
            title=title,
            explanation=explanation,
            links=(link,) if link else _ways_on(status),
        )
        response = make_response(render_template("errors/error.html", page=page))
    response.status_code = status
    if wait is not None:
        response.retry_after = wait
    return response


def _ways_on(status: int) -> tuple[Link, ...]:
    if request.path.startswith("/staff"):
        url = url_for("authoring.dashboard")
        return (Link(label=sentence("Go to the dashboard"), url=url),)
    ways = (Link(label=sentence("See all polls"), url=url_for("home.index")),)
    slug = (request.view_args or {}).get("slug")
    if slug and status in _SENT_IN_VAIN and request.method == "POST":
        url = url_for("responding.poll", slug=slug)
        return (Link(label=sentence("Go back to the poll"), url=url), *ways)
    return ways


def _is_for_programs() -> bool:
    return request.path in ADDRESSES or any(mark in request.path for mark in _JSON)

"""Counts requests, outside of everything else: for whom, how they ended, how soon."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import product
from time import perf_counter
from types import TracebackType
from typing import Any, TypeAlias
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from prometheus_client import CollectorRegistry, Counter

from pollsvc.web.operators import ADDRESSES

KINDS = ("members", "staff", "files")
OUTCOMES = ("done", "refused", "failed")
"""Done has 200 and 303 alike: on a poll's page 303 is an answer that was taken."""

SECONDS = (0.1, 0.25, 1.0, 5.0)
"""Bounds so wide that storing an answer looks like showing a page."""

WITHIN = (*map(str, SECONDS), "+Inf")
NAME = "pollsvc_counted"

Cell: TypeAlias = tuple[str, str, str]
_Error: TypeAlias = (
    tuple[type[BaseException], BaseException, TracebackType] | tuple[None, None, None]
)


class RequestCounter:
    """A WSGI application that counts what another one does.

    Attributes:
        registry: Where the counts of this process are.
    """

    def __init__(self, inner: WSGIApplication) -> None:
        self.registry = CollectorRegistry()
        self._inner = inner
        counter = Counter(
            NAME, "Requests.", ("kind", "outcome", "within"), registry=self.registry
        )
        # Looked up here once, not at each request.
        self._count = {
            kind: {
                outcome: [counter.labels(kind, outcome, at).inc for at in WITHIN]
                for outcome in OUTCOMES
            }
            for kind in KINDS
        }

    def __call__(
        self, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Answer a request, and count it once its answer begins."""
        path = environ["PATH_INFO"]
        if path in ADDRESSES:
            return self._inner(environ, start_response)
        status = "500"

        def noting(
            line: str,
            headers: list[tuple[str, str]],
            error: _Error | None = None,
            /,
        ) -> Any:  # noqa: ANN401 -- as the server has it
            nonlocal status
            status = line
            return start_response(line, headers, error)

        began = perf_counter()
        try:
            return self._inner(environ, noting)
        finally:
            within = bisect_left(SECONDS, perf_counter() - began)
            self._count[_kind(path)][_outcome(status)][within]()


def cells() -> Iterator[Cell]:
    """Yield each combination that is counted."""
    yield from product(KINDS, OUTCOMES, WITHIN)


def _kind(path: str) -> str:
    if path.startswith("/staff"):
        return "staff"
    return "files" if path.startswith(("/static/", "/embed.js")) else "members"


def _outcome(status: str) -> str:
    if status < "4":
        return "done"
    return "refused" if status < "5" else "failed"

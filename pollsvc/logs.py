"""The log: what is told of the service on standard error, and nothing of its members.

JSON, one object a line. What the staff and the service do by themselves is told with
its time. What may happen while a member is answering is told without: no time, address,
browser, page, or anything that somebody sent.
"""

import logging
import sys
import threading
import warnings
from datetime import UTC, datetime
from types import TracebackType

import structlog
from structlog.typing import EventDict, WrappedLogger

_SERVERS = ("_granian", "gunicorn.error")
"""Loggers with outputs of their own, to which they write whole tracebacks."""

_HARMLESS = ("flask-limiter",)
"""Loggers whose sentences are about servers. What is put into them may still be of
members, so that only the sentence itself is told."""


def happened(event: str, **facts: object) -> None:
    """Tell what the staff or the service did, with its time."""
    _log.info(event, at=_moment(), **facts)


def warned(event: str, **facts: object) -> None:
    """Tell what an operator should look at, with its time."""
    _log.warning(event, at=_moment(), **facts)


def noticed(event: str, **facts: object) -> None:
    """Tell what went wrong, perhaps while a member was answering: without a time."""
    _log.error(event, **facts)


def configure(*, least: int | None = None) -> None:
    """Send everything that any part of this process has to say through here.

    Args:
        least: Below which of logging's levels nothing is told; None: all is told,
            but to somebody at a terminal only what is wrong.
    """
    if least is None:
        least = logging.WARNING if sys.stderr.isatty() else logging.INFO
    structlog.configure(
        processors=[
            structlog.stdlib.add_log_level,
            _in_order,
            structlog.processors.JSONRenderer(default=str),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(least),
        logger_factory=lambda: structlog.PrintLogger(sys.stderr),
    )
    # It warns of what it raises as well, and who asked for it is told that.
    logging.getLogger("psycopg").setLevel(logging.CRITICAL)
    root = logging.getLogger()
    if not any(isinstance(handler, _WithoutWords) for handler in root.handlers):
        root.addHandler(_WithoutWords(logging.WARNING))
    for name in _SERVERS:
        server = logging.getLogger(name)
        server.handlers.clear()
        server.propagate = True
    # Only in the place of Python's own: a program around this one may have others.
    if threading.excepthook is threading.__excepthook__:
        threading.excepthook = _thread_fault
    if warnings.showwarning.__module__ == warnings.__name__:
        warnings.showwarning = _warning  # type: ignore[assignment]


def where(trace: TracebackType | None) -> str:
    """Return the line of code at which an exception was raised."""
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return ""
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"


class _WithoutWords(logging.Handler):
    """Says which logger of a library wrote, and from which line: never what."""

    def emit(self, record: logging.LogRecord) -> None:
        """Tell of a record."""
        facts: dict[str, object] = {"logger": record.name, "severity": record.levelname}
        if record.name in _HARMLESS:
            facts["said"] = str(record.msg)
        if record.exc_info and record.exc_info[0]:
            facts["type"] = record.exc_info[0].__name__
        noticed("library", **facts, where=f"{record.pathname}:{record.lineno}")


def _thread_fault(fault: threading.ExceptHookArgs) -> None:
    name = fault.exc_type.__name__
    noticed("fault", type=name, where=where(fault.exc_traceback), endpoint=None)


def _warning(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    *_: object,
) -> None:
    del message
    noticed("library", type=category.__name__, where=f"{filename}:{lineno}")


def _moment() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _in_order(logger: WrappedLogger, method: str, told: EventDict) -> EventDict:
    del logger, method
    first = ("event", "level", "at")
    return {name: told[name] for name in first if name in told} | dict(told)


_log = structlog.get_logger()

"""Flask for functions that are no coroutines, of which this service has none."""

from collections.abc import Callable
from typing import Any

from flask import Flask


class PlainFlask(Flask):
    """Flask's own, without asking it of nine functions at every request."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function as it is."""
        return func

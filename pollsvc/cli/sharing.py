"""Memory that the workers of a server share: what is loaded before they begin.

They are forked, so a page of memory is theirs in common until one of them writes to it.
"""

import ctypes
import gc

M_ARENA_MAX = -8
"""The name that glibc's <malloc.h> has for it."""

_ARENAS = 2


def share_memory() -> None:
    """Load what every worker will need, and let nothing write to it without need.

    To be called where more than one is about to begin.
    """
    # It brings pandas: fifty megabytes, which each would load for itself with the
    # first results that it is asked for.
    import pollsvc.analysis.figures  # noqa: F401, PLC0415

    _have_few_arenas()
    # Looking for garbage writes to all that is looked at. What is here now stays.
    gc.collect()
    gc.freeze()


def _have_few_arenas() -> None:
    """Let threads take memory from the same few places, so that less lies idle.

    By default glibc gives each of a worker's threads a place of its own.
    """
    library = ctypes.CDLL(None)
    if hasattr(library, "mallopt"):  # other C libraries have no such places
        library.mallopt(M_ARENA_MAX, _ARENAS)

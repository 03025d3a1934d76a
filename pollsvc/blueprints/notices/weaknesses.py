"""What somebody would learn who steals a copy of everything, and from when on not.

Each sentence is tried by tests/anonymity: what it says can be done, and nothing else.
"""

from enum import StrEnum

from pollsvc.domain.sentences import sentence


class Weakness(StrEnum):
    """Something about answers that a copy of the whole server gives away."""

    ORDER = "order"
    MOMENT = "moment"
    HOURS = "hours"
    CHANGES = "changes"
    COPIES = "copies"
    NETWORKS = "networks"
    ASIDE = "aside"
    LOG = "log"


_ON_SQLITE = {
    Weakness.ORDER: sentence(
        "In which order answers came in, at least of many of them, and which came at "
        "the same moment."
    ),
    Weakness.MOMENT: sentence("At what time the latest answer came in."),
    Weakness.HOURS: sentence("Roughly how many answers came in each hour."),
    Weakness.CHANGES: sentence(
        "For about half a minute, what an answer said before it was changed."
    ),
}
_ON_POSTGRESQL = {
    Weakness.ORDER: sentence(
        "In which order answers came in, and which came at the same moment."
    ),
    Weakness.MOMENT: sentence("At what time each answer came in."),
    Weakness.HOURS: sentence("Roughly how many answers came in each hour."),
    Weakness.CHANGES: sentence(
        "Which answers were changed, sent twice or taken back, and what they said "
        "before."
    ),
}
_COPIES = sentence(
    "From two copies, made before and after you answered: which answers came in "
    "between."
)
_NETWORKS = sentence(
    "With the memory in which we count what networks send, and the server’s secret "
    "key: which networks have sent something lately, by trying all that there are."
)
_ASIDE = sentence(
    "Whether an answer was set aside is kept with it, also after the poll has closed: "
    "it says that the answer came from a network that had just sent very many."
)
_LOG = sentence(
    "The database’s own log still shows all of this for some time after a poll has "
    "closed. How long is up to those who run the database."
)


def while_open(*, on_postgresql: bool, with_redis: bool) -> dict[Weakness, str]:
    """Return what a copy of everything gives away of a poll that is open.

    Args:
        on_postgresql: Whether the database is PostgreSQL; else it is SQLite.
        with_redis: Whether networks are counted in Redis, not in the server itself.
    """
    found: dict[Weakness, str] = {**(_ON_POSTGRESQL if on_postgresql else _ON_SQLITE)}
    found[Weakness.COPIES] = _COPIES
    if with_redis:
        found[Weakness.NETWORKS] = _NETWORKS
    return found


def after_closing(*, log_ends_with_wave: bool) -> dict[Weakness, str]:
    """Return what a copy of everything still gives away of a poll that has closed.

    Args:
        log_ends_with_wave: Whether the database's log keeps nothing of it.
    """
    found: dict[Weakness, str] = {Weakness.ASIDE: _ASIDE}
    return found if log_ends_with_wave else found | {Weakness.LOG: _LOG}

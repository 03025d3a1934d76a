"""What becomes of answers that arrive together: decided here, stored elsewhere."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from pollsvc.domain.errors import AlreadyAnswered
from pollsvc.domain.responses import Outcome, Response


@dataclass(frozen=True, kw_only=True)
class Cast:
    """One response as it was sent.

    Attributes:
        response: The response as it would be stored.
        wants_change: Whether earlier answers are to be replaced.
    """

    response: Response
    wants_change: bool


Verdict = Outcome | AlreadyAnswered
"""What became of one cast response: an outcome, or the refusal to be raised."""


@dataclass(frozen=True, kw_only=True)
class Settlement:
    """What to store, and what to tell each respondent.

    Attributes:
        verdicts: One for each cast response, in their order.
        stored: What each id holds from now on, where it differs from before.
    """

    verdicts: tuple[Verdict, ...]
    stored: Mapping[bytes, Response]


def settle(casts: Iterable[Cast], earlier: Mapping[bytes, Response]) -> Settlement:
    """Decide about responses to one wave in the order in which they came.

    The same answers sent again change nothing. Other answers replace the first only
    where the respondent said so; what was set aside stays so.

    Args:
        casts: What was sent; the same id may come more than once.
        earlier: The stored responses with any of their ids, by id.
    """
    stored: dict[bytes, Response] = {}
    verdicts: list[Verdict] = []
    for cast in casts:
        sent = cast.response
        known = stored.get(sent.id) or earlier.get(sent.id)
        verdict = _verdict(cast, known)
        verdicts.append(verdict)
        if isinstance(verdict, Outcome) and verdict is not Outcome.UNCHANGED:
            stored[sent.id] = replace(sent, aside=known.aside) if known else sent
    return Settlement(verdicts=tuple(verdicts), stored=stored)


def _verdict(cast: Cast, known: Response | None) -> Verdict:
    sent = cast.response
    if known is None:
        return Outcome.SUBMITTED if sent.aside is None else Outcome.SET_ASIDE
    if known.answers == sent.answers:
        return Outcome.UNCHANGED
    if not cast.wants_change:
        return AlreadyAnswered(known.answers)
    return Outcome.AMENDED

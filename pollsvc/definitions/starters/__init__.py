"""Ready-made polls and surveys to begin with, each a definition beside this file."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pollsvc.definitions.reading import read_definition
from pollsvc.domain.errors import NoSuchPoll
from pollsvc.domain.polls import PollDraft
from pollsvc.domain.sentences import Sentence, sentence

_PURPOSES = {
    "pharmacy-visits": sentence(
        "One question with ready answers. A good first poll for any community."
    ),
    "symptom-week": sentence(
        "Pain, stiffness, and what else was hard in the last seven days. Made to be "
        "asked again: repeat it every month to see how answers move."
    ),
    "satisfaction-with-care": sentence(
        "Whether people would recommend their clinic (a net promoter score), how their "
        "last appointment went, and what to do better."
    ),
    "medicines": sentence(
        "What people take, how often they miss a dose, and why some have stopped. "
        "Those who did not stop are not asked why."
    ),
    "appointment-access": sentence(
        "How long people wait for an appointment, how easy it was to get, and what "
        "stood in the way."
    ),
    "event-planning": sentence(
        "Who would come to a meeting, when, and which topics matter most to them."
    ),
}


@dataclass(frozen=True, kw_only=True)
class Starter:
    """A poll to begin with.

    Attributes:
        name: What it is called in addresses.
        purpose: What it is good for, in a sentence or two.
        draft: The poll, whose address may be taken already.
    """

    name: str
    purpose: Sentence
    draft: PollDraft


@cache
def starters() -> tuple[Starter, ...]:
    """Return all of them, the simplest first."""
    return tuple(
        Starter(name=name, purpose=purpose, draft=_draft(name))
        for name, purpose in _PURPOSES.items()
    )


def starter(name: str) -> Starter:
    """Return the one of this name.

    Raises:
        NoSuchPoll: There is none.
    """
    for each in starters():
        if each.name == name:
            return each
    msg = "There is no ready-made poll of this name."
    raise NoSuchPoll(msg)


def _draft(name: str) -> PollDraft:
    return read_definition(files(__name__).joinpath(f"{name}.yaml").read_bytes())

"""A page to take a picture of: where it is, and what to do on it first."""

from dataclasses import dataclass

from picture_acts import Act, as_it_comes
from picture_places import Place


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page to take a picture of.

    Attributes:
        name: The picture's name.
        path: The page's address.
        first: What to do on it before the picture is taken.
        staff: Whether to be signed in.
        status: What the address answers with.
        then: What the last page answers with, where it is another.
        place: Which server to look at it.
        script: Whether the browser runs scripts.
    """

    name: str
    path: str
    first: Act = as_it_comes
    staff: bool = False
    status: int = 200
    then: int | None = None
    place: Place = Place.PLAIN
    script: bool = True

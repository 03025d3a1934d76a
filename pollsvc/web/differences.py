"""What two people wrote of one thing: their versions beside each other, by field."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One field of which two people have two versions."""

    label: str
    theirs: str
    mine: str
    differs: bool


def differences(
    theirs: Mapping[str, str], mine: Mapping[str, str]
) -> Iterator[Difference]:
    """Yield each field that either of two people has filled in.

    Args:
        theirs: What the other wrote, by the name of its field.
        mine: What one wrote oneself.
    """
    for label in {**theirs, **mine}:
        one, other = theirs.get(label, ""), mine.get(label, "")
        if one or other:
            yield Difference(label=label, theirs=one, mine=other, differs=one != other)

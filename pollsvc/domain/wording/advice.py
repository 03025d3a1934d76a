"""One thing that may make answers worth less, and what to do about it."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Advice:
    """One thing that may make answers worth less.

    Attributes:
        rule: The name of the rule that found it.
        what: What is the matter, in a sentence.
        mend: What to do about it, in a sentence.
    """

    rule: str
    what: str
    mend: str

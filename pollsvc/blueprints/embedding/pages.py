"""What the example host page's template is given."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class ArticlePage:
    """An article of an imagined health community, with a poll at its end.

    Attributes:
        slug: The poll's name in addresses.
        question: Its wording, for the link that works without a script.
        poll_url: The poll as a page of its own.
        script_url: Where embed.js is.
        heights: What the frame needs at some widths, e.g. "320:1110 700:950".
    """

    slug: str
    question: str
    poll_url: str
    script_url: str
    heights: str

"""Which waves of a poll can be looked at on the same kind of page?"""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import url_for

from pollsvc.domain.sentences import Sentence, sentence


@dataclass(frozen=True, kw_only=True)
class WaveLink:
    """One wave of a poll.

    Attributes:
        url: Where it is shown; None: here.
    """

    label: Sentence
    url: str | None


def wave_links(
    endpoint: str, slug: str, codes: Iterable[str], *, shown: str
) -> tuple[WaveLink, ...]:
    """Return links to waves of a poll; none where the one shown is the only one.

    Args:
        endpoint: Shows one wave: takes a slug and a wave's code.
        slug: The poll's.
        codes: Of the waves, in the order of the links.
        shown: The code of the wave on this page.
    """
    links = tuple(
        WaveLink(
            label=sentence("Wave {wave}", wave=code),
            url=None if code == shown else url_for(endpoint, slug=slug, wave=code),
        )
        for code in codes
    )
    return links if any(link.url for link in links) else ()

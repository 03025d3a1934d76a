"""Sites that may show a poll in a frame: how an author writes them."""

import re
from collections.abc import Sequence

from pollsvc.domain.sentences import sentence

MAX_SITES = 20
"""All of them stand in one header, and proxies take no longer one."""

_NAME = r"[a-z0-9]([a-z0-9-]*[a-z0-9])?"
_HTTPS = re.compile(rf"https://({_NAME}(\.{_NAME})*)(:([1-9][0-9]{{0,4}}))?", re.ASCII)
# What is served on one's own machine has no certificate.
_LOOPBACK = re.compile(
    r"http://(localhost|127(\.[0-9]{1,3}){3})(:([1-9][0-9]{0,4}))?", re.ASCII
)
_LONGEST_HOST = 253
_LAST_PORT = 65535


def is_site(text: str) -> bool:
    """Return whether a text is a scheme, a host and maybe a port, and nothing else.

    It goes into a header between other words, so it can hold no wildcard, path,
    quote, semicolon or space. Pages without https could be changed on their way, so
    they may show a poll on one's own machine only.
    """
    found = _HTTPS.fullmatch(text) or _LOOPBACK.fullmatch(text)
    if found is None:
        return False
    host, port = found[1], found.groups()[-1]
    return len(host) <= _LONGEST_HOST and int(port or 1) <= _LAST_PORT


def problems_of(sites: Sequence[str]) -> dict[str, str]:
    """Return a sentence for each fault of a list, by its place."""
    if len(sites) > MAX_SITES:
        return {"sites": sentence("Name at most {most} sites.", most=MAX_SITES)}
    return {
        f"sites[{number}]": _problem(site)
        for number, site in enumerate(sites)
        if not is_site(site)
    }


def _problem(site: str) -> str:
    if site.startswith("http://"):
        return sentence(
            "{site!r} is not safe to name; write its https:// address.", site=site
        )
    return sentence(
        "{site!r} is not a site; write one like https://www.example.org.", site=site
    )

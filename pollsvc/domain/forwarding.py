"""Whether the number of proxies that is believed is the number there is."""

from dataclasses import dataclass

from pollsvc.domain.findings import Finding, ok, problem, warning

FORGED = "203.0.113.7"
"""What who asks claims to be: an address that exists in documentation only."""

ABOUT = "proxy"
_SET = "Set POLLSVC_TRUSTED_PROXIES = {}"
_LOOK_ALIKE = "all visitors look like one network, and share its limit"
_MADE_UP = "anybody can make up an address, and with it pass every limit"


@dataclass(frozen=True, kw_only=True)
class Forwarding:
    """What the server saw of a request that claimed to be forwarded.

    Attributes:
        hops: How many addresses proxies have put after the forged one; None: the
            forged one is gone.
        forwarded: How many addresses there are in all.
        believed: Whether the forged address counted as the visitor's.
        near: Whether the request came from the same machine.
        scheme: With what the server believes it was asked.
        underscores: Whether a header with underscores in its name came through too,
            which no server can tell from one with hyphens.
    """

    hops: int | None
    forwarded: int
    believed: bool
    near: bool
    scheme: str
    underscores: bool = False


def judge(
    seen: Forwarding, *, trusted: int, secure: bool, public_is_near: bool
) -> Finding:
    """Return what to think of how a request came through the public address.

    Args:
        seen: What the server saw of it.
        trusted: How many proxies the settings say there are.
        secure: Whether the public address is https.
        public_is_near: Whether the public address names this very machine.
    """
    if seen.hops is None:
        found = _without_the_forged(seen, trusted)
    elif seen.hops == 0 and seen.near and not public_is_near:
        found = problem(
            ABOUT,
            f"a proxy hands X-Forwarded-For on as it came: {_MADE_UP}",
            "Let the proxy overwrite it: proxy_set_header X-Forwarded-For $remote_addr",
        )
    else:
        found = _behind_the_forged(seen.hops, trusted, believed=seen.believed)
    return found if found.advice else _besides(found, seen, trusted, secure=secure)


def _besides(
    found: Finding, seen: Forwarding, trusted: int, *, secure: bool
) -> Finding:
    """Return what to think of proxies of which as many are there as are believed."""
    if trusted and seen.underscores:
        return problem(
            ABOUT,
            f"{found.found}, but they hand X_Forwarded_For on: {_MADE_UP}",
            "Let the proxy drop headers with underscores in their names.",
        )
    if secure and seen.scheme != "https":
        return warning(
            ABOUT,
            f"{found.found}, but they do not say that visitors came by https",
            "Let the proxy set X-Forwarded-Proto.",
        )
    return found


def _without_the_forged(seen: Forwarding, trusted: int) -> Finding:
    if seen.forwarded == 0:
        return problem(
            ABOUT,
            f"a proxy does not say for whom it asks: {_LOOK_ALIKE}",
            "Let the proxy set X-Forwarded-For.",
        )
    if trusted == 0:
        return problem(ABOUT, f"none is believed: {_LOOK_ALIKE}", _SET.format(1))
    if trusted > seen.forwarded:
        return problem(
            ABOUT,
            f"{trusted} are believed, at most {seen.forwarded} can be: {_LOOK_ALIKE}",
            _SET.format(seen.forwarded),
        )
    return ok(ABOUT, f"{trusted} believed; made-up addresses are thrown away")


def _behind_the_forged(hops: int, trusted: int, *, believed: bool) -> Finding:
    if believed or trusted > hops:
        return problem(
            ABOUT,
            f"{trusted} are believed, {hops} are there: {_MADE_UP}",
            _SET.format(hops),
        )
    if trusted < hops:
        return problem(
            ABOUT,
            f"{trusted} are believed, {hops} are there: {_LOOK_ALIKE}",
            _SET.format(hops),
        )
    return ok(ABOUT, f"{trusted} believed, and as many are there")

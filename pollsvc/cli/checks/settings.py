"""The settings in force: each with where it comes from, secrets hidden."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from pollsvc.cli.served_at import link_base
from pollsvc.config import LOOPBACK, Settings, host_name, sources
from pollsvc.domain.findings import Finding, ok, warning

_URLS = ("database_url", "redis_url")
_SECRETS = ("metrics_token",)


def findings(settings: Settings) -> Iterator[Finding]:
    """Yield one finding for each setting, and what to think of the public address."""
    for name, source in sources(settings).items():
        yield ok(f"setting {name}", f"{_shown(settings, name)} ({source})")
    yield _public(link_base(settings))


def without_password(url: str) -> str:
    """Return a server's address without what lets somebody in."""
    parts = urlsplit(url)
    if parts.password is None:
        return url.partition("?")[0]
    user = f"{parts.username}:…@" if parts.username else ":…@"
    place = parts.netloc.rpartition("@")[2]
    return f"{parts.scheme}://{user}{place}{parts.path}"


def _shown(settings: Settings, name: str) -> str:
    value = getattr(settings, name)
    if name in _SECRETS:
        return "set" if value else "none"
    if name == "database_url":
        value = settings.database
    if name in _URLS and value:
        value = without_password(value)
    if isinstance(value, tuple):
        value = ", ".join(value)
    return "none" if value in (None, "") else str(value)


def _public(address: str) -> Finding:
    about = "public address"
    if address.startswith("https://"):
        return ok(about, f"{address}, encrypted")
    if host_name(urlsplit(address).netloc) in LOOPBACK:
        return ok(about, f"{address}, this machine only")
    return warning(
        about,
        f"{address}, not encrypted: whoever is on the way reads the answers",
        "Put a proxy with https in front, and POLLSVC_PUBLIC_URL = https://…",
    )

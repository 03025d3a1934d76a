"""Networks, for rate limits: an address becomes a keyed mark that lives for a day."""

import hashlib
import hmac
import ipaddress
import secrets
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Protocol

SALT_BYTES = 32
SALT_LIFE_S = 25 * 3600
UNKNOWN = "unknown"


class SaltStore(Protocol):
    """Where several processes agree on the salt of a day."""

    def salt_of(self, day: str) -> bytes:
        """Return the day's salt, drawn by whoever asks first."""


class MemorySalts:
    """One process's salts; nothing of yesterday's is kept."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._day = ""
        self._salt = b""

    def salt_of(self, day: str) -> bytes:
        """Return the day's salt."""
        with self._lock:
            if day != self._day:
                self._day, self._salt = day, secrets.token_bytes(SALT_BYTES)
            return self._salt


def network_of(address: str | None) -> str:
    """Return the network of an address: the IPv4 address, or the IPv6 /64.

    Many people can share one; what cannot be read as an address shares one bucket.
    """
    try:
        parsed = ipaddress.ip_address(address or "")
    except ValueError:
        return UNKNOWN
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped is None:
            return str(ipaddress.ip_network((int(parsed) >> 64 << 64, 64)))
        parsed = parsed.ipv4_mapped
    return str(parsed)


def mark_of(
    address: str | None,
    salts: SaltStore,
    *,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> str:
    """Return the mark under which an address's network is counted today.

    32 hexadecimal digits. Without the day's salt, which is never stored on disk,
    nobody can tell which address it stands for.
    """
    salt = salts.salt_of(now().strftime("%Y-%m-%d"))
    return hmac.new(salt, network_of(address).encode(), hashlib.sha256).hexdigest()[:32]

"""Networks, for rate limits: an address becomes keyed marks that live for a day."""

import hashlib
import hmac
import ipaddress
import re
import secrets
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Protocol

from pollsvc.domain.keys import derive_key

_WITH_PORT = re.compile(
    r"\[(?P<six>[^\]]+)\](?::[0-9]{1,5})?|(?P<four>[0-9.]+):[0-9]{1,5}", re.ASCII
)
SALT_BYTES = 32
UNKNOWN = "unknown"
WIDER = 10
"""So many times what one network may send a /48 of IPv6 may send in all."""

Shares = dict[str, int]
"""For each network that an address belongs to, how many allowances it has."""


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


class DayKeys:
    """The keys of marks: each from the instance's secret and the salt of a day.

    Salts may lie beside the marks, for all processes to agree on: without the secret
    nobody can try which address a mark stands for. Once the salt is forgotten, nobody
    can with it either.
    """

    def __init__(self, secret: bytes, salts: SaltStore) -> None:
        self._secret, self._salts = secret, salts
        self._last = b"", b""

    def key_of(self, day: str) -> bytes:
        """Return the day's key."""
        salt = self._salts.salt_of(day)
        known, key = self._last
        if known != salt:
            # The last one only: with its salt it is forgotten.
            key = derive_key(self._secret, "networks", salt)
            self._last = salt, key
        return key


def networks_of(address: str | None) -> Shares:
    """Return the networks of an address: the IPv4 address, or the IPv6 /64 and /48.

    A household has a /64, and often a /56 or a /48, of which it may use any address:
    so both are counted, the narrower first. What cannot be read as an address shares
    one bucket. Some proxies write the port beside it, which says nothing of a network.
    """
    try:
        parsed = ipaddress.ip_address(_without_port(address or ""))
    except ValueError:
        return {UNKNOWN: 1}
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped is None:
            return {_prefix(parsed, 64): 1, _prefix(parsed, 48): WIDER}
        parsed = parsed.ipv4_mapped
    return {str(parsed): 1}


def marks_of(
    address: str | None,
    keys: DayKeys,
    *,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Shares:
    """Return the marks under which an address's networks are counted today.

    32 hexadecimal digits each. Without the day's key, which is never stored, nobody
    can tell which address they stand for.
    """
    key = keys.key_of(now().date().isoformat())
    return {
        hmac.digest(key, network.encode(), hashlib.sha256).hex()[:32]: share
        for network, share in networks_of(address).items()
    }


def _without_port(address: str) -> str:
    found = _WITH_PORT.fullmatch(address)
    return found["six"] or found["four"] if found else address


def _prefix(address: ipaddress.IPv6Address, bits: int) -> str:
    host = 128 - bits
    return f"{ipaddress.IPv6Address(int(address) >> host << host)}/{bits}"

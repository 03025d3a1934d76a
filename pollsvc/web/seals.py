"""Sealed texts: what this server only can write and open, and only where it belongs."""

import base64
import binascii
import secrets
from collections.abc import Iterable

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE_BYTES = 12


def seal(inside: bytes, place: str, key: bytes) -> str:
    """Return bytes sealed as text for an address or a form field.

    Args:
        inside: What nobody else shall read.
        place: Where it belongs, such as a poll's id: elsewhere it does not open.
        key: 32 bytes, for this purpose alone.
    """
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return text_of(nonce + AESGCM(key).encrypt(nonce, inside, place.encode()))


def unseal(text: str, place: str, keys: Iterable[bytes]) -> bytes | None:
    """Return what was sealed for a place with one of these keys, or None."""
    raw = bytes_of(text)
    return next(filter(None, (_opened(raw, place, key) for key in keys)), None)


def text_of(raw: bytes) -> str:
    """Return bytes as text that is safe in addresses, cookies and forms."""
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def bytes_of(text: str) -> bytes:
    """Return the bytes of such a text; none where it is not one."""
    try:
        return base64.b64decode(
            text.encode("ascii") + b"=" * (-len(text) % 4),
            altchars=b"-_",
            validate=True,
        )
    except (ValueError, binascii.Error, UnicodeEncodeError):
        return b""


def _opened(raw: bytes, place: str, key: bytes) -> bytes | None:
    nonce, sealed = raw[:_NONCE_BYTES], raw[_NONCE_BYTES:]
    try:
        return AESGCM(key).decrypt(nonce, sealed, place.encode())
    except (InvalidTag, ValueError):
        return None

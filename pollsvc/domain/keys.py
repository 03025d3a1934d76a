"""Keys for one purpose each, derived from the instance's one secret."""

import hashlib
import hmac

SECRET_BYTES = 32


def derive_key(secret: bytes, purpose: str, *context: bytes) -> bytes:
    """Return a 32-byte key that serves one purpose only.

    HMAC-SHA256 as a pseudorandom function, as in the expand step of HKDF
    (RFC 5869). Each part of the context is length-prefixed, so that no two
    contexts can run into each other.
    """
    message = b"".join(
        len(part).to_bytes(4, "big") + part for part in (purpose.encode(), *context)
    )
    return hmac.digest(secret, message, hashlib.sha256)

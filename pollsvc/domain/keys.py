"""Keys for one purpose each, derived from the instance's one secret."""

import hashlib
import hmac
from collections.abc import Collection
from dataclasses import dataclass, field

SECRET_BYTES = 32
_NAME_BYTES = 4


@dataclass(frozen=True)
class KeyRing:
    """The instance's secrets: one to make things with, earlier ones to read with.

    Attributes:
        secrets: The newest first, each at least 32 bytes; never empty.
    """

    secrets: tuple[bytes, ...] = field(repr=False)

    @property
    def current(self) -> bytes:
        """The secret that everything new is made with."""
        return self.secrets[0]

    def named(self, key_id: str | None) -> bytes | None:
        """Return the secret with a name, or None where it is no longer kept.

        Args:
            key_id: What `name_of` gave; None: from before secrets had names, so
                the oldest.
        """
        if key_id is None:
            return self.secrets[-1]
        return next((s for s in self.secrets if name_of(s) == key_id), None)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the secrets, the newest first."""
        return tuple(map(name_of, self.secrets))

    def with_newest(self, secret: bytes) -> "KeyRing":
        """Return the ring with a secret that everything new is made with."""
        return KeyRing((secret, *self.secrets))

    def led_by(self, secret: bytes) -> "KeyRing":
        """Return the ring with a secret, in it or not, that new things are made with.

        What has no name then goes by another key: it must have been named before.
        """
        return KeyRing((secret, *(s for s in self.secrets if s != secret)))

    def with_earlier(self, other: "KeyRing") -> "KeyRing":
        """Return the ring with another's secrets, to read with."""
        more = (s for s in other.secrets if s not in self.secrets)
        return KeyRing((*self.secrets, *more))

    def only(self, names: Collection[str]) -> "KeyRing":
        """Return the ring with the current secret and those named."""
        kept = (s for s in self.secrets[1:] if name_of(s) in names)
        return KeyRing((self.current, *kept))


def name_of(secret: bytes) -> str:
    """Return a secret's name: 8 hexadecimal digits that say nothing of it."""
    return derive_key(secret, "name of the secret")[:_NAME_BYTES].hex()


def ring_of(text: str) -> KeyRing:
    """Return the ring that a text holds, one secret a line.

    Raises:
        ValueError: It holds none, or a line is no secret; the text says why.
    """
    kept = tuple(bytes.fromhex(line) for line in text.split())
    if not kept or min(map(len, kept)) < SECRET_BYTES:
        msg = f"a secret is shorter than {SECRET_BYTES} bytes"
        raise ValueError(msg)
    return KeyRing(kept)


def text_of(keys: KeyRing) -> str:
    """Return a ring as text, one secret a line, the newest first."""
    return "".join(f"{secret.hex()}\n" for secret in keys.secrets)


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

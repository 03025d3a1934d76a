"""Secrets in every disguise in which they might be kept, and where they are found."""

import base64
import hashlib
from collections import defaultdict
from dataclasses import dataclass
from urllib.parse import quote_from_bytes

import numpy as np

SHORTEST = 8
_BITS = 22
_CHUNK = 1 << 20
_MIXES = (
    (np.uint64(0x243F6A8885A308D3), np.uint64(0x9E3779B97F4A7C15)),
    (np.uint64(0x13198A2E03707344), np.uint64(0xC2B2AE3D27D4EB4F)),
)
"""Two ways to scatter eight bytes. Files are full of zeros: they are scattered too."""
_HASHES = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "blake2b", "blake2s")


@dataclass(frozen=True)
class Hit:
    """Where something was found.

    Attributes:
        place: The file, table or key.
        offset: In bytes from its beginning.
        label: Of what was looked for.
    """

    place: str
    offset: int
    label: object


def disguises(secret):
    """Every form of some bytes that can be told from chance, all of them bytes."""
    forms = {secret, secret[::-1]}
    for way in (bytes, lambda raw: raw[::-1]):
        raw = way(secret)
        forms |= set(_hexadecimal(raw)) | set(_base64(raw)) | set(_base32(raw))
        forms |= {base64.b85encode(raw), base64.a85encode(raw)}
        forms |= {str(int.from_bytes(raw, "big")).encode()}
        forms |= set(_escaped(raw))
    forms |= {
        form.decode("ascii").encode(coding)
        for form in list(forms)
        if form.isascii() and form.isalnum()
        for coding in ("utf-16-le", "utf-16-be")
    }
    return {form for form in forms if len(form) >= SHORTEST}


def disguises_of_text(text):
    """The same for a text, in capital and in small letters, and for its hashes."""
    forms = set()
    for said in {text, text.lower(), text.upper()}:
        forms |= disguises(said.encode()) | hashes(said.encode())
        forms |= {said.encode("utf-16-le"), said.encode("utf-16-be")}
    return forms


def hashes(raw):
    """What anybody who guesses right can compute, as it is usually written."""
    digests = [hashlib.new(name, raw).digest() for name in _HASHES]
    return {
        form
        for digest in digests
        for form in (
            digest,
            digest.hex().encode(),
            digest.hex().upper().encode(),
            base64.b64encode(digest).rstrip(b"="),
            base64.urlsafe_b64encode(digest).rstrip(b"="),
        )
    }


def _hexadecimal(raw):
    plain = raw.hex()
    for form in (plain, raw.hex("-"), raw.hex(":"), raw.hex(" ")):
        yield form.encode()
        yield form.upper().encode()
    if len(raw) == 16:
        groups = (plain[:8], plain[8:12], plain[12:16], plain[16:20], plain[20:])
        yield "-".join(groups).encode()
        yield "-".join(groups).upper().encode()


def _base64(raw):
    """As it would stand in the middle of something longer, too."""
    for start in range(3):
        shifted = bytes(start) + raw
        # The letters at either end hold bits of what comes before and after.
        first, last = -(-start * 8 // 6), len(shifted) * 8 // 6
        for letters in (base64.b64encode(shifted), base64.urlsafe_b64encode(shifted)):
            yield letters[first:last]


def _base32(raw):
    for start in range(5):
        shifted = bytes(start) + raw
        first, last = -(-start * 8 // 5), len(shifted) * 8 // 5
        letters = base64.b32encode(shifted)[first:last]
        yield letters
        yield letters.lower()


def _escaped(raw):
    yield repr(raw)[2:-1].encode()
    yield quote_from_bytes(raw, safe="").encode()
    yield "".join(f"={byte:02X}" for byte in raw).encode()
    yield "".join(f"\\x{byte:02x}" for byte in raw).encode()
    yield "".join(f"\\u{byte:04x}" for byte in raw).encode()
    yield "".join(f"\\{byte:03o}" for byte in raw).encode()
    yield raw.decode("latin-1").encode()
    yield str(list(raw))[1:-1].encode()
    yield ",".join(map(str, raw)).encode()


class Needles:
    """Many things to look for at once; each at least eight bytes long."""

    def __init__(self, labels):
        """Begin with what to look for: labels by the bytes that would be found."""
        self._by_beginning = defaultdict(list)
        for needle, label in labels.items():
            self._by_beginning[needle[:SHORTEST]].append((needle, label))
        beginnings = np.frombuffer(b"".join(self._by_beginning), dtype="<u8")
        self._likely = [np.zeros(1 << _BITS, dtype=bool) for _ in _MIXES]
        for likely, mix in zip(self._likely, _MIXES, strict=True):
            likely[_mixed(beginnings, mix)] = True

    def hits_in(self, place, content):
        """Everything found in some bytes, in their order."""
        count = len(content) - SHORTEST + 1
        if count < 1:
            return
        windows = np.ndarray((count,), dtype="<u8", buffer=content, strides=(1,))
        for start in range(0, count, _CHUNK):
            for offset in self._offsets(windows[start : start + _CHUNK], start):
                beginning = content[offset : offset + SHORTEST]
                for needle, label in self._by_beginning.get(beginning, ()):
                    if content.startswith(needle, offset):
                        yield Hit(place, offset, label)

    def _offsets(self, windows, start):
        """Where something may begin: of what does not, one in a hundred are left."""
        places = np.arange(len(windows))
        for likely, mix in zip(self._likely, _MIXES, strict=True):
            places = places[likely[_mixed(windows[places], mix)]]
        return (places + start).tolist()


def _mixed(windows, mix):
    turned, times = mix
    return ((windows ^ turned) * times) >> np.uint64(64 - _BITS)

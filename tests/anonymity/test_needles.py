"""The search itself: a secret is found in any disguise, and only where it is."""

import base64
import hashlib
import json
import os
from urllib.parse import quote_from_bytes

import pytest

from tests.anonymity.needles import Needles, disguises, disguises_of_text

SECRET = bytes.fromhex("eaba09b6358372e9ca50f58f9b2bb029")
RECEIPT = "7KQ2-9XWD-4HTB-NC3E-8RVY-P6A4-JZ0M"
AROUND = os.urandom(4000)


def labels(content, needles):
    return {hit.label for hit in Needles(needles).hits_in("here", content)}


def inside(raw):
    """Something in the middle of something else, in a hundred kilobytes of noise."""
    return os.urandom(50_000) + raw + os.urandom(50_000)


@pytest.mark.parametrize(
    "kept",
    [
        SECRET,
        SECRET[::-1],
        SECRET.hex().encode(),
        SECRET.hex().upper().encode(),
        SECRET[::-1].hex().encode(),
        SECRET.hex("-").encode(),
        f"\\x{SECRET.hex()}".encode(),
        base64.b64encode(SECRET),
        base64.b64encode(b"a" + SECRET + b"z"),
        base64.urlsafe_b64encode(b"ab" + SECRET + b"yz"),
        base64.urlsafe_b64encode(b"abc" + SECRET),
        base64.b32encode(SECRET),
        base64.b32encode(b"abcd" + SECRET + b"z").lower(),
        base64.b85encode(SECRET),
        str(int.from_bytes(SECRET, "big")).encode(),
        str(int.from_bytes(SECRET, "little")).encode(),
        repr(SECRET).encode(),
        quote_from_bytes(SECRET, safe="").encode(),
        str(list(SECRET)).encode(),
        SECRET.hex().encode("utf-16-le"),
        SECRET.decode("latin-1").encode(),
    ],
)
def test_a_secret_is_found_in_any_disguise(kept):
    needles = dict.fromkeys(disguises(SECRET), "secret")
    assert labels(inside(kept), needles) == {"secret"}
    assert labels(inside(b""), needles) == set()


@pytest.mark.parametrize(
    "kept",
    [
        RECEIPT.encode(),
        RECEIPT.lower().encode(),
        RECEIPT.encode("utf-16-be"),
        base64.b64encode(b'{"receipt": "' + RECEIPT.encode() + b'"}'),
        json.dumps({"r": RECEIPT}).encode().hex().encode(),
        hashlib.sha256(RECEIPT.encode()).hexdigest().encode(),
        hashlib.md5(RECEIPT.encode()).digest(),  # noqa: S324 -- as others may
    ],
)
def test_a_text_is_found_in_any_disguise(kept):
    needles = dict.fromkeys(disguises_of_text(RECEIPT), "receipt")
    assert labels(inside(kept), needles) == {"receipt"}
    assert labels(inside(b""), needles) == set()


def test_places_are_exact_and_all_are_found():
    content = AROUND + SECRET + AROUND + SECRET
    found = [hit.offset for hit in Needles({SECRET: "s"}).hits_in("here", content)]
    assert found == [4000, 8016]


@pytest.mark.parametrize("content", [b"", b"short", bytes(10_000)])
def test_where_there_is_nothing_nothing_is_found(content):
    assert labels(content, {SECRET: "secret"}) == set()

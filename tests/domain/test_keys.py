"""Keys derived from the instance's secret serve one purpose each."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from pollsvc.domain.keys import derive_key

SECRET = b"s" * 32


def test_a_key_is_always_the_same():
    assert derive_key(SECRET, "wave", b"1") == derive_key(SECRET, "wave", b"1")


def test_a_key_has_32_bytes_and_is_not_the_secret():
    assert len(derive_key(SECRET, "wave")) == 32
    assert derive_key(SECRET, "wave") != SECRET


def test_purposes_contexts_and_secrets_do_not_run_into_each_other():
    keys = [
        derive_key(SECRET, "wave", b"1", b"2"),
        derive_key(SECRET, "wave", b"12"),
        derive_key(SECRET, "wave", b"12", b""),
        derive_key(SECRET, "wave", b"", b"12"),
        derive_key(SECRET, "wave1", b"2"),
        derive_key(SECRET, "ballot", b"1", b"2"),
        derive_key(b"t" * 32, "wave", b"1", b"2"),
    ]
    assert all(one != other for one, other in combinations(keys, 2))


contexts = st.lists(st.binary(max_size=6), max_size=4)


@given(contexts, contexts)
def test_only_the_same_context_gives_the_same_key(one, other):
    same = derive_key(SECRET, "x", *one) == derive_key(SECRET, "x", *other)
    assert same is (one == other)

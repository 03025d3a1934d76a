"""A lot that cannot be stored whole is stored one by one, while there is a store."""

import pytest

from pollsvc.domain.errors import StoreUnavailable
from pollsvc.domain.responses import Outcome
from pollsvc.services import recording


@pytest.fixture
def storing(monkeypatch):
    """Storing that fails as it is told to, and the lots that it was asked to store."""
    tried = []

    def begin(**failures):
        def store(lot):
            tried.append("".join(lot))
            if failure := failures.get("".join(lot)):
                raise failure
            return [Outcome.SUBMITTED] * len(lot)

        monkeypatch.setattr(recording, "_record", store)
        return tried

    return begin


def test_what_cannot_be_stored_keeps_nothing_else_from_being_stored(storing):
    fault = ValueError("b")
    tried = storing(abc=ValueError("lot"), b=fault)
    told = recording.record_all("abc")
    assert told == [Outcome.SUBMITTED, fault, Outcome.SUBMITTED]
    assert tried == ["abc", "a", "b", "c"]


def test_where_the_store_is_gone_nobody_else_waits_for_it(storing):
    gone = StoreUnavailable("gone")
    tried = storing(abcd=ValueError("lot"), b=gone)
    assert recording.record_all("abcd") == [Outcome.SUBMITTED, gone, gone, gone]
    assert tried == ["abcd", "a", "b"]


def test_a_store_that_is_gone_is_told_to_all(storing):
    tried = storing(abc=StoreUnavailable("gone"))
    with pytest.raises(StoreUnavailable):
        recording.record_all("abc")
    assert tried == ["abc"]

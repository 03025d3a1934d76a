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
    tried = storing(abcd=ValueError("lot"), b=StoreUnavailable("gone"))
    first, *others = recording.record_all("abcd")
    assert first is Outcome.SUBMITTED
    assert [(type(each), str(each)) for each in others] == [
        (StoreUnavailable, "gone")
    ] * 3
    assert tried == ["abcd", "a", "b"]


def test_a_store_that_is_gone_is_told_to_each_by_a_refusal_of_its_own(storing):
    gone = StoreUnavailable("gone")
    gone.__cause__ = OSError("cut")
    tried = storing(abc=gone)
    told = recording.record_all("abc")
    assert [str(each) for each in told] == ["gone"] * 3
    assert [each.__cause__ for each in told] == [gone.__cause__] * 3
    assert len({id(each) for each in told}) == 3
    assert tried == ["abc"]

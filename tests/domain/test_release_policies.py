"""When counts become public, in what steps, and who may look at them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pollsvc.domain.release_policies import (
    BATCH,
    ReleasePolicy,
    Visibility,
    may_look,
    release_due,
)

BATCHED, LIVE = ReleasePolicy.BATCHED, ReleasePolicy.LIVE


@pytest.mark.parametrize(
    ("responses", "released", "closed", "due"),
    [
        (0, None, False, False),
        (9, None, False, False),
        (10, None, False, True),
        (11, 10, False, False),
        (19, 10, False, False),
        (20, 10, False, True),
        (23, 10, False, True),
        # Somebody took an answer back: no step down, and none before ten more.
        (9, 10, False, False),
        (10, 10, False, False),
        # At close all are shown, or none where they are fewer than a batch.
        (9, None, True, False),
        (0, None, True, False),
        (10, None, True, True),
        (19, 10, True, True),
        (9, 10, True, False),
    ],
)
def test_batched_moves_in_steps_of_ten_new_answers(responses, released, closed, due):
    asked = {"responses": responses, "released": released, "closed": closed}
    assert release_due(BATCHED, **asked) is due


@pytest.mark.parametrize(
    ("responses", "set_aside", "released", "closed", "due"),
    [
        # What is counted in is no step by itself, however much it is.
        (40, 30, 10, False, False),
        (49, 30, 10, False, False),
        (50, 30, 10, False, True),
        # Nor is what is counted out.
        (19, 0, 10, False, False),
        (20, 0, 10, False, True),
        # Nobody is shown who is a handful among answers set aside.
        (39, 30, None, False, False),
        (40, 30, None, False, True),
        (39, 30, None, True, True),
    ],
)
def test_answers_set_aside_make_no_step(responses, set_aside, released, closed, due):
    asked = {"responses": responses, "set_aside": set_aside, "released": released}
    assert release_due(BATCHED, closed=closed, **asked) is due


@given(st.lists(st.sampled_from(["answer", "aside", "decide"]), max_size=300))
def test_however_decisions_go_two_releases_differ_by_ten_who_were_not_set_aside(acts):
    ordinary, aside, counted = 0, 0, False
    shown = []
    for act in acts:
        ordinary += act == "answer"
        aside += act == "aside"
        counted ^= act == "decide"
        among = aside if counted else 0
        last = shown[-1] if shown else None
        if release_due(
            BATCHED,
            responses=ordinary + among,
            set_aside=among,
            released=last,
            closed=False,
        ):
            shown.append(ordinary)
    gaps = [b - a for a, b in zip([0, *shown], shown, strict=False)]
    assert all(gap >= BATCH for gap in gaps)


@pytest.mark.parametrize("closed", [False, True])
@pytest.mark.parametrize("responses", [0, 1, 9, 10])
def test_live_moves_with_every_answer(responses, closed):
    assert release_due(LIVE, responses=responses, released=None, closed=closed)


@given(st.lists(st.sampled_from([1, 1, 1, -1]), max_size=200))
def test_no_two_releases_of_an_open_poll_are_closer_than_a_batch(steps):
    responses, released, shown = 0, None, []
    for step in steps:
        responses = max(0, responses + step)
        if release_due(BATCHED, responses=responses, released=released, closed=False):
            released = responses
            shown.append(responses)
    gaps = [b - a for a, b in zip([0, *shown], shown, strict=False)]
    assert all(gap >= BATCH for gap in gaps)


@pytest.mark.parametrize(
    ("visibility", "closed", "has_answered", "sees"),
    [
        (Visibility.ALWAYS, False, False, True),
        (Visibility.ALWAYS, False, True, True),
        (Visibility.ALWAYS, True, False, True),
        (Visibility.ALWAYS, True, True, True),
        (Visibility.ON_VOTE, False, False, False),
        (Visibility.ON_VOTE, False, True, True),
        (Visibility.ON_VOTE, True, False, True),
        (Visibility.ON_VOTE, True, True, True),
        (Visibility.ON_CLOSE, False, False, False),
        (Visibility.ON_CLOSE, False, True, False),
        (Visibility.ON_CLOSE, True, False, True),
        (Visibility.ON_CLOSE, True, True, True),
        (Visibility.STAFF_ONLY, False, False, False),
        (Visibility.STAFF_ONLY, False, True, False),
        (Visibility.STAFF_ONLY, True, False, False),
        (Visibility.STAFF_ONLY, True, True, False),
    ],
)
def test_who_may_look(visibility, closed, has_answered, sees):
    seen = may_look(
        visibility, closed=closed, has_answered=has_answered, is_staff=False
    )
    assert seen is sees


@pytest.mark.parametrize("visibility", Visibility)
def test_staff_may_always_look(visibility):
    assert may_look(visibility, closed=False, has_answered=False, is_staff=True)

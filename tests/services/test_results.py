"""Who sees which results, when, and in what steps they move."""

from itertools import product

import pytest

from pollsvc.domain.errors import NoSuchPoll, NoSuchWave
from pollsvc.domain.questionnaires import Translation
from pollsvc.domain.release_policies import ReleasePolicy, Visibility
from pollsvc.domain.repeats import Repeat
from pollsvc.domain.schedules import Schedule
from pollsvc.domain.waves import Standing
from pollsvc.services import authoring, catalogue, lifecycle
from pollsvc.services.results import figures_shown, public_results
from tests.factories import SLUG, draft, local, questionnaire, utc
from tests.publishing import (
    AUTHOR,
    NOW,
    archive,
    close,
    new_ballot,
    published,
    submit,
    withdraw,
)

WINDOW = Schedule(opens=local(2026, 11, 1), closes=local(2026, 11, 30))
MONTHLY = Schedule(
    opens=local(2026, 11, 1), closes=local(2026, 11, 30), repeats=Repeat.MONTHLY
)
MOMENTS = {
    Standing.UPCOMING: utc(2026, 10, 5),
    Standing.OPEN: utc(2026, 11, 5),
    Standing.CLOSED: utc(2026, 12, 5),
}

# Whether somebody may look who has not answered, and somebody who has.
SEEN = {
    (Visibility.ALWAYS, Standing.UPCOMING): (True, True),
    (Visibility.ALWAYS, Standing.OPEN): (True, True),
    (Visibility.ALWAYS, Standing.CLOSED): (True, True),
    (Visibility.ON_VOTE, Standing.UPCOMING): (False, True),
    (Visibility.ON_VOTE, Standing.OPEN): (False, True),
    (Visibility.ON_VOTE, Standing.CLOSED): (True, True),
    (Visibility.ON_CLOSE, Standing.UPCOMING): (False, False),
    (Visibility.ON_CLOSE, Standing.OPEN): (False, False),
    (Visibility.ON_CLOSE, Standing.CLOSED): (True, True),
    (Visibility.STAFF_ONLY, Standing.UPCOMING): (False, False),
    (Visibility.STAFF_ONLY, Standing.OPEN): (False, False),
    (Visibility.STAFF_ONLY, Standing.CLOSED): (False, False),
}


def look(*, language="en", slug=SLUG, **given):
    onlooker = {"has_answered": True, "is_staff": False, "now": NOW} | given
    listing = catalogue.published(slug).spoken_in(language)
    return public_results(listing=listing, **onlooker)


def shown():
    """How many responses the release counts that is shown now; None: none is."""
    release = look().release
    return release.responses if release else None


@pytest.mark.parametrize("visibility", Visibility)
def test_who_sees_results_when(visibility):
    """Each standing, somebody who has answered or not, staff or not."""
    published(results=visibility, schedule=WINDOW, now=MOMENTS[Standing.UPCOMING])
    for _ in range(10):
        submit("1", now=MOMENTS[Standing.OPEN])
    for standing, has_answered in product(Standing, (False, True)):
        now = MOMENTS[standing]
        member = look(has_answered=has_answered, now=now)
        allowed = SEEN[visibility, standing][has_answered]
        assert (member.standing, member.allowed) == (standing, allowed)
        assert (member.release is not None) is allowed
        staff = look(has_answered=has_answered, is_staff=True, now=now)
        assert staff.allowed
        assert staff.release.responses == 10


def test_the_table_has_a_row_for_every_case():
    assert set(SEEN) == set(product(Visibility, Standing))


def test_in_batches_results_move_by_ten_and_at_close():
    published()
    steps = []
    for _ in range(23):
        submit("1")
        steps.append(shown())
    assert steps == [None] * 9 + [10] * 10 + [20] * 4
    close()
    assert shown() == 23


def test_in_batches_a_change_or_withdrawal_moves_nothing_shown():
    published()
    ballots = [new_ballot() for _ in range(10)]
    for ballot in ballots:
        submit("1", ballot)
    before = look().release
    submit("2", ballots[0], wants_change=True)
    withdraw(ballots[1])
    assert look().release == before


def test_in_batches_ten_new_answers_are_ten_more_than_were_shown():
    published()
    ballots = [new_ballot() for _ in range(10)]
    for ballot in ballots:
        submit("1", ballot)
    for ballot in ballots[:4]:
        withdraw(ballot)
    for _ in range(13):
        submit("2")
    assert shown() == 10
    submit("2")
    assert shown() == 20


def test_live_results_move_with_every_answer_change_and_withdrawal():
    published(release=ReleasePolicy.LIVE)
    ballot = new_ballot()
    assert shown() is None
    submit("1", ballot)
    assert look().release.counts["visits"]["1"] == 1
    submit("2", ballot, wants_change=True)
    assert look().release.counts["visits"]["1"] == 0
    withdraw(ballot)
    assert shown() == 0


@pytest.mark.parametrize(
    ("policy", "answers", "at_close"),
    [
        (ReleasePolicy.BATCHED, 0, None),
        (ReleasePolicy.BATCHED, 9, None),
        (ReleasePolicy.BATCHED, 10, 10),
        (ReleasePolicy.BATCHED, 11, 11),
        (ReleasePolicy.LIVE, 0, 0),
        (ReleasePolicy.LIVE, 1, 1),
        (ReleasePolicy.LIVE, 9, 9),
    ],
)
def test_what_is_shown_after_close(policy, answers, at_close):
    published(release=policy)
    for _ in range(answers):
        submit("1")
    close()
    assert shown() == at_close


def test_until_it_is_closed_a_poll_past_its_time_shows_its_last_step():
    published(schedule=WINDOW)
    for _ in range(15):
        submit("1")
    late = MOMENTS[Standing.CLOSED]
    assert look(now=late).release.responses == 10
    lifecycle.run_due(now=late)
    assert look(now=late).release.responses == 15


def test_every_wave_has_results_of_its_own():
    published(schedule=MONTHLY)
    for _ in range(10):
        submit("1")
    december = utc(2026, 12, 5)
    lifecycle.run_due(now=december)
    newest = look(now=december)
    assert (newest.wave.code, newest.release) == ("2026-12", None)
    earlier = look(now=december, wave_code="2026-11")
    assert (newest.is_shown, earlier.is_shown) == (True, False)
    assert earlier.standing is Standing.CLOSED
    assert earlier.release.responses == 10


def test_a_released_count_is_of_a_day_and_not_of_a_moment():
    published(release=ReleasePolicy.LIVE)
    submit("1", now=utc(2026, 11, 10, 23, 59))
    assert look().release.released_on.isoformat() == "2026-11-10"


def test_an_archived_poll_still_shows_its_results():
    published()
    for _ in range(10):
        submit("1")
    close()
    archive()
    assert shown() == 10


def test_a_draft_has_no_results_for_anybody():
    authoring.create_poll(draft=draft(), actor=AUTHOR, now=NOW)
    for slug in (SLUG, "nothing"):
        with pytest.raises(NoSuchPoll):
            look(slug=slug, is_staff=True)


def test_a_wave_that_never_was_has_no_results():
    published()
    with pytest.raises(NoSuchWave):
        look(wave_code="1999-01")


def test_figures_are_of_what_was_looked_at_in_the_readers_language():
    """They are worked out once for all who see the same."""
    said = Translation(language="es", texts={"questions.visits.options.1": "Una vez"})
    spoken = questionnaire(translations=(said,))
    published(release=ReleasePolicy.LIVE, questionnaire=spoken)
    submit("1")
    one = look()
    assert once(one) == ("Once", 1)
    assert once(look(language="es")) == ("Una vez", 1)
    assert figures_shown(look()) is figures_shown(one)
    submit("1")
    assert once(look()) == ("Once", 2)
    assert once(look(language="es")) == ("Una vez", 2)
    assert once(one) == ("Once", 1)


def once(view):
    (visits,) = figures_shown(view)
    return visits.options[1].label, visits.options[1].count

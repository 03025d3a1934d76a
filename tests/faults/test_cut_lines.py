"""People who never heard that their answer is stored, and who send it again.

Their line is cut, or the server was started anew.
"""

import pytest

from tests.faults.crowd import NETWORK, Crowd
from tests.faults.cutting import ALL, BEGINNING, NOTHING, line_to
from tests.faults.one_form import ALREADY, ASKED, COUNTED, filled_in
from tests.faults.planting import planted
from tests.faults.verdict import judged
from tests.instances import newcomer


def answered_over_bad_lines(instance, number, *faults):
    """The verdict on a crowd that hears of every third answer at once."""
    with (
        instance.serve(**planted(*faults)) as running,
        line_to(running, NOTHING, BEGINNING, ALL) as line,
        Crowd(url=line.url, people=6) as crowd,
    ):
        crowd.wait_for_more(number)
    assert line.cut > number
    return judged(instance, crowd)


def test_who_tries_again_until_it_is_heard_is_counted_once(instance):
    answered_over_bad_lines(instance, 30).require()


@pytest.mark.long
def test_however_many_try_again(instance):
    answered_over_bad_lines(instance, 300).require()


@pytest.mark.long
def test_without_an_id_by_the_ballot_each_try_would_be_counted(instance):
    verdict = answered_over_bad_lines(instance, 30, "forget_the_ballot")
    assert len(verdict.stored) > len(verdict.sent)


def test_who_tries_again_with_another_answer_is_asked_first(instance):
    """The first answer stands until they say so, though they never heard of it."""
    with instance.serve() as running:
        form = filled_in(running)
        assert heard(running, NOTHING, form.path, form.filled("1")) is None
        form.sent[form.token] = "1"
        assert form.send(running, "1").heading == ALREADY
        asked = form.send(running, "2")
        assert asked.heading == ASKED
        assert "Counted now Once New answer Twice" in asked.text
        judged(instance, form).require()
        confirmed = asked.form("Count my new answer")
        assert heard(running, NOTHING, *confirmed) is None
        form.sent[form.token] = "2"
        assert heard(running, ALL, *confirmed) == ALREADY
    judged(instance, form).require()


def sent_before_and_after_a_restart(instance, *faults):
    """One form, sent twice, and the verdict on it."""
    with instance.serve(**planted(*faults)) as running:
        form = filled_in(running)
        form.send(running, "1")
    with instance.serve(**planted(*faults)) as running:
        form.send(running, "1")
    return form, judged(instance, form)


def test_a_form_sent_before_and_after_a_restart_is_one_answer(instance):
    form, verdict = sent_before_and_after_a_restart(instance)
    verdict.require()
    assert form.headings == {COUNTED: 1, ALREADY: 1}


@pytest.mark.long
def test_without_an_id_by_the_ballot_it_would_be_two(instance):
    _, verdict = sent_before_and_after_a_restart(instance, "forget_the_ballot")
    assert len(verdict.stored) == 2


def heard(running, length, action, pairs):
    """The heading of the page that answers a form over a line that may be cut."""
    with line_to(running, length) as line:
        person = newcomer(line, keeps_cookies=False)
        try:
            return person.send(action.replace(running.url, line.url), pairs).heading
        except NETWORK:
            return None
        finally:
            person.road.close()

"""One ballot from fifty people at once, at two servers of one database: one answer."""

from contextlib import ExitStack

import pytest

from tests.faults.one_form import ALREADY, ASKED, COUNTED, filled_in
from tests.faults.planting import planted
from tests.faults.verdict import judged

CROWD = 50
SAME, DIFFERENT = "1", "0123"


def sent_by_many(instance, *each, faults=()):
    """Forms, each sent by fifty to two servers at once, and the verdict on them.

    Args:
        instance: What the servers serve.
        *each: For each form the codes that people send with it, in turn.
        faults: What is planted into the servers.
    """
    with ExitStack() as stack:
        servers = [
            stack.enter_context(instance.serve(**planted(*faults))) for _ in range(2)
        ]
        forms = []
        for number, codes in enumerate(each):
            forms.append(filled_in(servers[number % 2]))
            forms[-1].send_at_once(servers, codes, CROWD)
    return forms, judged(instance, *forms)


def test_one_ballot_is_one_answer_and_the_first_one_stands(instance):
    (same, different), verdict = sent_by_many(instance, SAME, DIFFERENT)
    verdict.require()
    assert len(verdict.stored) == 2
    assert same.headings == {COUNTED: 1, ALREADY: CROWD - 1}
    assert different.headings.keys() == {COUNTED, ALREADY, ASKED}
    assert different.headings[COUNTED] == 1
    # As many as chose what the first one chose, who is one of them.
    assert different.headings[ALREADY] in {CROWD // 4 - 1, CROWD // 4}


@pytest.mark.long
def test_however_often_it_is_tried(instance):
    forms, verdict = sent_by_many(instance, *[SAME, DIFFERENT] * 10)
    verdict.require()
    assert len(verdict.stored) == len(forms)


@pytest.mark.long
def test_without_an_id_by_the_ballot_everybody_would_be_counted(instance):
    _, verdict = sent_by_many(instance, SAME, faults=["forget_the_ballot"])
    assert len(verdict.stored) == CROWD
    assert "responses are stored that nobody sent" in "".join(verdict.problems)

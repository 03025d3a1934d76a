"""`pollsvc poll aside` tells what was set aside and counts it, or says why not."""

import pytest
from sqlalchemy import text

from pollsvc.cli.application import make_app, working_in
from pollsvc.domain.asides import Aside
from pollsvc.domain.release_policies import ReleasePolicy
from pollsvc.domain.repeats import Repeat
from pollsvc.domain.schedules import Schedule
from pollsvc.services import authoring, lifecycle, retention
from pollsvc.storage.session import reading
from tests.cli.test_commands import fails
from tests.counting import recounted, released, tallied
from tests.factories import SLUG, draft, local, utc
from tests.flooding import flooded
from tests.publishing import AUTHOR, archive, close, published, submit

OCTOBER, NOVEMBER = utc(2026, 10, 10, 12), utc(2026, 11, 10, 12)
MONTHLY = Schedule(
    opens=local(2026, 10, 1), closes=local(2026, 10, 31), repeats=Repeat.MONTHLY
)
ANSWERS = ("", "responses")
OUT = f"""\
{SLUG} 2026-11: 12 counted
  set aside, burst: 11
  set aside, work failed: 2
  those set aside do not count
"""
IN = OUT.replace("12 counted", "25 counted").replace("do not count", "count")


@pytest.fixture
def inside(pollsvc):
    """Does things in the instance as the pages would."""
    del pollsvc

    def inside(*acts):
        with working_in(app := make_app()):
            for act in acts:
                act()
        return app

    return inside


@pytest.fixture
def aside(pollsvc):
    """Runs the command."""
    return lambda *arguments: pollsvc("poll", "aside", *arguments)


def said(result):
    """What a command printed that did as it was told."""
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def counted():
    assert recounted() == tallied()
    return tallied()[ANSWERS], released().responses, released().aside_counted


def acts():
    with reading() as connection:
        rows = connection.execute(
            text("SELECT actor, action, subject FROM audit WHERE action LIKE 'count%'")
        )
        return [tuple(row) for row in rows]


def live():
    flooded(release=ReleasePolicy.LIVE)


def test_it_tells_and_changes_nothing(inside, aside):
    inside(live)
    assert said(aside(SLUG)) == OUT
    assert said(aside(SLUG, "--wave", "2026-11")) == OUT
    with working_in(make_app()):
        assert counted() == (12, 12, False)
        assert acts() == []


def test_it_counts_in_and_out_again_and_is_on_record(inside, aside):
    inside(live)
    assert said(aside(SLUG, "--count-in")) == IN
    with working_in(make_app()):
        assert counted() == (25, 25, True)
    assert said(aside(SLUG)) == IN
    assert said(aside(SLUG, "--wave", "2026-11", "--count-out")) == OUT
    with working_in(make_app()):
        assert counted() == (12, 12, False)
        subject = f"{SLUG} 2026-11: 13 answers"
        assert acts() == [
            ("command line", "count in", subject),
            ("command line", "count out", subject),
        ]


def test_what_is_so_already_stays_so_without_a_record(inside, aside):
    inside(live)
    assert said(aside(SLUG, "--count-out")) == OUT
    for _ in range(2):
        assert said(aside(SLUG, "--count-in")) == IN
    with working_in(make_app()):
        assert [action for _, action, _ in acts()] == ["count in"]


def in_two_months():
    published(schedule=MONTHLY, now=OCTOBER)
    for _ in range(10):
        submit("1", now=OCTOBER, aside=Aside.BURST)
    lifecycle.run_due(now=NOVEMBER)
    submit("2", now=NOVEMBER)


def test_without_a_wave_the_newest_is_meant_and_the_others_are_left_alone(
    inside, aside
):
    inside(in_two_months)
    newest = f"{SLUG} 2026-11: 1 counted\n  set aside, burst: 0\n"
    newest += "  set aside, work failed: 0\n"
    assert said(aside(SLUG)) == newest
    earlier = said(aside(SLUG, "--wave", "2026-10", "--count-in"))
    assert earlier.startswith(f"{SLUG} 2026-10: 10 counted\n  set aside, burst: 10\n")
    assert earlier.endswith("those set aside count\n")
    assert said(aside(SLUG)) == newest


def one_answer():
    published()
    submit("1")


def a_draft():
    authoring.create_poll(draft=draft(), actor=AUTHOR, now=NOVEMBER)


def a_handful_in_a_closed_poll():
    flooded(burst=9, failed=0)
    close()


def an_archived_poll():
    flooded()
    close()
    archive()


def a_purged_poll():
    flooded()
    close()
    retention.purge_poll(slug=SLUG, actor=AUTHOR, now=NOVEMBER)


@pytest.mark.parametrize(
    ("there_is", "arguments", "why"),
    [
        (one_answer, ["nowhere"], "There is no poll 'nowhere'."),
        (one_answer, ["nowhere", "--count-in"], "There is no poll 'nowhere'."),
        (a_draft, [SLUG], "It was never opened."),
        (a_draft, [SLUG, "--count-in"], "It was never opened."),
        (a_draft, [SLUG, "--wave", "2026-11"], "not asked in 2026-11."),
        (one_answer, [SLUG, "--wave", "2020-01"], "not asked in 2020-01."),
        (one_answer, [SLUG, "--wave", "2020-01", "--count-in"], "not asked in 2020-01"),
        (one_answer, [SLUG, "--wave", ""], "not asked in"),
        (one_answer, [SLUG, "--count-in"], "No answer is set aside."),
        (a_handful_in_a_closed_poll, [SLUG, "--count-in"], "fewer than 10 answers"),
        (an_archived_poll, [SLUG, "--count-in"], "The results are final"),
        (a_purged_poll, [SLUG, "--count-in"], "The results are final"),
    ],
)
def test_what_is_not_possible_is_one_line_and_changes_nothing(
    inside, aside, there_is, arguments, why
):
    inside(there_is)
    assert why in fails(aside(*arguments))
    with working_in(make_app()):
        assert acts() == []


@pytest.mark.parametrize("there_is", [an_archived_poll, a_purged_poll])
def test_what_is_final_can_still_be_looked_at(inside, aside, there_is):
    inside(there_is)
    assert said(aside(SLUG)) == OUT


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ([], "Missing argument 'SLUG'"),
        ([SLUG, "--count-sideways"], "No such option"),
        ([SLUG, "--wave"], "requires an argument"),
        ([SLUG, "another"], "unexpected extra argument"),
    ],
)
def test_a_slip_is_one_line_too(aside, arguments, why):
    assert why in fails(aside(*arguments), code=2)


def test_an_instance_must_be_prepared_first(bare):
    assert "`pollsvc init`" in fails(bare("poll", "aside", SLUG))

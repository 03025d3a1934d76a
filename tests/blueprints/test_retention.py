"""Pages say for how long single answers are kept, and that they were deleted."""

from datetime import UTC, datetime, timedelta

import pytest

from pollsvc.domain.repeats import Repeat
from pollsvc.domain.schedules import Schedule
from pollsvc.services import lifecycle, retention
from pollsvc.web.times import day_words
from tests.factories import SLUG, local, options, question, questionnaire
from tests.publishing import submit
from tests.staff import signed_in

POLL = f"/p/{SLUG}"
TWO = questionnaire(question(), question(code="other", options=options("A", "B")))
UTC_ONLY = Schedule(zone="UTC")


def kept(days, end):
    return f"Single answers are deleted {days} after {end}; the results stay."


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"keep_days": 365}, kept("365 days", "the poll closes")),
        ({"keep_days": 1}, kept("1 day", "the poll closes")),
        (
            {
                "keep_days": 30,
                "schedule": Schedule(
                    opens=local(2026, 1, 1),
                    closes=local(2026, 1, 31),
                    repeats=Repeat.MONTHLY,
                ),
            },
            kept("30 days", "each time the poll closes"),
        ),
        ({}, "Single answers are kept until the people who run this site remove them."),
    ],
)
def test_the_form_and_the_privacy_notice_say_what_the_poll_does(
    publish, visitor, given, sentence
):
    publish(**given)
    assert sentence in visitor.open("/privacy").text
    if "schedule" not in given:
        form = visitor.open(POLL)
        assert sentence in form.text[form.text.index("About this poll") :]


@pytest.mark.parametrize(
    ("keep_days", "until"),
    [
        (30, "archived, and for at most 30 days after it closed: then single answers"),
        (1, "archived, and for at most 1 day after it closed: then single answers"),
        (None, "archived or its single answers are deleted."),
    ],
)
def test_a_receipt_says_for_how_long_it_opens_the_answer(
    publish, visitor, app, keep_days, until
):
    publish(keep_days=keep_days)
    thanks = visitor.open(POLL).press("Submit answer", visits="1")
    with app.app_context():
        lifecycle.close_poll(slug=SLUG, actor="test", now=datetime.now(UTC))
    said = "With this receipt you can see your answer until the poll is"
    assert f"{said} {until}" in visitor.open(thanks.url).text


@pytest.fixture
def purge(app):
    """Closes the poll after 12 answers, and deletes them; the day in words."""

    def purge():
        now = datetime.now(UTC)
        with app.app_context():
            for _ in range(12):
                submit("1", slug=SLUG, now=now)
            lifecycle.close_poll(slug=SLUG, actor="test", now=now)
            assert retention.purge_due(now=now + timedelta(days=30)).waves
        return day_words((now + timedelta(days=30)).date())

    return purge


def test_after_that_results_stay_and_receipts_say_why_they_open_nothing(
    publish, visitor, purge
):
    publish(keep_days=30, schedule=UTC_ONLY)
    receipt = visitor.open(POLL).press("Submit answer", visits="1").receipt
    purge()
    results = visitor.open(f"{POLL}/results")
    assert results.status == 200
    assert "13 people" in results.text
    assert "Your answer" not in results.text
    found = visitor.open("/receipt").press("Find my answer", receipt=receipt)
    assert found.status == 404
    assert "deleted when their time was over" in found.text


@pytest.mark.parametrize("who", ["a member", "staff"])
def test_the_dataset_says_on_which_day_rows_were_deleted(
    publish, visitor, app, purge, who
):
    publish(keep_days=30, schedule=UTC_ONLY)
    day = purge()
    page = visitor if who == "a member" else signed_in(app)
    assert f"Single answers were deleted on {day}" in page.open(f"/d/{SLUG}").text


@pytest.mark.parametrize("who", ["a member", "staff"])
def test_a_file_of_rows_that_are_gone_is_refused_with_the_reason(
    publish, visitor, app, who
):
    publish(keep_days=30, questionnaire=TWO, release="live", schedule=UTC_ONLY)
    now = datetime.now(UTC)
    with app.app_context():
        submit("1", slug=SLUG, now=now, raw_answers={"visits": ["1"], "other": ["0"]})
        lifecycle.close_poll(slug=SLUG, actor="test", now=now)
        retention.purge_due(now=now + timedelta(days=30))
    page = (visitor if who == "a member" else signed_in(app)).open(f"/d/{SLUG}.csv")
    assert page.status == 410
    assert "deleted, as the poll had said" in page.text


def test_the_staff_page_says_what_will_be_deleted_and_what_was(publish, app, purge):
    publish(keep_days=30, schedule=UTC_ONLY)
    member = signed_in(app)
    before = member.open(f"/staff/polls/{SLUG}").text
    assert kept("30 days", "the poll closes") in before
    day = purge()
    after = member.open(f"/staff/polls/{SLUG}").text
    assert f"Single answers were deleted on {day}." in after

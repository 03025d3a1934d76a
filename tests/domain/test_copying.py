"""What a copy of a poll has, and what it leaves behind."""

from dataclasses import replace

from pollsvc.domain.copying import copied
from pollsvc.domain.release_policies import ReleasePolicy, Visibility
from pollsvc.domain.schedules import Repeat, Schedule
from tests.factories import draft, local, questionnaire


def test_a_copy_asks_the_same_with_the_same_settings_but_no_dates():
    whole = draft(
        questionnaire=questionnaire(version=3),
        results=Visibility.STAFF_ONLY,
        release=ReleasePolicy.LIVE,
        sites=("https://example.org",),
        keep_days=30,
        schedule=Schedule(
            zone="Europe/Berlin",
            opens=local(2026, 11, 1),
            closes=local(2026, 11, 30),
            repeats=Repeat.MONTHLY,
        ),
    )
    assert copied(whole, slug="again", title="Copy of it") == replace(
        whole,
        slug="again",
        title="Copy of it",
        questionnaire=questionnaire(version=1),
        schedule=Schedule(zone="Europe/Berlin"),
    )

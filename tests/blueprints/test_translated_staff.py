"""No text of ours is forgotten: staff pages hold only what can be translated."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine

from pollsvc.config import Settings
from pollsvc.domain.arrivals import Arrival
from pollsvc.domain.asides import Aside
from pollsvc.domain.questionnaires import Question
from pollsvc.domain.release_policies import ReleasePolicy
from pollsvc.domain.repeats import repeat_of
from pollsvc.domain.schedules import Schedule
from pollsvc.domain.spans import Span
from pollsvc.services import lifecycle
from pollsvc.storage import arrivals, polls, waves
from pollsvc.storage.session import reading, transaction
from tests.bracketing import LANGUAGE, bracketed, forgotten, use_brackets
from tests.factories import questionnaire
from tests.greek import GIVEN, KINDS
from tests.publishing import published, submit
from tests.staff import (
    ADDRESS,
    NOW,
    PASSWORD,
    Member,
    drafted,
    one_time_link,
    signed_in,
)

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

TEXT = """\
Πώς;
Έτσι
Δύσκολα
"""
_TYPED = re.compile(
    r"<textarea.*?</textarea>|<select[^>]*id=\"zone\".*?</select>", re.DOTALL
)
"""What somebody has typed, and time zones, whose names are the same everywhere."""

_STANDARD = re.compile(
    r"\b(?:Yes|No|Something else|None of these|Don&#39;t know|Prefer not to say)\b"
)
"""Answers that a press puts into a poll: from then on they are the poll's own."""

QUESTIONS = tuple(
    Question(code=kind.value, kind=kind, text=f"Ερώτηση {number};", **given)
    for number, (kind, given) in enumerate(KINDS.items())
)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def settings(tmp_path, database_url):
    return Settings(
        instance=tmp_path / "instance",
        database_url=database_url,
        public_url="http://localhost",
        site_name="Κοινότητα",
    )


@pytest.fixture
def visitor(app):
    use_brackets(app)
    return speaking(Member(app.test_client()))


@pytest.fixture
def author(app):
    use_brackets(app)
    return speaking(signed_in(app, email="φίλη@δοκιμή"))


def speaking(member):
    member.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = LANGUAGE
    return member


def require_translatable(member, status=200):
    """Looks at each word of the page that somebody is on."""
    shown = replace(member, html=_STANDARD.sub(" ", _TYPED.sub(" ", member.html)))
    assert (member.path, forgotten(shown)) == (member.path, [])
    assert "⟦" in member.html
    assert member.status == status
    return member


def press(member, button, **typed):
    return member.press(bracketed(button), **typed)


def draft_of(app, *questions, **given):
    asked = questionnaire(*(questions or QUESTIONS[:1]))
    return drafted(
        app, **{"slug": "e", "title": "Έρευνα", "questionnaire": asked} | given
    )


def test_signing_in(app, visitor):
    link = one_time_link(app, "φίλη@δοκιμή")
    require_translatable(visitor.open("/staff/sign-in"))
    require_translatable(press(visitor, "Sign in", email="φίλη", password="λάθος"), 422)
    require_translatable(visitor.open(link))
    require_translatable(
        press(visitor, "Set password and sign in", password="λάθος"), 422
    )
    require_translatable(visitor.open("/staff/welcome/λάθος"), 410)


def test_the_first_password_of_all(app, visitor):
    visitor.open(one_time_link(app, "admin@localhost"))
    typed = {"email": "φίλη", "password": "ένας πολύ μακρύς κωδικός"}
    require_translatable(press(visitor, "Set password and sign in", **typed), 422)


def test_too_many_tries(visitor):
    visitor.open("/staff/sign-in")
    for _ in range(6):
        press(visitor, "Sign in", email="φίλη", password="λάθος")
    require_translatable(visitor, 429)


def test_what_was_sent_after_the_sign_in_had_ended(app, visitor):
    visitor.open("/staff/sign-in")
    kept = {"csrf_token": visitor.fields_of("main form")["csrf_token"], "title": "Πώς"}
    answer = visitor.client.post("/staff/polls/new", data=kept)
    visitor.html, visitor.status = answer.text, answer.status_code
    require_translatable(visitor, 401)
    signed_in(app)
    typed = {"email": ADDRESS, "password": PASSWORD}
    require_translatable(press(visitor, "Sign in", **typed))


def test_the_dashboard_and_ones_own_sign_ins(app, author):
    require_translatable(author.open("/staff/"))
    require_translatable(author.open("/staff/sign-ins"))
    draft_of(app)
    with app.app_context():
        closes = (NOW + timedelta(days=1)).replace(tzinfo=None)
        schedule = Schedule(zone="America/New_York", closes=closes)
        published(slug="o", title="Άλλη", now=NOW, schedule=schedule)
    require_translatable(author.open("/staff/"))
    require_translatable(author.open("/staff/?state=archived"))


def test_the_editor(author):
    require_translatable(author.open("/staff/polls/new"))
    require_translatable(press(author, "Yes / No"))
    wrong = {
        "text": "Πώς;",
        "slug": "δύο λέξεις",
        "closes_date": "χθες",
        "keep_days": "0",
        "sites": "λάθος http://λάθος",
    }
    require_translatable(press(author, "Save draft", **wrong), 422)
    right = {
        "text": TEXT,
        "slug": "e",
        "title": "Τίτλος",
        "zone": "America/New_York",
        "opens_date": "2026-12-01",
        "closes_date": "2026-12-20",
        "repeats": "monthly",
        "keep_days": "1",
        "sites": "",
    }
    require_translatable(press(author, "Save draft", **right))
    require_translatable(author.open("/staff/polls/preview?of=e"))
    require_translatable(author.open("/staff/polls/preview"))
    require_translatable(author.open("/staff/polls/e"))


def test_a_polls_page_from_its_opening_to_its_archive(app, author):
    draft_of(app)
    require_translatable(press(author.open("/staff/polls/e"), "Open now"))
    for way, page in (("close", "Close this poll"), ("archive", "Archive this poll")):
        require_translatable(author.open(f"/staff/polls/e/{way}"))
        require_translatable(press(author, page))


def test_the_waves_of_a_poll_that_repeats(app, author):
    schedule = Schedule(
        zone="America/New_York",
        opens=NOW.replace(tzinfo=None) - timedelta(days=1),
        lasts=Span(3),
        repeats=repeat_of("every 10 days"),
        times=4,
    )
    draft_of(app, schedule=schedule)
    require_translatable(press(author.open("/staff/polls/e"), "Open now"))
    require_translatable(author.open("/staff/polls/e/waves/extend"))
    wrong = {"closes_date": "2020-01-01"}
    require_translatable(press(author, "Let it close then", **wrong), 422)
    presses = ("Skip the next wave", "Leave nothing out", "Stop repeating")
    for button in (*presses, "Begin repeating again"):
        require_translatable(press(author.open("/staff/polls/e"), button))
    require_translatable(author.open("/staff/polls/e/waves/close"))
    require_translatable(press(author, "Close this wave now"))


def test_what_a_poll_cannot_do_any_more(app, author):
    draft_of(app)
    with app.app_context():
        for move in (lifecycle.open_poll, lifecycle.close_poll, lifecycle.archive_poll):
            move(slug="e", actor=ADDRESS, now=NOW)
    author.open("/staff/polls/e/close")
    require_translatable(press(author, "Close this poll"))


@pytest.mark.parametrize("release", ReleasePolicy)
def test_arrivals(app, author, release):
    draft_of(app, QUESTIONS[0], release=release)
    require_translatable(author.open("/staff/polls/e/arrivals"))
    with app.app_context():
        lifecycle.open_poll(slug="e", actor=ADDRESS, now=NOW)
        for aside in (None, *[Aside.BURST] * 6, *[Aside.WORK_FAILED] * 6):
            raw = {QUESTIONS[0].code: ["1"]}
            submit("1", slug="e", raw_answers=raw, now=NOW, aside=aside)
        with reading() as connection:
            (wave,) = waves.of_poll(connection, polls.with_slug(connection, "e").id)
        with transaction() as connection:
            arrivals.add(connection, wave.id, "2026-11-23T07", Arrival.RECEIVED, 10)
    require_translatable(author.open("/staff/polls/e/arrivals"))
    for way, button in (("in", "Count them"), ("out", "Stop counting them")):
        asked = author.open(f"/staff/polls/e/arrivals/2026-11/count-{way}")
        require_translatable(asked)
        require_translatable(press(author, button))


def test_analysis(app, author):
    draft_of(app, *QUESTIONS)
    require_translatable(author.open("/staff/polls/e/analysis"))
    with app.app_context():
        lifecycle.open_poll(slug="e", actor=ADDRESS, now=NOW)
        raw = {name: [value] for name, value in GIVEN.items()}
        for number in range(40):
            varied = {
                "rank__1": ["1", "2"][number % 2],
                "rank__2": ["2", "1"][number % 2],
            }
            varied |= {"number": str(number % 3), "scale": str(number % 3 + 1)}
            given = raw | {name: [value] for name, value in varied.items()}
            submit("1", slug="e", raw_answers=given, now=NOW)
    require_translatable(author.open("/staff/polls/e/analysis"))


def test_a_survey_as_its_definition(author):
    require_translatable(author.open("/staff/polls/new/survey"))


def test_the_survey_editor(app, author):
    require_translatable(author.open("/staff/polls/new/questions"))
    require_translatable(press(author, "Begin the survey"), 422)
    draft_of(app, *QUESTIONS)
    outline = "/staff/polls/e/questions"
    require_translatable(author.open(outline))
    require_translatable(author.open("/staff/polls/e/pages/1"))
    require_translatable(author.open(f"{outline}/single/delete"))
    for question in QUESTIONS:
        require_translatable(author.open(f"{outline}/{question.code}"))
        require_translatable(press(author, "Save question", text=""), 422)


def test_a_change_after_people_have_answered(app, author):
    draft_of(app)
    with app.app_context():
        lifecycle.open_poll(slug="e", actor=ADDRESS, now=NOW)
        submit("1", slug="e", raw_answers={QUESTIONS[0].code: ["1"]}, now=NOW)
    author.open("/staff/polls/e/questions/single")
    require_translatable(press(author, "Save question", text="Πώς;"), 409)

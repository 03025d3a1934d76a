"""What is written as a definition reads back as the very same poll."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pollsvc.definitions import read_definition, write_definition
from pollsvc.domain.errors import DraftRefused
from pollsvc.domain.polls import PollDraft, check_draft
from pollsvc.domain.questionnaires import (
    DONT_KNOW,
    NumberLimits,
    Option,
    OptionRole,
    Question,
    QuestionKind,
    Questionnaire,
)
from pollsvc.domain.release_policies import ReleasePolicy, Visibility
from pollsvc.domain.repeats import Repeat, repeat_of
from pollsvc.domain.schedules import Schedule
from pollsvc.domain.spans import Span, Unit
from tests.drawing import AWKWARD, questionnaires, texts

moments = st.datetimes(datetime(2000, 1, 1), datetime(2090, 1, 1))  # noqa: DTZ001
schedules = st.one_of(
    st.just(Schedule()),
    st.builds(Schedule, zone=st.sampled_from(["UTC", "Asia/Tokyo"]), closes=moments),
    st.builds(
        lambda opens: Schedule(
            zone="America/New_York",
            opens=opens,
            closes=opens + timedelta(days=20),
            repeats=Repeat.MONTHLY,
        ),
        moments,
    ),
    st.builds(
        Schedule, lasts=st.builds(Span, st.integers(1, 99), st.sampled_from(Unit))
    ),
    st.builds(
        lambda opens, repeats, skipped, more: Schedule(
            opens=opens,
            lasts=Span(1),
            repeats=repeats,
            skips=tuple(repeats.opening(opens, n).date() for n in skipped),
            **more,
        ),
        moments,
        st.sampled_from([Repeat.QUARTERLY, Repeat.WEEKLY, Repeat(days=10)]),
        st.lists(st.integers(1, 4), max_size=2),
        st.sampled_from(
            [{}, {"times": 5}, {"until": date(2099, 1, 1), "stopped": True}]
        ),
    ),
    st.sampled_from(["first monday", "last friday"]).map(
        lambda written: Schedule(
            opens=repeat_of(written).on.in_month_of(datetime(2026, 12, 1)),  # noqa: DTZ001
            lasts=Span(20),
            repeats=repeat_of(written),
        )
    ),
)
drafts = st.builds(
    PollDraft,
    slug=st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,3}", fullmatch=True),
    title=texts,
    questionnaire=questionnaires(),
    results=st.sampled_from(Visibility),
    release=st.sampled_from(ReleasePolicy),
    schedule=schedules,
    sites=st.lists(
        st.sampled_from(["https://a.org", "https://b.example:8080"]), max_size=2
    ).map(tuple),
    keep_days=st.none() | st.integers(-1, 4_000),
)


def is_allowed(draft):
    try:
        check_draft(draft)
    except DraftRefused:
        return False
    return True


@given(drafts.filter(is_allowed))
@settings(max_examples=100, deadline=None)
def test_any_poll_reads_back_as_it_was_written(draft):
    assert read_definition(write_definition(draft)) == draft


@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_texts_survive_in_every_place(text):
    draft = PollDraft(
        slug="a",
        title=text,
        questionnaire=Questionnaire(
            questions=(
                Question(
                    code="c",
                    text=text,
                    hint=text,
                    options=(
                        Option(code="0", label=text),
                        Option(code="1", label="other"),
                        Option(
                            code="dont_know",
                            label=text + ".",
                            role=OptionRole.DONT_KNOW,
                        ),
                    ),
                ),
            )
        ),
    )
    assert read_definition(write_definition(draft)) == draft


@pytest.mark.parametrize(
    ("least", "written"),
    [
        ("0", "0"),
        ("-5", "-5"),
        ("0.5", "0.5"),
        ("-64.25", "-64.25"),
        ("100000000000000", "100000000000000"),
        ("0.000001", '"0.000001"'),  # YAML would write 1e-06
        ("12345678.123456", "12345678.123456"),
    ],
)
def test_a_number_is_written_as_it_is_read(least, written):
    question = Question(
        code="a",
        text="b",
        kind=QuestionKind.NUMBER,
        limits=NumberLimits(least=Decimal(least), decimals=6),
    )
    draft = PollDraft(
        slug="a", title="b", questionnaire=Questionnaire(questions=(question,))
    )
    text = write_definition(draft)
    assert f"    least: {written}\n" in text
    assert read_definition(text) == draft


def test_a_definition_is_written_for_people():
    written = write_definition(
        PollDraft(
            slug="visits",
            title="Visits",
            questionnaire=Questionnaire(
                questions=(
                    Question(
                        code="visits",
                        text="How often?",
                        options=(
                            Option(code="0", label="Never"),
                            Option(code="1", label="Once"),
                            DONT_KNOW,
                        ),
                    ),
                )
            ),
        )
    )
    assert written == (
        "poll: visits\n"
        "title: Visits\n"
        "questions:\n"
        "  - code: visits\n"
        "    kind: single\n"
        "    text: How often?\n"
        "    options:\n"
        '      - "0: Never"\n'
        '      - "1: Once"\n'
        "    dont_know: true\n"
        "    required: false\n"
        "results: on_vote\n"
        "release: batched\n"
    )

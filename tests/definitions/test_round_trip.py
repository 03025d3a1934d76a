"""What is written as a definition reads back as the very same poll."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pollsvc.definitions import read_definition, write_definition
from pollsvc.domain.errors import DraftRefused
from pollsvc.domain.polls import PollDraft, check_draft
from pollsvc.domain.questionnaires import (
    DONT_KNOW,
    REFUSE,
    Option,
    OptionRole,
    Question,
    Questionnaire,
)
from pollsvc.domain.release_policies import ReleasePolicy, Visibility
from pollsvc.domain.schedules import Repeat, Schedule
from pollsvc.domain.texts import is_blank, spelled, text_problem

AWKWARD = [
    "no", "yes", "on", "null", "~", "true", "1", "01", "1.0", "0x1f", "1:30", "-",
    "- a", "a: b", "a #b", "# a", "'", '"', "a'b\"c", "{a}", "[a]", "&a", "*a", "!a",
    "%a", "@a", "`a", "|", ">", "? a", ": a", " a", "a ", "a\nb", "a\n\nb", "a\n",
    "\ta", "a\tb", "2026-11-01", "2026-11-01T09:00", "=", "<<", "---", "...",
    "\u00a0a", "\ufeffa", "a\u2028b", "é", "日本語", "\u200fمرة",
    "👩\u200d⚕️", "\\n", "a\\", "x" * 400, "word " * 90 + "end",
]  # fmt: skip


def is_writable(text):
    return not is_blank(text) and spelled(text) == text and text_problem(text) is None


texts = st.one_of(
    st.sampled_from(AWKWARD),
    st.text(min_size=1, max_size=60).filter(is_writable),
)
codes = st.from_regex(r"[a-z0-9][a-z0-9_]{0,31}", fullmatch=True)
question_codes = st.from_regex(r"q(_?[a-z0-9]){0,15}", fullmatch=True)
by_code_and_label = (lambda o: o.code, lambda o: o.label.casefold())
ways_out = st.lists(
    st.one_of(
        st.just(DONT_KNOW),
        st.just(REFUSE),
        st.builds(
            Option,
            code=st.just("dont_know"),
            label=texts,
            role=st.just(OptionRole.DONT_KNOW),
        ),
        st.builds(Option, code=codes, label=texts, role=st.just(OptionRole.REFUSE)),
    ),
    max_size=3,
    unique_by=by_code_and_label,
)
substantive = st.lists(
    st.builds(Option, code=codes, label=texts),
    min_size=2,
    max_size=6,
    unique_by=by_code_and_label,
)
questions = st.builds(
    lambda code, text, plain, out, hint, required: Question(
        code=code, text=text, options=(*plain, *out), hint=hint, required=required
    ),
    question_codes,
    texts,
    substantive,
    ways_out,
    st.none() | texts,
    st.booleans(),
)
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
)
drafts = st.builds(
    PollDraft,
    slug=st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,3}", fullmatch=True),
    title=texts,
    questionnaire=st.builds(
        Questionnaire,
        questions=st.lists(
            questions, min_size=1, max_size=3, unique_by=lambda q: q.code
        ).map(tuple),
        version=st.integers(1, 40),
        language=st.sampled_from(["en", "no", "pt-BR", "ar"]),
    ),
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

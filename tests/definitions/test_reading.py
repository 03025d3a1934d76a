"""Definitions are read as a person means them, and refused where they cannot be."""

from datetime import datetime

import pytest

from pollsvc.definitions import read_definition
from pollsvc.domain.errors import DefinitionRefused
from pollsvc.domain.polls import PollDraft
from pollsvc.domain.questionnaires import (
    DONT_KNOW,
    REFUSE,
    Option,
    OptionRole,
    Question,
    Questionnaire,
)
from pollsvc.domain.release_policies import ReleasePolicy, Visibility
from pollsvc.domain.repeats import Repeat
from pollsvc.domain.schedules import Schedule

PHARMACY = """\
poll: pharmacy-visits            # slug
title: Pharmacy visits
questions:
  - code: visits
    kind: single
    text: On average, how many times per month do you go to the pharmacy?
    options: ["0: None", "1: Once", "2: Twice", {code: "3", label: Three or more}]
    dont_know: true
    refuse: true
    required: false
results: on_vote
release: batched
schedule: {opens: 2026-11-01T09:00, closes: 2026-11-30T23:59, zone: America/New_York, repeats: monthly}
"""  # noqa: E501 -- the contract's own lines


def question(*, options="['0: None', '1: Once']", more=""):
    return (
        "poll: a\ntitle: b\nquestions:\n  - code: c\n    text: d\n"
        f"    options: {options}\n{more}"
    )


def options_of(text):
    return read_definition(text).questionnaire.questions[0].options


def refusal(text):
    with pytest.raises(DefinitionRefused) as refused:
        read_definition(text)
    return str(refused.value)


def test_the_contracts_example_is_read():
    assert read_definition(PHARMACY) == PollDraft(
        slug="pharmacy-visits",
        title="Pharmacy visits",
        questionnaire=Questionnaire(
            questions=(
                Question(
                    code="visits",
                    text="On average, how many times per month do you go to the "
                    "pharmacy?",
                    options=(
                        Option(code="0", label="None"),
                        Option(code="1", label="Once"),
                        Option(code="2", label="Twice"),
                        Option(code="3", label="Three or more"),
                        DONT_KNOW,
                        REFUSE,
                    ),
                ),
            )
        ),
        results=Visibility.ON_VOTE,
        release=ReleasePolicy.BATCHED,
        schedule=Schedule(
            zone="America/New_York",
            opens=datetime(2026, 11, 1, 9, 0),  # noqa: DTZ001 -- local to the zone
            closes=datetime(2026, 11, 30, 23, 59),  # noqa: DTZ001
            repeats=Repeat.MONTHLY,
        ),
    )


def test_what_is_left_out_has_the_defaults_of_a_poll():
    draft = read_definition(question())
    assert (draft.results, draft.release) == (Visibility.ON_VOTE, ReleasePolicy.BATCHED)
    assert draft.schedule == Schedule()
    assert draft.questionnaire.language == "en"
    assert not draft.questionnaire.questions[0].required


@pytest.mark.parametrize(
    ("written", "code", "label"),
    [
        ('"0: None"', "0", "None"),
        ("0: None", "0", "None"),  # a mapping to YAML
        ("01: Never", "01", "Never"),
        ('"01: Never"', "01", "Never"),
        ("{code: 01, label: No}", "01", "No"),
        ("{code: 0x10, label: 1_000}", "0x10", "1_000"),
        ("1: yes", "1", "yes"),
        ("y: on", "y", "on"),
        ("no: off", "no", "off"),
        ("true: false", "true", "false"),
        ('"1: 10:30"', "1", "10:30"),
        ('"1: \u200fمرة"', "1", "\u200fمرة"),
        ('{code: a, label: "null"}', "a", "null"),
        ("a: 2026-11-01", "a", "2026-11-01"),
        ("a: 1e3", "a", "1e3"),
    ],
)
def test_codes_and_labels_are_what_was_written(written, code, label):
    options = options_of(question(options=f"[{written}, zz: other]"))
    assert options[0] == Option(code=code, label=label)


@pytest.mark.parametrize(
    "title", ["no", "on", "2026-11-01T09:00", "1.10", "0o7", "='1"]
)
def test_a_text_is_never_guessed_to_be_something_else(title):
    assert read_definition(question().replace("b", title, 1)).title == title


@pytest.mark.parametrize(
    ("written", "label"),
    [
        ("true", "Don't know"),
        ("yes", "Don't know"),
        ("Not sure", "Not sure"),
        ('"yes"', "yes"),
        ("false", None),
        ("off", None),
        ("", None),
        ("null", None),
    ],
)
def test_dont_know_is_a_flag_or_a_label(written, label):
    options = options_of(question(more=f"    dont_know: {written}\n"))
    said = [o.label for o in options if o.role is OptionRole.DONT_KNOW]
    assert said == ([label] if label else [])


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2026-11-01T09:00", datetime(2026, 11, 1, 9)),  # noqa: DTZ001
        ("2026-11-01 09:00", datetime(2026, 11, 1, 9)),  # noqa: DTZ001
        ('"2026-11-01T09:00"', datetime(2026, 11, 1, 9)),  # noqa: DTZ001
        ("2026-11-01T09:00:30", datetime(2026, 11, 1, 9, 0, 30)),  # noqa: DTZ001
    ],
)
def test_a_moment_may_be_quoted_or_not(written, moment):
    draft = read_definition(question(more=f"schedule: {{opens: {written}}}\n"))
    assert draft.schedule.opens == moment


def test_windows_line_ends_and_a_byte_order_mark_are_no_fault():
    raw = b"\xef\xbb\xbf" + PHARMACY.replace("\n", "\r\n").encode()
    assert read_definition(raw) == read_definition(PHARMACY)


@pytest.mark.parametrize(
    ("right", "wrong", "line", "field", "hint"),
    [
        ("title:", "tilte:", 2, "tilte", "Did you mean 'title'?"),
        ("  - code: visits\n    kind", "  - kind", 4, "questions[0].code", "code: vis"),
        ("title: Pharmacy visits", "title:", 2, "title", "title: Pharmacy"),
        ("kind: single", "kind: singel", 5, "questions[0].kind", "'single'"),
        ("kind: single", "kind: essay", 5, "questions[0].kind", "none of: single"),
        ("release: batched", "release: bached", 12, "release", "'batched'"),
        ("results: on_vote", "results: [on_vote]", 11, "results", "Write a text"),
        ("required: false", "required: maybe", 10, "questions[0].required", "true or"),
        ("required: false", 'required: "no"', 10, "questions[0].required", "true or"),
        ('"1: Once"', "Once", 7, "questions[0].options[1]", '"code: label"'),
        ('"1: Once"', "[1, Once]", 7, "questions[0].options[1]", '"code: label"'),
        ('"1: Once"', '"A: Once"', 7, "questions[0].options[1]", "lower-case"),
        ('"1: Once"', '"0: Once"', 7, "questions[0].options[1]", "used twice"),
        ('"1: Once"', "{code: 1}", 7, "questions[0].options[1].label", "label: Once"),
        (
            '"1: Once"',
            "{code: 1, label: a, x: 1}",
            7,
            "questions[0].options[1].x",
            "re",
        ),
        ("code: visits", "code: wave", 4, "questions[0].code", "another question code"),
        ("code: visits", "code: a__b", 4, "questions[0].code", "single underscores"),
        ("code: visits", "code: 1a", 4, "questions[0].code", "start with a letter"),
        ("code: visits", "code: a\n    code: b", 5, "questions[0].code", "twice"),
        ("refuse: true", "refuse: &x true", 9, "questions[0].refuse", "Anchors"),
        ("refuse: true", "refuse: !x true", 9, "questions[0].refuse", "Tags"),
        ("refuse: true", "refuse: {a: b}", 9, "questions[0].refuse", "Write a text"),
        ("poll: pharmacy-visits", "poll: Pharmacy", 1, "poll", "lower-case"),
        ("2026-11-01T09:00", "2026-11-01", 13, "schedule.opens", "2026-11-01T09:00"),
        ("2026-11-01T09:00", "2026-02-30T09:00", 13, "schedule.opens", "2026-11-01T09"),
        ("2026-11-01T09:00", "2026-11-01T09:00Z", 13, "schedule.opens", "in the zone"),
        (
            "2026-11-30T23:59",
            "2026-10-30T23:59",
            13,
            "schedule.closes",
            "after it opens",
        ),
        ("America/New_York", "New York", 13, "schedule.zone", "Europe/Berlin"),
        ("{opens", "[{opens", 13, "", "was opened here"),
        ("title: Ph", "title: 'Ph", 2, "", "never closed"),
        ("title: Ph", 'title: "Ph', 7, "", "quotation mark"),
        ("title: Ph", "title: Now: Ph", 2, "", "in quotes"),
        ("title: Ph", "title: @Ph", 2, "", "in quotes"),
        ("title: Ph", "title: *Ph", 2, "", "in quotes"),
        ("title: Ph", 'title: "\\u202E" #', 2, "title", "short name"),
        ("title: Ph", 'title: "a\\uFFFE" #', 2, "title", "U+FFFE"),
        ("title: Ph", "title: Caf\ufffd #", 2, "title", "another encoding"),
        ("title: Ph", 'title: "\\0" #', 2, "title", "U+0000"),
        ("    text", "\ttext", 6, "", "tab"),
        ("title: Ph", "title: \x07", 2, "", "U+0007"),
        ("results:", "---\nresults:", 11, "", "second document"),
        ("results: on_vote", "language: english!", 11, "language", "pt-BR"),
        ("results: on_vote", "version: one", 11, "version", "such as 2"),
        ("results: on_vote", "sites: a", 11, "sites", "Write a list"),
        ("results: on_vote", "sites: [a.org]", 11, "sites[0]", "https://"),
        ("results: on_vote", "sites: [[a]]", 11, "sites[0]", "https://"),
        ("results: on_vote", "keep_days: a year", 11, "keep_days", "such as 2"),
        ("results: on_vote", "keep_days: 0", 11, "keep_days", "such as 2"),
        ("results: on_vote", "keep_days: 3651", 11, "keep_days", "1 to 3,650"),
        ("results: on_vote", "keep_days: [1]", 11, "keep_days", "a text here"),
        ("results: on_vote", "? [a]\n: b", 11, "", "not a field"),
    ],
)
def test_a_fault_is_refused_with_its_line_its_field_and_what_is_right(
    right, wrong, line, field, hint
):
    assert right in PHARMACY
    said = refusal(PHARMACY.replace(right, wrong, 1))
    where = f"Line {line}, {field}: " if field else f"Line {line}: "
    assert where in said
    assert hint in said
    assert "\n" not in said


def test_every_fault_of_a_file_is_named_at_once():
    wrong = PHARMACY.replace("single", "none").replace("on_vote", "on_votes")
    assert "Line 5, " in refusal(wrong)
    assert "Line 11, " in refusal(wrong)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("", "poll: my-poll"),
        ("# nothing but a comment\n", "poll: my-poll"),
        ("- a\n- b\n", "poll: my-poll"),
        ("pharmacy", "poll: my-poll"),
        (b"\xff\xfep\x00", "UTF-8"),
        (b"poll: a\ntitle: \xe9t\xe9\n", "Line 2: The file is not in UTF-8"),
        ("poll: " + "a" * 300_000, "256 KB"),
        ("[" * 20_000, "too deep"),
        ("a: &a [*a, *a]\n", "not a field"),
        ("title: \ud800", "UTF-8"),
        ("%YAML 9.9\n---\npoll: a\n", "Line 1"),
    ],
)
def test_what_is_no_definition_at_all_is_refused(text, hint):
    assert hint in refusal(text)


def test_aliases_that_would_fill_the_memory_are_refused_unread():
    bomb = "poll: a\ntitle: b\nquestions: &a\n  - &b {code: c, options: [x]}\n"
    said = refusal(bomb + "  - *b\n" * 1_000 + "sites: *a\n")
    assert "Anchors" in said
    assert len(said) < 500

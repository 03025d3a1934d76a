"""Every command does what it says, or fails with one line that says why."""

import os

import pytest
from sqlalchemy import text

from pollsvc.cli.application import make_app, working_in
from pollsvc.storage.session import transaction
from tests.foreign_files import surveyjs

DEFINITION = """\
poll: tea
title: Tea or coffee
questions:
  - code: drink
    kind: single
    text: What do you drink in the morning?
    options: ["tea: Tea", "coffee: Coffee", "none: Neither"]
results: always
release: live
"""


@pytest.fixture
def definition(tmp_path):
    path = tmp_path / "tea.yaml"
    path.write_text(DEFINITION)
    return path


@pytest.fixture
def tea(pollsvc, definition):
    assert pollsvc("poll", "create", str(definition)).exit_code == 0
    return pollsvc


def fails(result, *, code=1):
    """The one line on standard error of a command that failed."""
    assert result.exit_code == code, result.output
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    return line


def test_a_poll_is_made_opened_closed_and_archived(tea):
    for move, said in (
        ("open", "tea is open.\n"),
        ("undo", "tea is a draft again.\n"),
        ("open", "tea is open.\n"),
        ("close", "tea is closed.\n"),
        ("archive", "tea is archived.\n"),
    ):
        result = tea("poll", move, "tea")
        assert (result.exit_code, result.stdout, result.stderr) == (0, said, "")
    assert "archived" in tea("poll", "show", "tea").stdout


def test_a_poll_is_copied_to_another_address_once(tea):
    copied = tea("poll", "copy", "tea", "coffee")
    said = "Made the draft coffee; `pollsvc poll open coffee` opens it.\n"
    assert (copied.exit_code, copied.stdout, copied.stderr) == (0, said, "")
    assert "drink: What do you drink" in tea("poll", "show", "coffee").stdout
    assert "coffee" in fails(tea("poll", "copy", "tea", "coffee"))


def test_a_definition_comes_out_as_it_went_in(tea, tmp_path):
    written = tea("poll", "export-definition", "tea").stdout
    again = tmp_path / "again.yaml"
    result = tea("poll", "export-definition", "tea", "-o", str(again))
    assert (result.exit_code, again.read_text()) == (0, written)
    again.write_text(written.replace("poll: tea", "poll: more-tea"))
    assert tea("poll", "create", str(again)).exit_code == 0
    more = tea("poll", "export-definition", "more-tea").stdout
    assert more == again.read_text()


def test_a_definition_can_come_from_standard_input(pollsvc):
    assert pollsvc("poll", "create", "-", stdin=DEFINITION).exit_code == 0


def test_polls_are_listed_with_their_state(tea):
    tea("poll", "open", "tea")
    header, line = tea("poll", "list").stdout.splitlines()
    assert header.split() == ["POLL", "STATE", "WAVE", "RESPONSES", "CLOSES", "TITLE"]
    assert line.split()[:2] == ["tea", "open"]
    assert line.endswith("Tea or coffee")


def test_a_poll_is_shown_with_its_questions(tea):
    shown = tea("poll", "show", "tea").stdout
    assert "drink: What do you drink in the morning?" in shown
    assert "  tea: Tea\n" in shown


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (("poll", "show", "nowhere"), "There is no poll 'nowhere'."),
        (("poll", "open", "nowhere"), "There is no poll 'nowhere'."),
        (("poll", "close", "tea"), "A draft poll cannot be closed."),
        (("poll", "undo", "tea"), "cannot be put back to draft"),
        (("export", "nowhere", "--format", "csv"), "There is no poll 'nowhere'."),
        (("export", "tea", "--format", "csv", "--sep", "x"), "comma semicolon tab"),
        (("export", "tea", "--format", "csv", "--waves", "2020-01"), "2020-01"),
        (("export", "tea", "--format", "csv", "-o", "/nowhere/x"), "/nowhere/x"),
        (("recount", "nowhere"), "There is no poll 'nowhere'."),
        (("staff", "add", "ana", "--role", "editor"), "not an e-mail address"),
        (("staff", "disable", "ana@example.org"), "There is no staff member"),
    ],
)
def test_what_is_refused_is_refused_in_one_line(tea, arguments, hint):
    assert hint in fails(tea(*arguments))


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (("polls",), "No such command 'polls'."),
        (("poll", "make"), "No such command 'make'. See `pollsvc poll --help`."),
        (("--quick",), "No such option"),
        (("poll", "show"), "Missing argument 'SLUG'. See `pollsvc poll show --help`."),
        (("poll", "create", "nowhere.yaml"), "nowhere.yaml"),
        (("export", "tea"), "Missing option '--format'"),
        (("export", "tea", "--format", "xlsx"), "'xlsx' is not"),
        (("staff", "add", "a@b.org"), "Missing option '--role'"),
        (("staff", "add", "a@b.org", "--role", "boss"), "'boss' is not one of"),
        (("serve", "--port", "0"), "0 is not in the range"),
    ],
)
def test_a_slip_in_the_command_line_is_one_line_too(pollsvc, arguments, hint):
    assert hint in fails(pollsvc(*arguments), code=2)


def test_a_faulty_definition_is_refused_with_file_line_and_field(pollsvc, definition):
    definition.write_text(DEFINITION.replace("single", "singel"))
    line = fails(pollsvc("poll", "create", str(definition)))
    assert line.startswith(f"{definition}: Line 5, questions[0].kind: ")
    assert pollsvc("poll", "list").stdout.count("\n") == 1


def test_an_address_can_be_used_once(tea, definition):
    line = fails(tea("poll", "create", str(definition)))
    assert "already has the address 'tea'" in line


def test_responses_are_exported_to_standard_output_and_to_a_file(pollsvc, tmp_path):
    pollsvc("demo")
    shown = pollsvc("export", "meeting-time", "--format", "csv")
    assert shown.exit_code == 0
    assert shown.stdout_bytes.startswith(
        b"response,poll,version,wave,language,time\r\n"
    )
    assert shown.stdout_bytes.count(b"\r\n") == 48
    path = tmp_path / "time.csv"
    options = ("--values", "both", "--sep", "semicolon", "-o", str(path))
    written = pollsvc("export", "meeting-time", "--format", "csv", *options)
    assert (written.exit_code, written.output) == (0, "")
    assert path.read_bytes().startswith(
        b"response;poll;version;wave;language;time;time__label\r\n"
    )
    assert path.stat().st_mode & 0o077 == 0
    assert [p.name for p in tmp_path.glob("time*")] == ["time.csv"]


def test_a_draft_exports_its_header_alone(tea):
    written = tea("export", "tea", "--format", "csv")
    assert written.stdout_bytes == b"response,poll,version,wave,language,drink\r\n"


def test_a_recount_says_what_it_counted(pollsvc):
    pollsvc("demo")
    result = pollsvc("recount")
    assert result.exit_code == 0
    assert "meeting-time" in result.stdout
    assert "47 responses, 11 tallies agree" in pollsvc("recount", "meeting-time").stdout


def test_a_recount_fails_loudly_where_a_tally_is_wrong(pollsvc):
    pollsvc("demo")
    with working_in(make_app()), transaction() as connection:
        connection.execute(
            text("UPDATE tally SET count = count + 1 WHERE cell = 'saturday'")
        )
    line = fails(pollsvc("recount"))
    assert "time/saturday: stored 13, counted 12" in line


def test_examples_come_and_go(pollsvc):
    assert "made up" in pollsvc("demo").stdout
    assert "already" in pollsvc("demo").stdout
    assert pollsvc("demo", "--remove").stdout.count(",") == 4
    assert pollsvc("demo", "--remove").stdout == "There was none.\n"
    assert pollsvc("poll", "list").stdout.count("\n") == 1


def test_examples_do_not_replace_a_poll_of_ones_own(pollsvc, definition):
    definition.write_text(DEFINITION.replace("poll: tea", "poll: meeting-time"))
    pollsvc("poll", "create", str(definition))
    assert "meeting-time" in fails(pollsvc("demo"))


def test_due_says_what_it_did(tea):
    assert tea("due").stdout == "Nothing was due.\n"


def test_staff_are_listed_and_kept_out_and_let_in_again(pollsvc):
    def listed():
        lines = pollsvc("staff", "list").stdout.splitlines()
        return [tuple(line.split()) for line in lines]

    header = ("ROLE", "ACCESS", "EMAIL")
    assert listed() == [header]
    pollsvc("staff", "add", "Ben@example.org", "--role", "editor")
    pollsvc("staff", "add", "ana@example.org", "--role", "admin")
    ana = ("admin", "invited", "ana@example.org")
    assert listed() == [header, ana, ("editor", "invited", "ben@example.org")]
    result = pollsvc("staff", "disable", "Ben@example.org")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "is disabled" in result.stdout
    assert listed() == [header, ana, ("editor", "disabled", "ben@example.org")]
    pollsvc("staff", "add", "ben@example.org", "--role", "analyst")
    assert listed() == [header, ana, ("analyst", "invited", "ben@example.org")]


def test_a_staff_member_gets_a_link(pollsvc):
    result = pollsvc("staff", "add", "Ana@example.org", "--role", "analyst")
    assert result.exit_code == 0
    assert "http://127.0.0.1:8000/staff/welcome/" in result.stdout


def test_an_instance_is_made_for_its_owner_only(bare, instance):
    assert bare("init").stdout == f"Prepared: {instance}\n"
    assert instance.stat().st_mode & 0o777 == 0o700
    for path in instance.iterdir():
        assert path.stat().st_mode & 0o777 == 0o600, path.name
    secret = (instance / "secret.key").read_text()
    assert bare("init").stdout == f"Already prepared: {instance}\n"
    assert (instance / "secret.key").read_text() == secret


@pytest.mark.parametrize(
    "arguments", [("poll", "list"), ("recount",), ("due",), ("demo",)]
)
def test_an_instance_must_be_prepared_first(bare, arguments):
    assert "`pollsvc init`" in fails(bare(*arguments))


@pytest.mark.parametrize(
    ("name", "value", "hint"),
    [
        ("POLLSVC_ANSWER_LIMIT", "many", "POLLSVC_ANSWER_LIMIT is unusable"),
        ("POLLSVC_COLOUR", "red", "POLLSVC_COLOUR is not a setting"),
        ("POLLSVC_DATABASE_URL", "postgresql+psycopg://127.0.0.1:1/x", "database"),
        ("POLLSVC_INSTANCE", "/dev/null/x", "/dev/null/x"),
    ],
)
def test_what_cannot_be_used_is_named_in_one_line(bare, monkeypatch, name, value, hint):
    monkeypatch.setenv(name, value)
    assert hint in fails(bare("init"))


@pytest.fixture(autouse=True)
def as_before():
    """Commands make files for their owner only; the tests after them need not."""
    mask = os.umask(0o022)
    yield
    os.umask(mask)


def test_a_survey_of_another_tool_comes_with_a_report(pollsvc, tmp_path):
    file = tmp_path / "feedback.json"
    asked = {"type": "boolean", "name": "Again", "title": "Will you come again?"}
    picture = {"type": "file", "name": "photo", "title": "P"}
    file.write_bytes(surveyjs(asked, picture, name="feedback"))
    made = pollsvc("poll", "create", str(file))
    assert made.stdout.startswith("Made the draft feedback;")
    assert made.stderr.splitlines() == [
        "Carried over: 1 question.",
        (
            "Not carried over: photo (elements[1]): Questions of the type 'file' "
            "cannot be asked here: P"
        ),
        "Changed: Again (elements[0]): The question has the code again here.",
    ]


@pytest.mark.parametrize("name", ["xlsform", "surveyjs", "yaml"])
def test_a_poll_written_in_any_format_can_be_made_again(tea, tmp_path, name):
    file = tmp_path / "tea"
    written = tea("poll", "export-definition", "tea", "--format", name, "-o", str(file))
    assert written.exit_code == 0
    refused = fails(tea("poll", "create", str(file)))
    assert "already" in refused

"""Settings of a database: which keep the promise, and what is said of the others."""

import pytest

from pollsvc.domain.durability import judge, not_durable
from pollsvc.domain.findings import Verdict

SQLITE = {
    "journal_mode": "wal",
    "synchronous": "2",
    "secure_delete": "1",
    "temp_store": "2",
    "foreign_keys": "1",
}
POSTGRESQL = {
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "track_commit_timestamp": "off",
    "log_statement": "none",
    "log_min_duration_statement": "-1",
    "log_parameter_max_length": "-1",
    "log_parameter_max_length_on_error": "0",
    "archive_mode": "off",
}
OK, WARNING, PROBLEM = Verdict.OK, Verdict.WARNING, Verdict.PROBLEM


def verdicts(settings):
    return {f.about.removeprefix("database "): f.verdict for f in judge(settings)}


@pytest.mark.parametrize("settings", [SQLITE, POSTGRESQL])
def test_the_usual_settings_are_good(settings):
    assert verdicts(settings) == dict.fromkeys(settings, OK)
    assert not_durable(settings) == ()


@pytest.mark.parametrize(
    ("setting", "value", "verdict", "loses"),
    [
        ("journal_mode", "delete", PROBLEM, True),
        ("journal_mode", "off", PROBLEM, True),
        ("synchronous", "1", PROBLEM, True),
        ("synchronous", "0", PROBLEM, True),
        ("secure_delete", "0", PROBLEM, False),
        ("secure_delete", "2", PROBLEM, False),
        ("temp_store", "0", PROBLEM, False),
        ("foreign_keys", "0", PROBLEM, False),
        ("fsync", "off", PROBLEM, True),
        ("synchronous_commit", "off", PROBLEM, True),
        ("synchronous_commit", "local", OK, False),
        ("synchronous_commit", "remote_apply", OK, False),
        ("full_page_writes", "off", WARNING, True),
        ("track_commit_timestamp", "on", PROBLEM, False),
        ("log_statement", "ddl", OK, False),
        ("log_statement", "mod", PROBLEM, False),
        ("log_statement", "all", PROBLEM, False),
        ("log_min_duration_statement", "0", WARNING, False),
        ("log_min_duration_statement", "250", WARNING, False),
        ("log_parameter_max_length_on_error", "-1", PROBLEM, False),
        ("log_parameter_max_length_on_error", "64", PROBLEM, False),
        ("archive_mode", "on", WARNING, False),
    ],
)
def test_a_setting_that_is_not(setting, value, verdict, loses):
    usual = SQLITE if setting in SQLITE else POSTGRESQL
    settings = usual | {setting: value}
    assert verdicts(settings)[setting] is verdict
    assert bool(not_durable(settings)) is loses


@pytest.mark.parametrize(
    ("logged", "length", "verdict"),
    [
        ({}, "-1", OK),
        ({}, "0", OK),
        ({"log_statement": "all"}, "-1", WARNING),
        ({"log_statement": "all"}, "0", OK),
        ({"log_min_duration_statement": "100"}, "1024", WARNING),
        ({"log_min_duration_statement": "100"}, "0", OK),
    ],
)
def test_parameters_matter_where_statements_are_logged(logged, length, verdict):
    settings = POSTGRESQL | logged | {"log_parameter_max_length": length}
    assert verdicts(settings)["log_parameter_max_length"] is verdict


@pytest.mark.parametrize("settings", [SQLITE, POSTGRESQL])
def test_whatever_is_not_good_says_what_to_do(settings):
    for finding in judge(dict.fromkeys(settings, "something else")):
        assert (finding.advice is None) is (finding.verdict is OK)


def test_a_setting_that_a_version_does_not_have_is_left_out():
    assert verdicts({"fsync": "on"}) == {"fsync": OK}

"""`pollsvc doctor`: a line for each point, and what to do where something is wrong."""

import json
import sqlite3
from contextlib import closing

import pytest
import redis

from tests.cli.test_commands import DEFINITION
from tests.cli.test_serving import serving
from tests.conftest import created
from tests.downgrading import downgrade_to
from tests.servers import postgres
from tests.servers.redis import redis_server as own_redis

LOST_KEY = "UPDATE wave SET key_id = 'deadbeef'"
OVERDUE = "UPDATE wave SET closes_at = '2020-01-01 00:00:00'"
BAD_ZONE = "UPDATE poll SET zone = 'Mars/Olympus'"
CANARY = "not-to-be-shown-to-anybody"


@pytest.fixture
def sqlite(bare):
    """Runs a command over an instance of its own, with one open poll."""
    assert bare("init").exit_code == 0
    assert bare("poll", "create", "-", stdin=DEFINITION).exit_code == 0
    assert bare("poll", "open", "tea").exit_code == 0
    return bare


def examined(run):
    """The findings, by what they are about, and how the command ended."""
    result = run("doctor", "--json")
    return {f["about"]: f for f in json.loads(result.stdout)}, result.exit_code


def verdicts(run):
    return {about: f["verdict"] for about, f in examined(run)[0].items()}


def problems(run):
    found, code = examined(run)
    named = [a for a, f in found.items() if f["verdict"] == "problem"]
    assert code == (1 if named else 0)
    assert all(found[about]["advice"] for about in named)
    return named


def change(instance, statement):
    with closing(sqlite3.connect(instance / "pollsvc.sqlite")) as own:
        assert own.execute(statement).rowcount == 1
        own.commit()


def test_a_new_instance_is_as_it_should_be(sqlite):
    found, code = examined(sqlite)
    assert code == 0
    told = {about: f["verdict"] for about, f in found.items()}
    # Whether a server runs where links lead to, no test knows.
    told.pop("proxy")
    assert set(told.values()) == {"ok"}
    assert found["database synchronous"]["found"] == "2"
    assert found["database journal_mode"]["found"] == "wal"
    assert {"clock", "disk", "keys", "migrations", "schedule", "time zones"} <= set(
        told
    )


def test_each_point_is_one_line_that_begins_with_its_verdict(sqlite):
    result = sqlite("doctor")
    assert result.exit_code == 0
    assert result.stderr == ""
    for line in result.stdout.splitlines():
        assert line.startswith(("ok       ", "warning  ")), line
    assert "ok       database synchronous: 2\n" in result.stdout


def test_a_problem_is_a_line_a_count_and_a_code(sqlite, instance):
    instance.chmod(0o755)
    result = sqlite("doctor")
    assert result.exit_code == 1
    assert result.stderr == "1 problem found.\n"
    lines = [x for x in result.stdout.splitlines() if x.startswith("problem  ")]
    advice = f"chmod 0700 {instance}"
    assert lines == [
        f"problem  instance folder: {instance} is open to others (0755) – {advice}"
    ]


def test_where_nothing_is_prepared_nothing_is_made(bare, instance):
    assert problems(bare) == ["instance folder", "secret key file", "database file"]
    assert not instance.exists()


def test_looking_changes_nothing(sqlite, instance):
    def state():
        with closing(sqlite3.connect(instance / "pollsvc.sqlite")) as own:
            return "\n".join(own.iterdump()), sorted(instance.iterdir())

    before = state()
    sqlite("doctor")
    assert state() == before


@pytest.mark.parametrize(
    ("name", "mode", "about"),
    [
        ("secret.key", 0o644, "secret key file"),
        ("secret.key", 0o640, "secret key file"),
        ("pollsvc.sqlite", 0o644, "database file"),
        ("pollsvc.toml", 0o604, "pollsvc.toml"),
    ],
)
def test_a_file_that_others_can_read(sqlite, instance, name, mode, about):
    (instance / name).touch()
    (instance / name).chmod(mode)
    assert problems(sqlite) == [about]


@pytest.mark.parametrize("secret", ["ab" * 31, "no hexadecimal digits at all", ""])
def test_a_secret_that_cannot_be_used(sqlite, instance, secret):
    (instance / "secret.key").write_text(secret)
    found, code = examined(sqlite)
    assert (found["secret key"]["verdict"], code) == ("problem", 1)
    assert not secret or secret not in repr(found)


@pytest.mark.parametrize(
    ("statement", "about", "verdict"),
    [
        (LOST_KEY, "keys", "problem"),
        (OVERDUE, "schedule", "warning"),
        (BAD_ZONE, "time zones", "problem"),
    ],
)
def test_what_is_stored_and_does_not_fit(sqlite, instance, statement, about, verdict):
    change(instance, statement)
    assert verdicts(sqlite)[about] == verdict


def test_a_damaged_file(sqlite, instance):
    path = instance / "pollsvc.sqlite"
    with closing(sqlite3.connect(path)) as own:
        own.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (page,) = own.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'audit'"
        ).fetchone()
    content = bytearray(path.read_bytes())
    content[(page - 1) * 4096 + 8 : (page - 1) * 4096 + 60] = b"\xff" * 52
    path.write_bytes(content)
    assert "database files" in problems(sqlite)


def test_a_database_of_another_version(pollsvc, settings):
    with created(settings) as app, app.app_context():
        downgrade_to("0001")
    assert "migrations" in problems(pollsvc)


def test_a_setting_that_cannot_be_used_is_the_only_point(sqlite, monkeypatch):
    monkeypatch.setenv("POLLSVC_TRUSTED_PROXIES", "many")
    found, code = examined(sqlite)
    assert (list(found), code) == (["settings"], 1)
    assert "POLLSVC_TRUSTED_PROXIES is unusable" in found["settings"]["found"]


def test_each_setting_is_shown_with_where_it_comes_from(sqlite, instance, monkeypatch):
    (instance / "pollsvc.toml").write_text('site_name = "File"\ncontact = "a@b.org"')
    monkeypatch.setenv("POLLSVC_SITE_NAME", "Environment")
    found, _ = examined(sqlite)
    assert found["setting site_name"]["found"] == "Environment (POLLSVC_SITE_NAME)"
    assert found["setting contact"]["found"] == "a@b.org (pollsvc.toml)"
    assert found["setting trusted_proxies"]["found"] == "0 (default)"


@pytest.mark.parametrize(
    ("setting", "value", "shown"),
    [
        ("METRICS_TOKEN", CANARY, "set"),
        (
            "REDIS_URL",
            f"redis://me:{CANARY}@127.0.0.1:1/0",
            "redis://me:…@127.0.0.1:1/0",
        ),
        ("REDIS_URL", f"redis://:{CANARY}@127.0.0.1:1/0", "redis://:…@127.0.0.1:1/0"),
        (
            "DATABASE_URL",
            f"postgresql+psycopg://me:{CANARY}@127.0.0.1:1/polls",
            "postgresql+psycopg://me:…@127.0.0.1:1/polls",
        ),
        (
            "DATABASE_URL",
            f"postgresql+psycopg://me@127.0.0.1:1/polls?password={CANARY}",
            "postgresql+psycopg://me@127.0.0.1:1/polls",
        ),
    ],
)
def test_no_secret_is_shown(sqlite, monkeypatch, setting, value, shown):
    monkeypatch.setenv(f"POLLSVC_{setting}", value)
    text = sqlite("doctor").output
    assert f"{shown} (POLLSVC_{setting})" in text
    assert CANARY not in text


@pytest.mark.parametrize(
    ("address", "verdict"),
    [
        ("https://polls.example.invalid", "ok"),
        ("http://127.0.0.1:8000", "ok"),
        ("http://polls.example.invalid", "warning"),
    ],
)
def test_a_public_address_without_encryption(sqlite, monkeypatch, address, verdict):
    monkeypatch.setenv("POLLSVC_PUBLIC_URL", address)
    assert verdicts(sqlite)["public address"] == verdict


def test_a_redis_that_forgets_is_right_and_one_that_remembers_is_not(
    sqlite, monkeypatch
):
    with own_redis() as url:
        monkeypatch.setenv("POLLSVC_REDIS_URL", url)
        told = verdicts(sqlite)
        assert (told["redis"], told["redis files"]) == ("ok", "ok")
        with redis.Redis.from_url(url) as client:
            client.config_set("save", "60 1")
        assert problems(sqlite) == ["redis files"]
    assert problems(sqlite) == ["redis"]


BAD_OPTIONS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "track_commit_timestamp": "on",
    "log_statement": "all",
    "log_min_duration_statement": "0",
    "log_parameter_max_length_on_error": "-1",
}


@pytest.mark.parametrize(
    ("options", "wrong", "doubtful"),
    [
        (postgres.DURABLE, set(), set()),
        (
            BAD_OPTIONS,
            {
                "fsync",
                "track_commit_timestamp",
                "log_statement",
                "log_parameter_max_length_on_error",
            },
            # Each connection of ours asks for synchronous_commit itself.
            {
                "full_page_writes",
                "log_min_duration_statement",
                "log_parameter_max_length",
            },
        ),
    ],
)
def test_settings_of_postgresql_as_it_reports_them(
    bare, monkeypatch, options, wrong, doubtful
):
    with postgres.postgres_server(options) as server:
        monkeypatch.setenv("POLLSVC_DATABASE_URL", server.url)
        assert bare("init").exit_code == 0
        found = {
            about.removeprefix("database "): verdict
            for about, verdict in verdicts(bare).items()
            if about.startswith("database ")
        }
        # By default its log outlives the polls.
        assert found.pop("log") == "warning"
        assert {name for name, v in found.items() if v == "problem"} == wrong
        assert {name for name, v in found.items() if v == "warning"} == doubtful
        assert found["synchronous_commit"] == "ok"
        server.stop()
        assert problems(bare) == ["database"]


def test_a_server_says_at_its_start_what_could_lose_answers(instance):
    with postgres.postgres_server({"fsync": "off"}) as server:
        url = {"POLLSVC_DATABASE_URL": server.url}
        with serving(instance, "--no-demo", **url) as (_, _, log):
            told = [x for x in log.read_text().splitlines() if x[:1] == "{"]
    (risk,) = [x for x in map(json.loads, told) if x["event"] == "not durable"]
    assert risk["about"] == "database fsync"
    assert "fsync = on" in risk["do"]

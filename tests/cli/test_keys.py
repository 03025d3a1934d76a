"""`pollsvc key`: makes, lists and drops secret keys, and drops none that is needed."""

import pytest

from pollsvc.cli.application import make_app, working_in
from pollsvc.domain.keys import name_of
from pollsvc.installation import current
from pollsvc.services import installing
from tests.cli.test_commands import DEFINITION, fails


@pytest.fixture
def keyed(pollsvc):
    """An instance whose poll tea was opened with its first key."""
    pollsvc("poll", "create", "-", stdin=DEFINITION)
    pollsvc("poll", "open", "tea")
    return pollsvc


def start():
    """What a start of the server does with the keys."""
    with working_in(make_app()):
        installing.use_key(name_of(current().keys.current))


def listed(pollsvc):
    """Each key's waves and use, the newest first."""
    lines = pollsvc("key", "list").stdout.splitlines()
    assert lines[0].split() == ["KEY", "WAVES", "USE"]
    return [tuple(line.split(maxsplit=2)[1:]) for line in lines[1:]]


def test_a_new_key_is_used_from_the_next_start_on(keyed, instance):
    before = (instance / "secret.key").read_text()
    assert listed(keyed) == [("1", "current")]
    result = keyed("key", "rotate")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "Restart the server" in result.stdout
    after = (instance / "secret.key").read_text()
    assert after.endswith(before)
    assert after.count("\n") == 2
    assert (instance / "secret.key").stat().st_mode & 0o777 == 0o600
    assert after.split()[0] not in result.output
    assert listed(keyed) == [
        ("0", "current from the next start on"),
        ("1", "in use until the server is restarted"),
    ]
    start()
    assert listed(keyed) == [("0", "current"), ("1", "needed by these waves")]


def test_a_key_is_dropped_when_no_wave_needs_it(keyed, instance):
    keyed("key", "rotate")
    start()
    assert keyed("key", "prune").stdout == "Every key is needed.\n"
    keyed("poll", "close", "tea")
    assert keyed("key", "prune").stdout == "Every key is needed.\n"
    keyed("poll", "archive", "tea")
    assert listed(keyed) == [("0", "current"), ("0", "spare")]
    newest, oldest = (instance / "secret.key").read_text().split()
    said = keyed("key", "prune").stdout
    assert said == f"Dropped: {name_of(bytes.fromhex(oldest))}.\n"
    assert (instance / "secret.key").read_text() == f"{newest}\n"


def test_no_key_is_dropped_before_the_server_uses_the_new_one(keyed, instance):
    keyed("key", "rotate")
    keyed("poll", "close", "tea")
    keyed("poll", "archive", "tea")
    assert "restart it first" in fails(keyed("key", "prune"))
    assert (instance / "secret.key").read_text().count("\n") == 2


def test_waves_of_before_keys_had_names_keep_theirs(keyed, instance):
    """Their key is the oldest; dropping a spare key after it must not change that."""
    first = (instance / "secret.key").read_text()
    keyed("key", "rotate")
    start()
    keyed("key", "rotate")
    start()
    keyed("key", "prune")
    kept = (instance / "secret.key").read_text()
    assert kept.endswith(first)
    assert kept.count("\n") == 2
    assert listed(keyed) == [("0", "current"), ("1", "needed by these waves")]


def test_a_missing_key_is_listed_with_the_waves_that_need_it(keyed, instance):
    start()
    keyed("key", "rotate")
    newest, oldest = (instance / "secret.key").read_text().split()
    (instance / "secret.key").write_text(f"{newest}\n")
    start()
    name = name_of(bytes.fromhex(oldest))
    lines = keyed("key", "list").stdout.splitlines()
    assert lines[-1] == f"{name}      1  MISSING: put it back into secret.key"


@pytest.mark.parametrize("text", ["", "abc", "5a" * 31, "five and six"])
def test_a_start_with_an_unusable_key_is_one_sentence(pollsvc, instance, text):
    instance.mkdir()
    (instance / "secret.key").write_text(text)
    for command in (("serve",), ("due",), ("key", "rotate")):
        line = fails(pollsvc(*command))
        assert line.startswith(f"The secret key in {instance / 'secret.key'}")
    assert (instance / "secret.key").read_text() == text

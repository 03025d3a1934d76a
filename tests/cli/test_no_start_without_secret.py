"""The instance's secret: long enough, or nothing starts."""

import subprocess
import sys
from pathlib import Path

import pytest

from pollsvc.config import SettingsError
from pollsvc.instance_secret import load_keys
from scripts.served import outer_environment

PROGRAM = Path(sys.executable).with_name("pollsvc")
LONG = "ab" * 32


def instance(tmp_path, text):
    tmp_path.joinpath("secret.key").write_text(text)
    return tmp_path


@pytest.mark.parametrize("text", [LONG, f"{LONG}\n", f"{LONG}ff\n", f"{LONG}\n{LONG}"])
def test_a_secret_of_32_bytes_and_more_is_taken(tmp_path, text):
    assert load_keys(instance(tmp_path, text)).current[:32] == b"\xab" * 32


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "shorter than 32 bytes"),
        ("\n", "shorter than 32 bytes"),
        (LONG[:-2], "shorter than 32 bytes"),
        (f"{LONG}\nabcd", "shorter than 32 bytes"),
        ("a password of many words that is long enough", "cannot be used"),
        (LONG[:-1], "cannot be used"),
        ("é" * 64, "cannot be used"),
    ],
)
def test_anything_else_is_refused_and_not_quoted(tmp_path, text, why):
    with pytest.raises(SettingsError, match=why) as refused:
        load_keys(instance(tmp_path, text))
    assert not text.strip() or text.strip() not in str(refused.value)


@pytest.mark.parametrize("command", ["serve", "init"])
def test_nothing_starts_with_a_short_secret(tmp_path, command):
    folder = instance(tmp_path, LONG[:-2])
    done = subprocess.run(
        [PROGRAM, command],
        env=outer_environment() | {"POLLSVC_INSTANCE": str(folder)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert line.endswith("is shorter than 32 bytes.")
    assert list(folder.iterdir()) == [folder / "secret.key"]

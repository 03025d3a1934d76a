"""The secret keys of an instance: made once, changed whole, refused when unusable."""

import threading

import pytest

from pollsvc.config import SettingsError
from pollsvc.domain.errors import InstanceInUse
from pollsvc.domain.keys import KeyRing
from pollsvc.instance_lock import KEYS, held
from pollsvc.instance_secret import FILE_NAME, changing_keys, load_keys, store_keys

SECRET = "5a" * 32


@pytest.fixture
def file(tmp_path):
    return tmp_path / FILE_NAME


def test_the_first_look_makes_a_key_for_its_owner_only(tmp_path, file):
    keys = load_keys(tmp_path)
    assert [len(secret) for secret in keys.secrets] == [32]
    assert file.stat().st_mode & 0o777 == 0o600
    assert load_keys(tmp_path) == keys
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]


def test_many_who_look_first_find_the_same_key(tmp_path):
    found, start = [], threading.Barrier(8)

    def look():
        start.wait()
        found.append(load_keys(tmp_path))

    threads = [threading.Thread(target=look) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len({keys.secrets for keys in found}) == 1


def test_several_keys_are_read_in_their_order(tmp_path, file):
    file.write_text(f"{SECRET}\n{'5b' * 40}\n\n")
    assert load_keys(tmp_path).secrets == (bytes.fromhex(SECRET), b"\x5b" * 40)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "shorter than 32 bytes"),
        ("\n \n", "shorter than 32 bytes"),
        (SECRET[:-2], "shorter than 32 bytes"),
        (f"{SECRET}\n{SECRET[:-2]}", "shorter than 32 bytes"),
        (f"{SECRET}\nnot hexadecimal", "non-hexadecimal"),
        (SECRET[:-1], "hexadecimal"),
        ("ключ" * 20, "ascii"),
    ],
)
def test_what_is_no_key_stops_the_start_with_one_sentence(tmp_path, file, text, why):
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as refused:
        load_keys(tmp_path)
    said = str(refused.value)
    assert str(file) in said
    assert why in said
    assert "\n" not in said
    assert SECRET[:8] not in said


def test_a_ring_is_stored_whole_and_for_its_owner_only(tmp_path, file):
    with changing_keys(tmp_path) as keys:
        more = keys.with_newest(b"n" * 32)
        store_keys(tmp_path, more)
    assert load_keys(tmp_path) == more
    assert file.stat().st_mode & 0o777 == 0o600
    assert {path.name for path in tmp_path.iterdir()} == {FILE_NAME, KEYS}


def test_a_ring_that_cannot_be_stored_leaves_the_old_one(tmp_path, monkeypatch):
    before = load_keys(tmp_path)

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pollsvc.instance_secret.os.fsync", full)
    with changing_keys(tmp_path) as keys, pytest.raises(OSError, match="No space"):
        store_keys(tmp_path, keys.with_newest(b"n" * 32))
    assert load_keys(tmp_path) == before


def test_keys_are_changed_by_one_at_a_time(tmp_path):
    with changing_keys(tmp_path), pytest.raises(InstanceInUse, match="secret key"):
        changing_keys(tmp_path).__enter__()
    with changing_keys(tmp_path):
        pass


def test_a_lock_is_for_many_together_or_for_one_alone(tmp_path):
    def taken(*, alone):
        with held(tmp_path, "x.lock", alone=alone, why_not="Taken."):
            return True

    with held(tmp_path, "x.lock", alone=False, why_not=""):
        assert taken(alone=False)
        with pytest.raises(InstanceInUse, match="Taken"):
            taken(alone=True)
    with (
        held(tmp_path, "x.lock", alone=True, why_not=""),
        pytest.raises(InstanceInUse, match="Taken"),
    ):
        taken(alone=False)
    assert taken(alone=True)


def test_a_ring_never_shows_its_secrets():
    assert "s" * 8 not in repr(KeyRing((b"s" * 32,)))

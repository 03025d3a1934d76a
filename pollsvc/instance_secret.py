"""The instance's secrets: a file beside the database, never in it."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pollsvc.config import SERVED_KEY, SettingsError
from pollsvc.domain.keys import SECRET_BYTES, KeyRing, ring_of, text_of
from pollsvc.instance_lock import KEYS, held

FILE_NAME = "secret.key"


def load_keys(instance: Path) -> KeyRing:
    """Return the secrets of an instance, one a line; made on the first call.

    Raises:
        SettingsError: A line is too short to be a secret, or cannot be used.
    """
    path = instance / FILE_NAME
    try:
        if not path.exists():
            _make(path)
        return ring_of(path.read_text("ascii"))
    except (OSError, ValueError) as error:
        msg = f"The secret key in {path} cannot be used: {error}."
        raise SettingsError(msg) from None


def keys_to_serve_with(instance: Path) -> KeyRing:
    """Return the secrets of an instance, led by the one that its server began with.

    A worker that is started in place of another makes things with the key that its
    siblings have, although a newer one may be stored meanwhile.

    Raises:
        SettingsError: A line is too short to be a secret, or cannot be used.
    """
    keys = load_keys(instance)
    begun_with = os.environ.get(SERVED_KEY)
    leading = keys.named(begun_with) if begun_with else None
    return keys.led_by(leading) if leading else keys


def stamp_of_keys(path: Path) -> tuple[int, ...]:
    """Return what is another after the file of the secrets has been replaced."""
    try:
        found = path.stat()
    except OSError:
        return ()
    return found.st_ino, found.st_mtime_ns, found.st_size


@contextmanager
def changing_keys(instance: Path) -> Iterator[KeyRing]:
    """Yield the secrets of an instance, which nobody else changes meanwhile.

    Raises:
        InstanceInUse: Somebody else does.
    """
    why_not = "Another command is changing the secret key; try again in a moment."
    with held(instance, KEYS, alone=True, why_not=why_not):
        yield load_keys(instance)


def store_keys(instance: Path, keys: KeyRing) -> None:
    """Put a ring in place of the stored one: the whole of it, or nothing.

    For use within `changing_keys`.
    """
    path = instance / FILE_NAME
    draft = _draft(path, keys)
    try:
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    _sync(instance)


def new_secret() -> bytes:
    """Return a new random secret."""
    return secrets.token_bytes(SECRET_BYTES)


def _make(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = _draft(path, KeyRing((new_secret(),)))
    try:
        # A link, unlike a rename, fails where another process was quicker.
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    _sync(path.parent)


def _draft(path: Path, keys: KeyRing) -> Path:
    draft = path.with_name(f"{FILE_NAME}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(text_of(keys))
        file.flush()
        os.fsync(handle)
    return draft


def _sync(folder: Path) -> None:
    # Without it the file's new name may not outlive a power cut.
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

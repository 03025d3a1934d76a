"""The instance's secrets: a file beside the database, never in it."""

import os
import secrets
from pathlib import Path

from pollsvc.config import SettingsError
from pollsvc.domain.keys import SECRET_BYTES, KeyRing

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
        secrets_kept = tuple(
            bytes.fromhex(line) for line in path.read_text("ascii").split()
        )
    except (OSError, ValueError) as error:
        msg = f"The secret key in {path} cannot be used: {error}."
        raise SettingsError(msg) from None
    if not secrets_kept or min(map(len, secrets_kept)) < SECRET_BYTES:
        msg = f"The secret key in {path} is shorter than {SECRET_BYTES} bytes."
        raise SettingsError(msg)
    return KeyRing(secrets_kept)


def _make(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"{FILE_NAME}.{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(SECRET_BYTES) + "\n")
    try:
        # A link, unlike a rename, fails where another process was quicker.
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()

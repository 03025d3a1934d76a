"""A secret key that is added while a process runs: read with from then on.

Processes that serve one database are not restarted at once. What one makes with the new
key, the others read before they are restarted: they look at the file at each request.
"""

from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIEnvironment

from flask import Flask

from pollsvc import logs
from pollsvc.config import SettingsError
from pollsvc.domain.keys import KeyRing, derive_key
from pollsvc.installation import EXTENSION, Installation
from pollsvc.instance_secret import FILE_NAME, load_keys, stamp_of_keys


class NewerKeys:
    """A WSGI application that reads the keys again before another one answers."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._inner = app.wsgi_app
        self._instance = self._here.settings.instance
        self._path = self._instance / FILE_NAME
        # Nothing, so that what was replaced since this process read it is read now.
        self._seen: tuple[int, ...] = ()

    def __call__(
        self, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Answer a request."""
        stamp = stamp_of_keys(self._path)
        if stamp != self._seen:
            self._read()
            # Last: what is replaced meanwhile is then read once more.
            self._seen = stamp
        return self._inner(environ, start_response)

    @property
    def _here(self) -> Installation:
        here: Installation = self._app.extensions[EXTENSION]
        return here

    def _read(self) -> None:
        if not self._path.exists():  # or a new one would be made
            return
        try:
            stored = load_keys(self._instance)
        except SettingsError as error:
            logs.warned("keys", problem=str(error))
            return
        # What is new is made with the key of before, until this process ends.
        keys = stored.led_by(self._here.secret)
        self._app.extensions[EXTENSION] = self._here.with_keys(keys)
        self._app.config.update(signing_settings(keys))


def init_newer_keys(app: Flask) -> None:
    """Let an application read with keys that are stored after its start."""
    app.wsgi_app = NewerKeys(app)  # type: ignore[method-assign]


def signing_settings(keys: KeyRing) -> dict[str, object]:
    """Return the keys of the staff's cookie and forms, as Flask and Flask-WTF take."""
    current, *earlier = (derive_key(s, "staff cookie") for s in keys.secrets)
    return {
        "SECRET_KEY": current,
        "SECRET_KEY_FALLBACKS": earlier,
        # What signs takes the last, what reads tries them all.
        "WTF_CSRF_SECRET_KEY": [*reversed(earlier), current],
    }

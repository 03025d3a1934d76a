"""Settings: frozen, typed, read once from pollsvc.toml and POLLSVC_* variables."""

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from limits import parse_many
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from pollsvc.domain.errors import Refusal

PREFIX = "POLLSVC_"
FILE_NAME = "pollsvc.toml"
_HOST = r"[a-z0-9.-]+|\[[0-9a-f:.]+\]"
_HOST_NAME = re.compile(_HOST, re.ASCII)
_ADDRESS = re.compile(rf"https?://({_HOST})(:[0-9]{{1,5}})?/?", re.ASCII)
LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})
"""The names by which a machine calls itself."""

LONGEST_LIMIT_S = 24 * 3600
SHORTEST_TOKEN = 20
SERVED_KEY = "POLLSVC_SERVED_KEY"
"""By it a server tells its workers the name of the key that it makes things with."""

NO_SETTINGS = ("POLLSVC_TEST_", "POLLSVC_VENV", "POLLSVC_CHROMIUM", SERVED_KEY)
"""Variables of the scripts, the tests and the server itself."""


class SettingsError(Refusal):
    """A setting is unknown or unusable; the text names it."""


class Settings(BaseModel):
    """Everything that can differ between two installations.

    Attributes:
        instance: The folder of the database, the keys and pollsvc.toml.
        database_url: SQLite in the instance folder, or postgresql+psycopg://…
        redis_url: Where rate limits are counted; None: in memory.
        public_url: The address in links, without a slash at its end.
        trusted_proxies: How many proxies' X-Forwarded-For is believed.
        answer_limit: What one network may send, in the notation of `limits`.
        site_name: The community's name, on every page.
        contact: Where respondents can turn to: an e-mail address or a link.
        trusted_hosts: Names under which it may be asked, beside the public one.
        metrics_token: What a program must show to read the figures.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    instance: Path = Field(default=Path("instance"), validate_default=True)
    database_url: str = Field(default="", repr=False)
    redis_url: str | None = Field(default=None, repr=False)
    public_url: str = "http://127.0.0.1:8000"
    trusted_proxies: int = Field(default=0, ge=0, le=10)
    answer_limit: str = "30/minute;300/hour"
    site_name: str = Field(default="Community polls", min_length=1, max_length=80)
    contact: str | None = None
    trusted_hosts: tuple[str, ...] = ()
    metrics_token: str | None = Field(default=None, repr=False)

    @field_validator("instance")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value.expanduser().resolve()

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        if value and not value.startswith(("sqlite:///", "postgresql+psycopg://")):
            msg = "must begin with sqlite:/// or postgresql+psycopg://"
            raise ValueError(msg)
        return value

    @field_validator("redis_url")
    @classmethod
    def _known_redis(cls, value: str | None) -> str | None:
        if value and not value.startswith(("redis://", "rediss://", "unix://")):
            msg = "must begin with redis://, rediss:// or unix://"
            raise ValueError(msg)
        return value or None

    @field_validator("public_url")
    @classmethod
    def _known_address(cls, value: str) -> str:
        if not _ADDRESS.fullmatch(value):
            msg = (
                "must read like https://polls.example.org, with nothing after the host"
            )
            raise ValueError(msg)
        return value.rstrip("/")

    @field_validator("answer_limit")
    @classmethod
    def _known_limit(cls, value: str) -> str:
        try:
            longest = max(limit.get_expiry() for limit in parse_many(value))
        except ValueError:
            msg = "must read like 30/minute;300/hour"
            raise ValueError(msg) from None
        # A network is counted under a mark that is another one the next day.
        if longest > LONGEST_LIMIT_S:
            msg = "must count by the day at most, for networks are forgotten every day"
            raise ValueError(msg)
        return value

    @field_validator("trusted_hosts", mode="before")
    @classmethod
    def _known_hosts(cls, value: object) -> tuple[str, ...]:
        listed = value.split(",") if isinstance(value, str) else value
        if not isinstance(listed, list | tuple):
            listed = [""]
        names = tuple(str(name).strip().lower() for name in listed)
        if not all(map(_HOST_NAME.fullmatch, names)):
            msg = "must read like polls.example.org, 10.0.0.7: names without a port"
            raise ValueError(msg)
        return names

    @field_validator("metrics_token")
    @classmethod
    def _hard_to_guess(cls, value: str | None) -> str | None:
        if value and (len(value) < SHORTEST_TOKEN or not value.isascii()):
            msg = f"must be at least {SHORTEST_TOKEN} characters, plain ones"
            raise ValueError(msg)
        return value or None

    @property
    def hosts(self) -> frozenset[str]:
        """The names, without a port, under which a request may ask for this site."""
        public = urlsplit(self.public_url).netloc
        return LOOPBACK | {host_name(public), *self.trusted_hosts}

    @property
    def database(self) -> str:
        """The database's URL, with the default filled in."""
        return self.database_url or f"sqlite:///{self.instance / 'pollsvc.sqlite'}"

    @property
    def sqlite_file(self) -> Path | None:
        """The file of the database, where it is SQLite."""
        kind, _, path = self.database.partition(":///")
        return Path(path.partition("?")[0]).resolve() if kind == "sqlite" else None

    @property
    def data_folder(self) -> Path:
        """Where this machine's disk must have room."""
        return self.sqlite_file.parent if self.sqlite_file else self.instance

    @property
    def secure(self) -> bool:
        """Whether the public address is https, so that cookies can be Secure."""
        return self.public_url.startswith("https://")


def host_name(host: str) -> str:
    """Return a Host header's name: lower case, without its port."""
    name = host.lower()
    return name[: name.find("]") + 1] if name[:1] == "[" else name.partition(":")[0]


def load_settings(environ: Mapping[str, str] = os.environ, **given: object) -> Settings:
    """Return the settings of the file and the environment, the latter winning.

    Args:
        environ: The environment.
        **given: Settings that win over both, e.g. from command-line options.

    Raises:
        SettingsError: A setting is unknown or unusable.
    """
    variables = _from_environment(environ)
    instance = Path(str(given.get("instance") or variables.get("instance", "instance")))
    values = _from_file(instance / FILE_NAME) | variables | given
    values.setdefault("instance", instance)
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        raise SettingsError(_sentence(error, variables)) from None


def sources(
    settings: Settings, environ: Mapping[str, str] = os.environ
) -> dict[str, str]:
    """Return where each setting comes from, in words."""
    variables = _from_environment(environ)
    filed = _from_file(settings.instance / FILE_NAME)
    return {
        name: f"{PREFIX}{name.upper()}"
        if name in variables
        else FILE_NAME
        if name in filed
        else "default"
        for name in Settings.model_fields
    }


def _from_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    return {
        name.removeprefix(PREFIX).lower(): value
        for name, value in environ.items()
        if name.startswith(PREFIX) and not name.startswith(NO_SETTINGS)
    }


def _from_file(path: Path) -> dict[str, Any]:
    found = _parsed(path)
    if "instance" in found:
        msg = (
            f"'instance' cannot stand in {FILE_NAME}, which is found by it: set "
            f"{PREFIX}INSTANCE in the environment."
        )
        raise SettingsError(msg)
    return found


def _parsed(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            return tomllib.load(file)
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        msg = f"{path} cannot be read as TOML: {error}"
        raise SettingsError(msg) from None


def _sentence(error: ValidationError, variables: Mapping[str, object]) -> str:
    first = error.errors()[0]
    name = str(first["loc"][0])
    shown = (
        f"{PREFIX}{name.upper()}" if name in variables else f"{name!r} in {FILE_NAME}"
    )
    if first["type"] == "extra_forbidden":
        return f"{shown} is not a setting of pollsvc."
    why = first["msg"].removeprefix("Value error, ")
    return f"{shown} is unusable: {why[0].lower()}{why[1:]}."

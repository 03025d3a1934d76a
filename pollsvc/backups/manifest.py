"""What a backup says of itself, and whether it can be put in place."""

from datetime import date
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pollsvc.domain.errors import BackupRefused

FORMAT: Final = 1


class Member(BaseModel):
    """One file inside the backup.

    Attributes:
        rows: How many lines it has after its first, which names the columns.
        sha256: Of its content, in hexadecimal digits.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    rows: int = Field(ge=0)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")


class Manifest(BaseModel):
    """What a backup says of itself.

    Attributes:
        format: The number of this way of writing a backup.
        program: The version of pollsvc that wrote it.
        revision: Of the schema that its tables have.
        made_on: The day, UTC; no finer time is kept.
        keys_needed: The names of the secret keys without which receipts do not open
            their responses, and open waves take no answers.
        unnamed_key: The name of the key of waves that name none.
        keys_sha256: Of the secret keys themselves; None where it does not hold them.
        tables: By name, in an order in which each comes after those it refers to.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal[1]
    program: str
    revision: str = Field(pattern=r"^[0-9]{4}$")
    made_on: date
    keys_needed: tuple[str, ...]
    unnamed_key: str
    keys_sha256: str | None
    tables: dict[str, Member]

    @property
    def rows(self) -> int:
        """How many rows there are in all tables together."""
        return sum(table.rows for table in self.tables.values())


def manifest_of(text: bytes) -> Manifest:
    """Return the manifest that a text holds.

    Raises:
        BackupRefused: It is none that this version can read.
    """
    try:
        return Manifest.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        if first["loc"] == ("format",):
            msg = (
                "The backup is of a newer version of pollsvc: update the program first."
            )
        else:
            msg = "The backup does not say what it holds: it is damaged."
        raise BackupRefused(msg) from None


def require_known_schema(manifest: Manifest, newest: str) -> None:
    """Refuse a backup whose tables are newer than the program.

    Raises:
        BackupRefused: Saying so.
    """
    if manifest.revision > newest:
        msg = (
            f"The backup is of a newer version of pollsvc ({manifest.program}, schema "
            f"{manifest.revision}; here {newest}): update the program first."
        )
        raise BackupRefused(msg)

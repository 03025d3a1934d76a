"""What all processes agree on: what has changed, and which secret is in use."""

from sqlalchemy import Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from pollsvc.extensions import db


class CatalogueRow(db.Model):  # type: ignore[name-defined,misc]
    """The one row that every process looks at.

    Attributes:
        revision: Grows with every change of anything but answers, so that a process
            knows whether what it keeps in memory is current.
        key_id: The name of the secret that new waves are keyed with; None: the oldest.
    """

    __tablename__ = "catalogue"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    revision: Mapped[int] = mapped_column(Integer)
    key_id: Mapped[str | None] = mapped_column(String(8))

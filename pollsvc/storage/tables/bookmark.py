"""How far somebody came in a survey: encrypted, and half of its key is not here."""

from datetime import date

from sqlalchemy import Date, ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from pollsvc.extensions import db


class BookmarkRow(db.Model):  # type: ignore[name-defined,misc]
    """What somebody keeps to finish later, under an id that only their link finds.

    `remove_on` is the first day of a month.
    """

    __tablename__ = "bookmark"
    # SQLite's hidden rowid would give back the order in which people stopped.
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 -- SQLAlchemy's form

    wave_id: Mapped[str] = mapped_column(
        ForeignKey("wave.id", ondelete="CASCADE"), primary_key=True
    )
    id: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    remove_on: Mapped[date] = mapped_column(Date)

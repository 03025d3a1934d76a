"""Responses: no time, no order, no address; nothing here says who answered."""

from sqlalchemy import ForeignKey, Integer, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from pollsvc.extensions import db


class ResponseRow(db.Model):  # type: ignore[name-defined,misc]
    """One response, under an id that only its ballot can find again."""

    __tablename__ = "response"
    # SQLite's hidden rowid would give back the order in which people answered.
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 -- SQLAlchemy's form

    # The wave first: one tree finds a response and walks a wave, and grows at one
    # place for each answer, not at two.
    wave_id: Mapped[str] = mapped_column(
        ForeignKey("wave.id", ondelete="CASCADE"), primary_key=True
    )
    id: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    questionnaire_version: Mapped[int] = mapped_column(Integer)
    answers: Mapped[str] = mapped_column(Text)
    flags: Mapped[str] = mapped_column(Text)


class TallyRow(db.Model):  # type: ignore[name-defined,misc]
    """How many responses of a wave count in one cell of one question."""

    __tablename__ = "tally"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 -- SQLAlchemy's form

    wave_id: Mapped[str] = mapped_column(
        ForeignKey("wave.id", ondelete="CASCADE"), primary_key=True
    )
    question: Mapped[str] = mapped_column(String(32), primary_key=True)
    # A row or an option, a sign, and an option or a place.
    cell: Mapped[str] = mapped_column(String(80), primary_key=True)
    count: Mapped[int] = mapped_column(Integer)

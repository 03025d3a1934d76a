"""Releases: the only results that leave the building."""

from datetime import date

from sqlalchemy import JSON, Boolean, Date, ForeignKey, Integer
from sqlalchemy.orm import Mapped, mapped_column

from pollsvc.extensions import db


class ReleaseRow(db.Model):  # type: ignore[name-defined,misc]
    """What the release policy last allowed to be shown of a wave.

    One row a wave: a history of releases would be a history of answers.
    """

    __tablename__ = "release"

    wave_id: Mapped[str] = mapped_column(
        ForeignKey("wave.id", ondelete="CASCADE"), primary_key=True
    )
    sequence: Mapped[int] = mapped_column(Integer)
    released_on: Mapped[date] = mapped_column(Date)
    responses: Mapped[int] = mapped_column(Integer)
    counts: Mapped[dict[str, dict[str, int]]] = mapped_column(JSON)
    set_aside: Mapped[int] = mapped_column(Integer)
    aside_counted: Mapped[bool] = mapped_column(Boolean)

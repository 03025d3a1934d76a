"""How many answers came in an hour: in tens and by lot, until the wave closes."""

from sqlalchemy import ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from pollsvc.extensions import db


class ArrivalRow(db.Model):  # type: ignore[name-defined,misc]
    """About how many came to a wave in one hour, of one kind; never exact.

    One in ten is counted, as ten: no number here says that somebody came. Deleted
    when the wave closes.
    """

    __tablename__ = "arrival"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 -- SQLAlchemy's form

    wave_id: Mapped[str] = mapped_column(
        ForeignKey("wave.id", ondelete="CASCADE"), primary_key=True
    )
    hour: Mapped[str] = mapped_column(String(13), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    count: Mapped[int] = mapped_column(Integer)

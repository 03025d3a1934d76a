"""The fielding periods of a poll."""

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from pollsvc.extensions import db
from pollsvc.storage.tables.times import UtcDateTime


class WaveRow(db.Model):  # type: ignore[name-defined,misc]
    """One wave; its salt is erased when the poll is archived.

    `key_id` names the instance secret that its key is made with; empty: the oldest.
    """

    __tablename__ = "wave"
    __table_args__ = (UniqueConstraint("poll_id", "code"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    poll_id: Mapped[str] = mapped_column(ForeignKey("poll.id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(String(16))
    opens_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closes_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    salt: Mapped[bytes | None] = mapped_column(LargeBinary(16))
    key_id: Mapped[str | None] = mapped_column(String(8))
    aside_counted: Mapped[bool] = mapped_column(Boolean)
    purged_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

"""The poll and the versions of its questionnaire."""

from datetime import datetime

from sqlalchemy import JSON, Boolean, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from pollsvc.extensions import db
from pollsvc.storage.tables.times import UtcDateTime


class PollRow(db.Model):  # type: ignore[name-defined,misc]
    """One poll, as its author last saved it."""

    __tablename__ = "poll"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    title: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(16))
    version: Mapped[int] = mapped_column(Integer)
    results: Mapped[str] = mapped_column(String(16))
    release: Mapped[str] = mapped_column(String(16))
    zone: Mapped[str] = mapped_column(String(64))
    opens: Mapped[str | None] = mapped_column(String(32))
    closes: Mapped[str | None] = mapped_column(String(32))
    lasts: Mapped[str | None] = mapped_column(String(16))
    repeats: Mapped[str | None] = mapped_column(String(16))
    times: Mapped[int | None] = mapped_column(Integer)
    until: Mapped[str | None] = mapped_column(String(10))
    skips: Mapped[list[str]] = mapped_column(JSON)
    stopped: Mapped[bool] = mapped_column(Boolean)
    sites: Mapped[list[str]] = mapped_column(JSON)
    keep_days: Mapped[int | None] = mapped_column(Integer)
    is_example: Mapped[bool] = mapped_column(Boolean)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class QuestionnaireRow(db.Model):  # type: ignore[name-defined,misc]
    """What a poll asked in one version."""

    __tablename__ = "questionnaire"

    poll_id: Mapped[str] = mapped_column(
        ForeignKey("poll.id", ondelete="CASCADE"), primary_key=True
    )
    version: Mapped[int] = mapped_column(Integer, primary_key=True)
    document: Mapped[dict[str, object]] = mapped_column(JSON)

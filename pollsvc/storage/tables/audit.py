"""What staff did and when; never what a respondent did."""

from datetime import datetime

from sqlalchemy import Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from pollsvc.extensions import db
from pollsvc.storage.tables.times import UtcDateTime


class AuditRow(db.Model):  # type: ignore[name-defined,misc]
    """One act of one staff member, or of the command line."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(String(254))
    action: Mapped[str] = mapped_column(String(32))
    subject: Mapped[str] = mapped_column(Text)

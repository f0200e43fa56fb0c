"""screening_report: the figures of one period, drawn up by the clock, checked by their owner and sent."""

from datetime import date, datetime

from sqlalchemy import Date, DateTime, Index, Integer, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from zf_intake.tables import Base

_TIME = DateTime(timezone=True)
_NOTHING = text("''")


class ScreeningReport(Base):
    """`figures`: a list of {item, count, target}. state: draft | sent. Drawn up again it is a draft again."""

    __tablename__ = "screening_report"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    first_day: Mapped[date] = mapped_column(Date)
    last_day: Mapped[date] = mapped_column(Date)
    due_on: Mapped[date] = mapped_column(Date)
    state: Mapped[str] = mapped_column(Text, server_default=text("'draft'"))
    figures: Mapped[list[dict[str, str | int]]] = mapped_column(JSONB)
    drawn_at: Mapped[datetime] = mapped_column(_TIME)
    note: Mapped[str] = mapped_column(Text, server_default=_NOTHING)
    checked_by: Mapped[str] = mapped_column(Text, server_default=_NOTHING)
    checked_by_name: Mapped[str] = mapped_column(Text, server_default=_NOTHING)
    sent_at: Mapped[datetime | None] = mapped_column(_TIME)
    version: Mapped[int] = mapped_column(Integer, server_default=text("1"))

    __table_args__ = (Index("screening_report_period", "first_day", "last_day", unique=True),)

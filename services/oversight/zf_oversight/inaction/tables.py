"""inaction_item: one missed day of one supervised task."""

from datetime import date, datetime

from sqlalchemy import Date, DateTime, Index, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from zf_oversight.tables import Base

_TIME = DateTime(timezone=True)


class InactionItem(Base):
    """state: unreported | late | excused. The newest revision that was heard of stands."""

    __tablename__ = "inaction_item"

    task_id: Mapped[str] = mapped_column(Text, primary_key=True)
    due: Mapped[date] = mapped_column(Date, primary_key=True)
    task_no: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    issuer: Mapped[str] = mapped_column(Text)
    agency: Mapped[str] = mapped_column(Text)
    unit: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    reported_at: Mapped[datetime | None] = mapped_column(_TIME)
    revision: Mapped[int] = mapped_column(Integer)

    __table_args__ = (Index("inaction_item_day", "due", "task_id"),)

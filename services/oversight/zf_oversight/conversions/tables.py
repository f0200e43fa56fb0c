"""counted_conversion: one conversion of one agency, counted once."""

from datetime import date, datetime

from sqlalchemy import Date, DateTime, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from zf_oversight.tables import Base


class CountedConversion(Base):
    """`unit` is the one that had the earlier petition first; `happened_on` the day the harder one was received."""

    __tablename__ = "counted_conversion"

    agency: Mapped[str] = mapped_column(Text, primary_key=True)
    petition_no: Mapped[str] = mapped_column(Text, primary_key=True)
    kind: Mapped[str] = mapped_column(Text, primary_key=True)
    unit: Mapped[str] = mapped_column(Text)
    earlier_petition_no: Mapped[str] = mapped_column(Text)
    happened_on: Mapped[date] = mapped_column(Date)
    heard_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))

    __table_args__ = (Index("counted_conversion_day", "happened_on"),)

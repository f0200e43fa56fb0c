"""ledger_report: the figures that one agency reported of one period."""

from datetime import date, datetime

from sqlalchemy import Date, DateTime, Index, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from zf_oversight.tables import Base


class LedgerReportRow(Base):
    """`figures`: a list of {item, count, target}; the report made last stands."""

    __tablename__ = "ledger_report"

    agency: Mapped[str] = mapped_column(Text, primary_key=True)
    first_day: Mapped[date] = mapped_column(Date, primary_key=True)
    last_day: Mapped[date] = mapped_column(Date, primary_key=True)
    figures: Mapped[list[dict[str, str | int | None]]] = mapped_column(JSONB)
    reported_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))

    __table_args__ = (Index("ledger_report_period", "first_day", "last_day"),)

"""report with its named persons and handed-in items; serial_counter for the numbers given here.

Identity numbers, telephone and address are stored encrypted (`…_sealed`); `…_hash` finds equal numbers.
"""

from datetime import date, datetime

from sqlalchemy import Boolean, DateTime, ForeignKey, Index, Integer, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from zf_intake.tables import Base

_TIME = DateTime(timezone=True)


class Report(Base):
    __tablename__ = "report"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    receipt_no: Mapped[str] = mapped_column(Text, unique=True)
    collab_no: Mapped[str] = mapped_column(Text, unique=True)
    source: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    unit: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    facts: Mapped[str] = mapped_column(Text)
    place: Mapped[str] = mapped_column(Text)
    occurred_on: Mapped[date | None]
    received_at: Mapped[datetime] = mapped_column(_TIME)
    registered_at: Mapped[datetime] = mapped_column(_TIME)
    registered_by: Mapped[str] = mapped_column(Text)
    registered_by_name: Mapped[str] = mapped_column(Text)
    emergency: Mapped[bool] = mapped_column(Boolean)
    late: Mapped[bool] = mapped_column(Boolean)
    alert_no: Mapped[str] = mapped_column(Text)
    reporter_name: Mapped[str] = mapped_column(Text)
    reporter_id_kind: Mapped[str] = mapped_column(Text)
    reporter_id_sealed: Mapped[str] = mapped_column(Text)
    reporter_id_hash: Mapped[str] = mapped_column(Text)
    reporter_phone_sealed: Mapped[str] = mapped_column(Text)
    reporter_address_sealed: Mapped[str] = mapped_column(Text)
    reporter_confidential: Mapped[bool] = mapped_column(Boolean)
    case_id: Mapped[str | None] = mapped_column(Text)
    case_no: Mapped[str | None] = mapped_column(Text)
    version: Mapped[int] = mapped_column(Integer, server_default=text("1"))

    suspects: Mapped[list["ReportSuspect"]] = relationship(lazy="raise", order_by="ReportSuspect.no")
    items: Mapped[list["ReportItem"]] = relationship(lazy="raise", order_by="ReportItem.no")

    __table_args__ = (
        Index("report_by_unit", "unit", "id"),
        Index("report_by_registrar", "registered_by", "id"),
        Index("report_reporter_id", "reporter_id_hash", postgresql_where=text("reporter_id_hash <> ''")),
    )


class ReportSuspect(Base):
    __tablename__ = "report_suspect"

    report_id: Mapped[str] = mapped_column(ForeignKey("report.id"), primary_key=True)
    no: Mapped[int] = mapped_column(Integer, primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    id_kind: Mapped[str] = mapped_column(Text)
    id_sealed: Mapped[str] = mapped_column(Text)
    id_hash: Mapped[str] = mapped_column(Text)
    sex: Mapped[str] = mapped_column(Text)

    __table_args__ = (Index("report_suspect_id", "id_hash", postgresql_where=text("id_hash <> ''")),)


class ReportItem(Base):
    __tablename__ = "report_item"

    report_id: Mapped[str] = mapped_column(ForeignKey("report.id"), primary_key=True)
    no: Mapped[int] = mapped_column(Integer, primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    quantity: Mapped[int] = mapped_column(Integer)
    feature: Mapped[str] = mapped_column(Text)


class SerialCounter(Base):
    """The last serial given, per series and period. A rolled-back act gives its serial back."""

    __tablename__ = "serial_counter"

    series: Mapped[str] = mapped_column(Text, primary_key=True)
    period: Mapped[str] = mapped_column(Text, primary_key=True)
    last: Mapped[int] = mapped_column(Integer)

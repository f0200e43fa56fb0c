"""material_fault: one notice that told again what had to be told once, as intake told it."""

from datetime import date, datetime

from sqlalchemy import Date, DateTime, Index, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from zf_oversight.tables import Base


class MaterialFault(Base):
    """`no` counts the notices of the matter. A matter that accuses somebody has no number and no reason here."""

    __tablename__ = "material_fault"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    unit: Mapped[str] = mapped_column(Text)
    number: Mapped[str] = mapped_column(Text)
    no: Mapped[int] = mapped_column(Integer)
    petition_id: Mapped[str] = mapped_column(Text)
    petition_no: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    person_name: Mapped[str] = mapped_column(Text)
    issued_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    happened_on: Mapped[date] = mapped_column(Date)

    __table_args__ = (Index("material_fault_by_day", "happened_on", "id"),)

"""material_check: what was noted for a petition; material_notice: each notice of what is missing, faults among them."""

from datetime import date, datetime

from sqlalchemy import Boolean, Date, DateTime, Index, Integer, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from zf_intake.tables import Base

_TIME = DateTime(timezone=True)
_LIST = text("'[]'::jsonb")


class MaterialCheck(Base):
    """One per petition; the newest note stands."""

    __tablename__ = "material_check"

    petition_id: Mapped[str] = mapped_column(Text, primary_key=True)
    checklist: Mapped[str] = mapped_column(Text)
    received: Mapped[list[str]] = mapped_column(JSONB, server_default=_LIST)
    needed: Mapped[list[str]] = mapped_column(JSONB, server_default=_LIST)
    noted_at: Mapped[datetime] = mapped_column(_TIME)
    noted_by: Mapped[str] = mapped_column(Text)


class MaterialNotice(Base):
    """`no` counts per petition. `fault`: told again although everything had to be told once (S-027); `told`: oversight.

    `unit` is that of the clerk, empty in notices from before it was kept.
    """

    __tablename__ = "material_notice"

    petition_id: Mapped[str] = mapped_column(Text, primary_key=True)
    no: Mapped[int] = mapped_column(Integer, primary_key=True)
    paper_id: Mapped[str] = mapped_column(Text)
    missing: Mapped[list[str]] = mapped_column(JSONB)
    due: Mapped[date] = mapped_column(Date)
    reason: Mapped[str] = mapped_column(Text, server_default=text("''"))
    fault: Mapped[bool] = mapped_column(Boolean)
    issued_at: Mapped[datetime] = mapped_column(_TIME)
    issued_by: Mapped[str] = mapped_column(Text)
    issued_by_name: Mapped[str] = mapped_column(Text)
    unit: Mapped[str] = mapped_column(Text, server_default=text("''"))
    told: Mapped[bool] = mapped_column(Boolean, server_default=text("false"))

    __table_args__ = (
        Index("material_notice_faults", "issued_at", postgresql_where=text("fault")),
        Index("material_notice_untold", "issued_at", postgresql_where=text("fault AND NOT told")),
    )

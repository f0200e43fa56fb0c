"""liaison_officer: the officers of all agencies, each as its own agency last told it."""

from datetime import date, datetime

from sqlalchemy import Boolean, Date, DateTime, Index, Integer, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from zf_liaison.tables import Base

_EMPTY = text("''")


class LiaisonOfficer(Base):
    """`version` is the revision of the owning agency: it rises with every change there."""

    __tablename__ = "liaison_officer"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    agency: Mapped[str] = mapped_column(Text)
    unit: Mapped[str] = mapped_column(Text)
    post: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    phone: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    term_from: Mapped[date] = mapped_column(Date)
    term_until: Mapped[date | None] = mapped_column(Date)
    absent_from: Mapped[date | None] = mapped_column(Date)
    absent_until: Mapped[date | None] = mapped_column(Date)
    substitute: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    ended: Mapped[bool] = mapped_column(Boolean, server_default=text("false"))
    told_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    version: Mapped[int] = mapped_column(Integer)

    __table_args__ = (Index("liaison_officer_of", "agency", "unit", "post"),)

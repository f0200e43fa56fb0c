"""conversion: one petition was the harder form of an earlier one."""

from datetime import datetime

from sqlalchemy import DateTime, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from zf_intake.tables import Base

_TIME = DateTime(timezone=True)


class ConversionRow(Base):
    """`unit` and first handler are those of the earlier petition; `received_at` of the harder one decides the period."""

    __tablename__ = "conversion"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    petition_id: Mapped[str] = mapped_column(ForeignKey("petition.id"))
    kind: Mapped[str] = mapped_column(Text)
    earlier_id: Mapped[str] = mapped_column(ForeignKey("petition.id"))
    unit: Mapped[str] = mapped_column(Text)
    first_handler_id: Mapped[str] = mapped_column(Text)
    first_handler_name: Mapped[str] = mapped_column(Text)
    received_at: Mapped[datetime] = mapped_column(_TIME)
    detected_at: Mapped[datetime] = mapped_column(_TIME)

    __table_args__ = (
        UniqueConstraint("petition_id", "kind", name="conversion_once"),
        Index("conversion_earlier", "earlier_id"),
        Index("conversion_by_time", "received_at", "id"),
        Index("conversion_first_handler", "first_handler_id", "received_at"),
    )

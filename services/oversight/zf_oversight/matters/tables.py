"""matter: one case record of the agency and its last step."""

from datetime import datetime

from sqlalchemy import ARRAY, DateTime, Index, Integer, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from zf_oversight.tables import Base

_TIME = DateTime(timezone=True)
_EMPTY = text("''")


class Matter(Base):
    """`opened_at` is empty while only a later step is known; `last_acted_at` is the legal time of the newest step.

    `decisions` are the numbers of the collective decisions made in it.
    """

    __tablename__ = "matter"

    case_id: Mapped[str] = mapped_column(Text, primary_key=True)
    case_no: Mapped[str] = mapped_column(Text)
    collab_no: Mapped[str] = mapped_column(Text)
    unit: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    opened_at: Mapped[datetime | None] = mapped_column(_TIME)
    last_act: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    last_acted_at: Mapped[datetime] = mapped_column(_TIME)
    steps: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    decisions: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"))

    __table_args__ = (Index("matter_rest", "last_acted_at", "case_id"), Index("matter_unit", "unit", "last_acted_at"))

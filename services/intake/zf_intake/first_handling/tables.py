"""petition_first_handler: every term of a first handler, with offer, record and acceptance."""

from datetime import datetime

from sqlalchemy import DateTime, ForeignKey, Index, Integer, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from zf_intake.tables import Base

_TIME = DateTime(timezone=True)
_EMPTY = text("''")
_LIST = text("'[]'::jsonb")


class FirstHandlingTerm(Base):
    """Who was first handler from when to when (S-005). state: offered | current | past | declined."""

    __tablename__ = "petition_first_handler"

    petition_id: Mapped[str] = mapped_column(ForeignKey("petition.id"), primary_key=True)
    no: Mapped[int] = mapped_column(Integer, primary_key=True)
    account_id: Mapped[str] = mapped_column(Text)
    account_name: Mapped[str] = mapped_column(Text)
    unit: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    record: Mapped[str] = mapped_column(Text)
    offered_by: Mapped[str] = mapped_column(Text)
    offered_at: Mapped[datetime] = mapped_column(_TIME)
    since: Mapped[datetime | None] = mapped_column(_TIME)
    until: Mapped[datetime | None] = mapped_column(_TIME)

    __table_args__ = (
        Index("petition_first_handler_offer", "petition_id", unique=True, postgresql_where=text("state = 'offered'")),
        Index("petition_first_handler_account", "account_id", "state"),
    )

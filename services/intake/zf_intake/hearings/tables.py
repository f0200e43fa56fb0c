"""hearing: one hearing of a petition from the call to the publication."""

from datetime import datetime

from sqlalchemy import Boolean, DateTime, ForeignKey, Index, Integer, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from zf_intake.tables import Base

_TIME = DateTime(timezone=True)
_EMPTY = text("''")
_LIST = text("'[]'::jsonb")


class Hearing(Base):
    """state: scheduled | concluded | published | cancelled. The id is the one of the notice to the invited agencies."""

    __tablename__ = "hearing"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    petition_id: Mapped[str] = mapped_column(ForeignKey("petition.id"))
    no: Mapped[int] = mapped_column(Integer)
    state: Mapped[str] = mapped_column(Text, server_default=text("'scheduled'"))
    applied_by: Mapped[str] = mapped_column(Text)
    application: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Text)
    hearing_at: Mapped[datetime] = mapped_column(_TIME)
    place: Mapped[str] = mapped_column(Text)
    public: Mapped[bool] = mapped_column(Boolean)
    panel: Mapped[list[dict[str, str]]] = mapped_column(JSONB)
    invited: Mapped[list[str]] = mapped_column(JSONB, server_default=_LIST)
    notice_no: Mapped[str] = mapped_column(Text)
    called_at: Mapped[datetime] = mapped_column(_TIME)
    called_by_name: Mapped[str] = mapped_column(Text)
    held_at: Mapped[datetime | None] = mapped_column(_TIME)
    present: Mapped[list[str]] = mapped_column(JSONB, server_default=_LIST)
    record: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    opinion: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    concluded_by_name: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    announcement: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    published_where: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    published_at: Mapped[datetime | None] = mapped_column(_TIME)
    cancelled_at: Mapped[datetime | None] = mapped_column(_TIME)
    cancel_reason: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    version: Mapped[int] = mapped_column(Integer, server_default=text("1"))

    __table_args__ = (
        Index("hearing_open", "petition_id", unique=True, postgresql_where=text("state = 'scheduled'")),
        Index("hearing_petition", "petition_id", "no"),
    )

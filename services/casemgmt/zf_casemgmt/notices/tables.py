"""notice: a step of another agency as it was told. A notice that came before the step it follows waits here."""

from datetime import datetime

from sqlalchemy import DateTime, Index, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from zf_casemgmt.tables import Base

_TIME = DateTime(timezone=True)


class Notice(Base):
    """states: waiting | applied | informative."""

    __tablename__ = "notice"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    collab_no: Mapped[str] = mapped_column(Text)
    case_id: Mapped[str | None] = mapped_column(Text)
    message: Mapped[str] = mapped_column(Text)
    message_id: Mapped[str] = mapped_column(Text)
    sender: Mapped[str] = mapped_column(Text)
    act: Mapped[str] = mapped_column(Text)
    body: Mapped[dict[str, object]] = mapped_column(JSONB)
    state: Mapped[str] = mapped_column(Text)
    acted_at: Mapped[datetime] = mapped_column(_TIME)
    received_at: Mapped[datetime] = mapped_column(_TIME)
    applied_at: Mapped[datetime | None] = mapped_column(_TIME)

    __table_args__ = (
        Index("notice_by_matter", "collab_no", "acted_at", "id"),
        Index("notice_waiting", "collab_no", postgresql_where=text("state = 'waiting'")),
    )

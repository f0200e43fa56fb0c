"""Alarms of the node's exchange: at most one open alarm for each kind and peer, however often it happens."""

from datetime import datetime

from sqlalchemy import DateTime, Index, Table, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from zf_liaison.tables import Base


class Alarm(Base):
    __tablename__ = "alarm"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    kind: Mapped[str] = mapped_column(Text)
    peer: Mapped[str] = mapped_column(Text)
    object_id: Mapped[str] = mapped_column(Text, server_default=text("''"))
    times: Mapped[int] = mapped_column(server_default=text("1"))
    raised_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    last_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    cleared_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))

    __table_args__ = (
        Index("alarm_open", "kind", "peer", unique=True, postgresql_where=text("cleared_at IS NULL")),
        Index("alarm_raised", "raised_at"),
    )


alarm: Table = Base.metadata.tables["alarm"]

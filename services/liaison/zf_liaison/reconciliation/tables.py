"""Comparisons this node started: one row a run, a run compares one day with one peer."""

from datetime import date, datetime

from sqlalchemy import Date, DateTime, Index, Integer, Table, Text, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from zf_liaison.tables import Base

_MOMENT = DateTime(timezone=True)


class Run(Base):
    __tablename__ = "reconciliation_run"

    run_id: Mapped[str] = mapped_column(Text, primary_key=True)
    peer: Mapped[str] = mapped_column(Text)
    day: Mapped[date] = mapped_column(Date)
    until: Mapped[datetime | None] = mapped_column(_MOMENT)
    state: Mapped[str] = mapped_column(Text)
    sent_here: Mapped[int] = mapped_column(Integer)
    received_here: Mapped[int] = mapped_column(Integer)
    received_there: Mapped[int | None] = mapped_column(Integer)
    sent_there: Mapped[int | None] = mapped_column(Integer)
    missing: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"))
    unknown: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"))
    other: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"))
    started_at: Mapped[datetime] = mapped_column(_MOMENT)
    answered_at: Mapped[datetime | None] = mapped_column(_MOMENT)

    __table_args__ = (
        Index("reconciliation_peer", "peer", "day", "started_at"),
        Index("reconciliation_open", "started_at", postgresql_where=text("state IN ('proposed', 'different')")),
    )


run: Table = Base.metadata.tables["reconciliation_run"]

"""broken_promise: one breach of a public promise as intake told it last."""

from datetime import date, datetime

from sqlalchemy import Date, DateTime, Index, Integer, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from zf_oversight.tables import Base

_TIME = DateTime(timezone=True)
_NOTHING = text("''")


class BrokenPromise(Base):
    """`happened_on` is the day the promise fell due; `unit` the one that had to keep it."""

    __tablename__ = "broken_promise"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    version: Mapped[int] = mapped_column(Integer)
    promise: Mapped[str] = mapped_column(Text)
    promise_zh: Mapped[str] = mapped_column(Text)
    promise_en: Mapped[str] = mapped_column(Text)
    unit: Mapped[str] = mapped_column(Text)
    label: Mapped[str] = mapped_column(Text)
    due_at: Mapped[datetime] = mapped_column(_TIME)
    happened_on: Mapped[date] = mapped_column(Date)
    person_name: Mapped[str] = mapped_column(Text, server_default=_NOTHING)
    cause: Mapped[str] = mapped_column(Text, server_default=_NOTHING)
    answered_by_name: Mapped[str] = mapped_column(Text, server_default=_NOTHING)
    answered_at: Mapped[datetime | None] = mapped_column(_TIME)

    __table_args__ = (Index("broken_promise_by_day", "happened_on", "id"),)

"""promise_breach: one broken promise, found by itself, with the cause and the person who answers for it (S-028)."""

from datetime import datetime

from sqlalchemy import Boolean, DateTime, Index, Integer, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from zf_intake.tables import Base

_TIME = DateTime(timezone=True)
_NOTHING = text("''")


class PromiseBreach(Base):
    """`label` is what people call the object: a number of the hall, the number of an appointment, a day. `told`: oversight."""

    __tablename__ = "promise_breach"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    promise: Mapped[str] = mapped_column(Text)
    object_kind: Mapped[str] = mapped_column(Text)
    object_id: Mapped[str] = mapped_column(Text)
    label: Mapped[str] = mapped_column(Text)
    due_at: Mapped[datetime] = mapped_column(_TIME)
    found_at: Mapped[datetime] = mapped_column(_TIME)
    person_id: Mapped[str] = mapped_column(Text, server_default=_NOTHING)
    person_name: Mapped[str] = mapped_column(Text, server_default=_NOTHING)
    cause: Mapped[str] = mapped_column(Text, server_default=_NOTHING)
    answered_by_name: Mapped[str] = mapped_column(Text, server_default=_NOTHING)
    answered_at: Mapped[datetime | None] = mapped_column(_TIME)
    told: Mapped[bool] = mapped_column(Boolean, server_default=text("false"))
    version: Mapped[int] = mapped_column(Integer, server_default=text("1"))

    __table_args__ = (
        Index("promise_breach_once", "promise", "object_id", unique=True),
        Index("promise_breach_by_time", "found_at", "id"),
        Index("promise_breach_untold", "id", postgresql_where=text("NOT told")),
    )

"""matter_clock: a period of one of liaison's own matters with the computation that explains it."""

from datetime import datetime

from sqlalchemy import Boolean, DateTime, Index, Integer, SmallInteger, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from zf_liaison.tables import Base

_TIME = DateTime(timezone=True)
_EMPTY = text("''")
_LIST = text("'[]'::jsonb")


class MatterClock(Base):
    """states: running | met | met_late | cancelled | breached. `ours`: the duty is this agency's, so its oversight watches it.

    `anchor` and `due` are a day or an instant as text. `marks` are the moments of reminders, `given` counts those given.
    """

    __tablename__ = "matter_clock"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    matter_kind: Mapped[str] = mapped_column(Text)
    matter_id: Mapped[str] = mapped_column(Text)
    rule: Mapped[str] = mapped_column(Text)
    rule_version: Mapped[str] = mapped_column(Text)
    title_zh: Mapped[str] = mapped_column(Text)
    title_en: Mapped[str] = mapped_column(Text)
    basis: Mapped[str] = mapped_column(Text)
    ours: Mapped[bool] = mapped_column(Boolean)
    anchor: Mapped[str] = mapped_column(Text)
    due: Mapped[str] = mapped_column(Text)
    due_at: Mapped[datetime] = mapped_column(_TIME)
    provisional: Mapped[bool] = mapped_column(Boolean)
    trace: Mapped[list[dict[str, str]]] = mapped_column(JSONB, server_default=_LIST)
    marks: Mapped[list[str]] = mapped_column(JSONB, server_default=_LIST)
    given: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    next_mark_at: Mapped[datetime | None] = mapped_column(_TIME)
    state: Mapped[str] = mapped_column(Text, server_default=text("'running'"))
    warned: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    ended_at: Mapped[datetime | None] = mapped_column(_TIME)
    ended_act: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    revision: Mapped[int] = mapped_column(Integer, server_default=text("1"))

    __table_args__ = (
        Index("matter_clock_of", "matter_id", "id"),
        Index("matter_clock_mark", "next_mark_at", postgresql_where=text("state = 'running'")),
        Index("matter_clock_due", "due_at", postgresql_where=text("state = 'running'")),
        Index("matter_clock_once", "matter_id", "rule", unique=True, postgresql_where=text("state = 'running'")),
    )

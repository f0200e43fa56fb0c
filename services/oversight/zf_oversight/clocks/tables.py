"""watched_clock: the mirror of one legal clock of casemgmt or intake.

Two counters make the mirror independent of the order of messages: `revision` is the newest computation heard of (0: none
yet), `ended_revision` the newest end. The clock runs while the computation is newer than the end.
"""

from datetime import datetime

from sqlalchemy import Boolean, DateTime, Index, Integer, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from zf_oversight.tables import Base

_TIME = DateTime(timezone=True)
_EMPTY = text("''")
RUNNING = "revision > ended_revision"


class WatchedClock(Base):
    """`anchor` and `due` are a day or an instant as text; `due_at` is the last instant in time, for order and comparison."""

    __tablename__ = "watched_clock"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    revision: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    matter_kind: Mapped[str] = mapped_column(Text, server_default=text("'case'"))
    case_id: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    case_no: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    collab_no: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    suspect_id: Mapped[str | None] = mapped_column(Text)
    unit: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    owner: Mapped[str | None] = mapped_column(Text)
    rule: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    rule_version: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    title_zh: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    title_en: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    basis: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    anchor: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    due: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    due_at: Mapped[datetime | None] = mapped_column(_TIME)
    custody: Mapped[bool] = mapped_column(Boolean, server_default=text("false"))
    nature: Mapped[str] = mapped_column(Text, server_default=text("'duty'"))
    provisional: Mapped[bool] = mapped_column(Boolean, server_default=text("false"))
    warn_at: Mapped[list[str]] = mapped_column(JSONB, server_default=text("'[]'::jsonb"))
    first_warn_at: Mapped[datetime | None] = mapped_column(_TIME)
    next_warn_at: Mapped[datetime | None] = mapped_column(_TIME)
    trace: Mapped[list[dict[str, str]]] = mapped_column(JSONB, server_default=text("'[]'::jsonb"))
    warned_at: Mapped[datetime | None] = mapped_column(_TIME)
    breached_at: Mapped[datetime | None] = mapped_column(_TIME)
    ended_revision: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    outcome: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    ended_at: Mapped[datetime | None] = mapped_column(_TIME)
    ended_act: Mapped[str] = mapped_column(Text, server_default=_EMPTY)

    __table_args__ = (
        Index("watched_clock_due", "due_at", "id", postgresql_where=text(RUNNING)),
        Index("watched_clock_warn", "next_warn_at", postgresql_where=text(RUNNING)),
        Index("watched_clock_unit", "unit", "due_at", "id"),
        Index("watched_clock_case", "case_id"),
    )

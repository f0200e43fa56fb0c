"""leader (duty roster and portfolios) and leader_session (the calendar, own and of other agencies).

A session of another agency came by message; it is shown, never changed here.
"""

from datetime import date, datetime

from sqlalchemy import ARRAY, Boolean, Date, DateTime, Index, Integer, SmallInteger, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from zf_intake.tables import Base

_TIME = DateTime(timezone=True)
_NOTHING = text("''")
_NONE = text("'{}'")
LIVE = "state <> 'cancelled'"


class Leader(Base):
    """接访领导. `portfolio` are kinds of matters of reception.toml; `rank` orders the turns."""

    __tablename__ = "leader"

    account_id: Mapped[str] = mapped_column(Text, primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    portfolio: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=_NONE)
    rank: Mapped[int] = mapped_column(SmallInteger)
    active: Mapped[bool] = mapped_column(Boolean, server_default=text("true"))
    version: Mapped[int] = mapped_column(Integer, server_default=text("1"))


class LeaderSession(Base):
    """接访场次. `named` are the days of the rule it stands for; `moved_from` is set by a published decision."""

    __tablename__ = "leader_session"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    agency: Mapped[str] = mapped_column(Text)
    day: Mapped[date]
    named: Mapped[list[date]] = mapped_column(ARRAY(Date))
    starts: Mapped[str] = mapped_column(Text)
    ends: Mapped[str] = mapped_column(Text)
    place: Mapped[str] = mapped_column(Text, server_default=_NOTHING)
    provisional: Mapped[bool] = mapped_column(Boolean, server_default=text("false"))
    leader_id: Mapped[str] = mapped_column(Text, server_default=_NOTHING)
    leader_name: Mapped[str] = mapped_column(Text, server_default=_NOTHING)
    leader_title: Mapped[str] = mapped_column(Text, server_default=_NOTHING)
    state: Mapped[str] = mapped_column(Text)
    publish_by: Mapped[date]
    published_at: Mapped[datetime | None] = mapped_column(_TIME)
    moved_from: Mapped[date | None]
    urgent: Mapped[bool] = mapped_column(Boolean, server_default=text("false"))
    decision_no: Mapped[str] = mapped_column(Text, server_default=_NOTHING)
    decision_reason: Mapped[str] = mapped_column(Text, server_default=_NOTHING)
    held_by: Mapped[str] = mapped_column(Text, server_default=_NOTHING)
    held_by_name: Mapped[str] = mapped_column(Text, server_default=_NOTHING)
    received: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    note: Mapped[str] = mapped_column(Text, server_default=_NOTHING)
    recorded_at: Mapped[datetime | None] = mapped_column(_TIME)
    version: Mapped[int] = mapped_column(Integer, server_default=text("1"))

    __table_args__ = (
        Index("leader_session_day", "agency", "day", unique=True, postgresql_where=text(LIVE)),
        Index("leader_session_by_day", "day"),
    )

"""petition_clock and petition_clock_extension: a legal period with the computation that explains it."""

from datetime import date, datetime

from sqlalchemy import Boolean, Date, DateTime, ForeignKey, Index, Integer, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from zf_intake.tables import Base

_TIME = DateTime(timezone=True)
_EMPTY = text("''")
_LIST = text("'[]'::jsonb")


class PetitionClock(Base):
    """A legal period of a petition. states: running | paused | met | met_late | cancelled.

    `anchor` and `due` are a day or an instant as text; `due_at` is the last moment in time. `party`: the petitioner's
    own period. `revision` rises with every new computation.
    """

    __tablename__ = "petition_clock"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    petition_id: Mapped[str] = mapped_column(ForeignKey("petition.id"))
    rule: Mapped[str] = mapped_column(Text)
    rule_version: Mapped[str] = mapped_column(Text)
    title_zh: Mapped[str] = mapped_column(Text)
    title_en: Mapped[str] = mapped_column(Text)
    basis: Mapped[str] = mapped_column(Text)
    party: Mapped[bool] = mapped_column(Boolean)
    anchor: Mapped[str] = mapped_column(Text)
    due: Mapped[str] = mapped_column(Text)
    due_at: Mapped[datetime] = mapped_column(_TIME)
    provisional: Mapped[bool] = mapped_column(Boolean)
    extensions: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    max_extensions: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    excluded: Mapped[list[dict[str, str]]] = mapped_column(JSONB, server_default=_LIST)
    warn_at: Mapped[list[str]] = mapped_column(JSONB, server_default=_LIST)
    trace: Mapped[list[dict[str, str]]] = mapped_column(JSONB, server_default=_LIST)
    state: Mapped[str] = mapped_column(Text, server_default=text("'running'"))
    paused_since: Mapped[date | None] = mapped_column(Date)
    warned: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    started_act: Mapped[str] = mapped_column(Text)
    ended_at: Mapped[datetime | None] = mapped_column(_TIME)
    ended_act: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    revision: Mapped[int] = mapped_column(Integer, server_default=text("1"))

    __table_args__ = (
        Index("petition_clock_by_petition", "petition_id", "id"),
        Index("petition_clock_open", "due_at", "id", postgresql_where=text("state IN ('running', 'paused')")),
        Index(
            "petition_clock_once",
            "petition_id",
            "rule",
            unique=True,
            postgresql_where=text("state IN ('running', 'paused')"),
        ),
    )


class PetitionClockExtension(Base):
    """延长: who approved it and why; the petitioner is told by the numbered notice."""

    __tablename__ = "petition_clock_extension"

    clock_id: Mapped[str] = mapped_column(ForeignKey("petition_clock.id"), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    approved_by: Mapped[str] = mapped_column(Text)
    approved_by_name: Mapped[str] = mapped_column(Text)
    approved_at: Mapped[datetime] = mapped_column(_TIME)
    reason: Mapped[str] = mapped_column(Text)
    document_no: Mapped[str] = mapped_column(Text)

"""deadline and deadline_extension: a running legal period with the computation that explains it."""

from datetime import date, datetime

from sqlalchemy import Boolean, DateTime, ForeignKey, Index, Integer, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from zf_casemgmt.tables import Base

_TIME = DateTime(timezone=True)


class Deadline(Base):
    """states: running | paused | met | met_late | breached | cancelled | lapsed | elapsed; `warned` is the last level.

    Running past `due_at` is overdue for a duty or limit. For a right it means lapsed, for a term elapsed: nobody has to
    write that down, so such a row may stay "running"; ask `end_rules.standing`, or add `watched()` to a query.

    `anchor` and `due` are a day or an instant as text; `due_at` is the last moment in time, for order and comparison.
    `revision` rises with every new computation, `version` with every change.
    """

    __tablename__ = "deadline"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    case_id: Mapped[str] = mapped_column(Text)
    suspect_id: Mapped[str | None] = mapped_column(Text)
    rule: Mapped[str] = mapped_column(Text)
    rule_version: Mapped[str] = mapped_column(Text)
    title_zh: Mapped[str] = mapped_column(Text)
    title_en: Mapped[str] = mapped_column(Text)
    basis: Mapped[str] = mapped_column(Text)
    anchor: Mapped[str] = mapped_column(Text)
    due: Mapped[str] = mapped_column(Text)
    due_at: Mapped[datetime] = mapped_column(_TIME)
    custody: Mapped[bool] = mapped_column(Boolean)
    provisional: Mapped[bool] = mapped_column(Boolean)
    extensions: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    max_extensions: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    nature: Mapped[str] = mapped_column(Text, server_default=text("'duty'"))
    excluded: Mapped[list[dict[str, str]]] = mapped_column(JSONB, server_default=text("'[]'::jsonb"))
    warn_at: Mapped[list[str]] = mapped_column(JSONB, server_default=text("'[]'::jsonb"))
    trace: Mapped[list[dict[str, str]]] = mapped_column(JSONB, server_default=text("'[]'::jsonb"))
    state: Mapped[str] = mapped_column(Text, server_default=text("'running'"))
    paused_since: Mapped[date | None]
    warned: Mapped[str] = mapped_column(Text, server_default=text("''"))
    started_act: Mapped[str] = mapped_column(Text)
    ended_at: Mapped[datetime | None] = mapped_column(_TIME)
    ended_act: Mapped[str] = mapped_column(Text, server_default=text("''"))
    revision: Mapped[int] = mapped_column(Integer, server_default=text("1"))
    version: Mapped[int] = mapped_column(Integer, server_default=text("1"))

    __table_args__ = (
        Index("deadline_by_case", "case_id", "id"),
        Index("deadline_open", "due_at", "id", postgresql_where=text("state IN ('running', 'paused')")),
    )


class DeadlineExtension(Base):
    """延长: who approved it, on which document, why."""

    __tablename__ = "deadline_extension"

    deadline_id: Mapped[str] = mapped_column(ForeignKey("deadline.id"), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    document_id: Mapped[str] = mapped_column(Text)
    approved_by: Mapped[str] = mapped_column(Text)
    approved_on: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
    recorded_by: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime] = mapped_column(_TIME)

"""case_record, suspect, timeline_entry. One record per matter (collab_no) and agency; only cases/advance.py writes states."""

from datetime import date, datetime

from sqlalchemy import ARRAY, Boolean, DateTime, ForeignKey, Index, Integer, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from zf_casemgmt.tables import Base

_TIME = DateTime(timezone=True)


class CaseRecord(Base):
    """`holder` is the agency kind that holds the matter in this state; `exit_kind` says which exit was checked."""

    __tablename__ = "case_record"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    case_no: Mapped[str] = mapped_column(Text, unique=True)
    collab_no: Mapped[str] = mapped_column(Text, unique=True)
    kind: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    charge: Mapped[str] = mapped_column(Text, server_default=text("''"))
    facts: Mapped[str] = mapped_column(Text, server_default=text("''"))
    unit: Mapped[str] = mapped_column(Text)
    handler_id: Mapped[str | None] = mapped_column(Text)
    handler_name: Mapped[str] = mapped_column(Text, server_default=text("''"))
    participants: Mapped[dict[str, str]] = mapped_column(JSONB, server_default=text("'{}'::jsonb"))
    state: Mapped[str] = mapped_column(Text)
    holder: Mapped[str] = mapped_column(Text)
    returns: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    adjournments: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    flags: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"))
    exit_check: Mapped[dict[str, object] | None] = mapped_column(JSONB)
    head_signed_by: Mapped[str] = mapped_column(Text, server_default=text("''"))
    head_signed_name: Mapped[str] = mapped_column(Text, server_default=text("''"))
    head_signed_at: Mapped[datetime | None] = mapped_column(_TIME)
    open_transfer: Mapped[str | None] = mapped_column(Text)
    source_report_id: Mapped[str | None] = mapped_column(Text, unique=True)
    sensitivity: Mapped[str] = mapped_column(Text, server_default=text("'L3'"))
    opened_at: Mapped[datetime] = mapped_column(_TIME)
    last_act_at: Mapped[datetime] = mapped_column(_TIME)
    version: Mapped[int] = mapped_column(Integer, server_default=text("1"))

    __table_args__ = (
        Index("case_by_act", "last_act_at", "id"),
        Index("case_by_handler", "handler_id", "last_act_at", "id"),
        Index("case_by_unit", "unit", "last_act_at", "id"),
        Index("case_by_state", "state", "last_act_at", "id"),
    )


class Suspect(Base):
    """A person in one case. The id is the one the first agency gave; packages and notices carry it along."""

    __tablename__ = "suspect"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("case_record.id"), index=True)
    name: Mapped[str] = mapped_column(Text)
    id_kind: Mapped[str] = mapped_column(Text, server_default=text("'none'"))
    id_sealed: Mapped[str] = mapped_column(Text, server_default=text("''"))
    id_hash: Mapped[str] = mapped_column(Text, server_default=text("''"))
    id_masked: Mapped[str] = mapped_column(Text, server_default=text("''"))
    sex: Mapped[str] = mapped_column(Text, server_default=text("'unknown'"))
    birth_date: Mapped[date | None]
    minor: Mapped[bool] = mapped_column(Boolean, server_default=text("false"))
    state: Mapped[str] = mapped_column(Text)
    at_large: Mapped[bool] = mapped_column(Boolean, server_default=text("false"))
    custody_until: Mapped[str | None] = mapped_column(Text)
    charge: Mapped[str] = mapped_column(Text, server_default=text("''"))

    __table_args__ = (Index("suspect_by_id_hash", "id_hash", postgresql_where=text("id_hash <> ''")),)


class TimelineRow(Base):
    """Who did what, when, on what basis: written with every act, never changed. `version` is the case's after the act:
    the order of the entries.
    """

    __tablename__ = "timeline_entry"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("case_record.id"))
    version: Mapped[int] = mapped_column(Integer)
    at: Mapped[datetime] = mapped_column(_TIME)
    recorded_at: Mapped[datetime] = mapped_column(_TIME)
    act: Mapped[str] = mapped_column(Text)
    transition: Mapped[str] = mapped_column(Text)
    suspect_id: Mapped[str | None] = mapped_column(Text)
    actor_id: Mapped[str] = mapped_column(Text)
    actor_name: Mapped[str] = mapped_column(Text, server_default=text("''"))
    agency: Mapped[str] = mapped_column(Text)
    basis: Mapped[str] = mapped_column(Text, server_default=text("''"))
    documents: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"))
    note: Mapped[str] = mapped_column(Text, server_default=text("''"))
    facts: Mapped[dict[str, str]] = mapped_column(JSONB, server_default=text("'{}'::jsonb"))
    from_state: Mapped[str] = mapped_column(Text, server_default=text("''"))
    to_state: Mapped[str] = mapped_column(Text, server_default=text("''"))

    __table_args__ = (Index("timeline_by_case", "case_id", "version", unique=True),)

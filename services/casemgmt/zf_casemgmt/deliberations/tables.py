"""deliberation, deliberation_seat, resolution, committee_member, grave_mark: what is put to the committee and what it says."""

from datetime import datetime

from sqlalchemy import ARRAY, Boolean, DateTime, ForeignKey, Index, Integer, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from zf_casemgmt.tables import Base

_TIME = DateTime(timezone=True)
_EMPTY = text("''")
_NOTHING = text("'[]'::jsonb")


class Deliberation(Base):
    """states: proposed | convened | closed | withdrawn; outcomes: adopted | rejected | undecided, empty until closed."""

    __tablename__ = "deliberation"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("case_record.id"))
    question: Mapped[str] = mapped_column(Text)
    act: Mapped[str] = mapped_column(Text)
    suspect_id: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    asked: Mapped[str] = mapped_column(Text)
    report: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    proposed_by: Mapped[str] = mapped_column(Text)
    proposed_by_name: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    proposed_at: Mapped[datetime] = mapped_column(_TIME)
    state: Mapped[str] = mapped_column(Text)
    outcome: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    convened_by: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    convened_by_name: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    meets_at: Mapped[datetime | None] = mapped_column(_TIME)
    place: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    order_no: Mapped[int] = mapped_column(Integer, server_default=text("0"))
    guests: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"))
    ended_at: Mapped[datetime | None] = mapped_column(_TIME)
    conclusion: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    supersedes: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    supersede_reason: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    version: Mapped[int] = mapped_column(Integer, server_default=text("1"))

    __table_args__ = (
        Index("deliberation_by_case", "case_id", "proposed_at"),
        Index("deliberation_by_time", "proposed_at", "id"),
        Index(
            "deliberation_order",
            "meets_at",
            "order_no",
            unique=True,
            postgresql_where=text("state IN ('convened', 'closed')"),
        ),
    )


class DeliberationSeat(Base):
    """One member of the committee in one discussion, as the committee stood when it was convened."""

    __tablename__ = "deliberation_seat"

    deliberation_id: Mapped[str] = mapped_column(ForeignKey("deliberation.id"), primary_key=True)
    account_id: Mapped[str] = mapped_column(Text, primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    duty: Mapped[str] = mapped_column(Text)
    present: Mapped[bool] = mapped_column(server_default=text("false"))
    recused: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    opinion: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    reason: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    spoke_at: Mapped[datetime | None] = mapped_column(_TIME)

    __table_args__ = (Index("deliberation_seat_of", "account_id"),)


class Resolution(Base):
    """states: standing (binds the case) | carried_out | superseded. `told` are the agencies that were told of it."""

    __tablename__ = "resolution"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    deliberation_id: Mapped[str] = mapped_column(ForeignKey("deliberation.id"), unique=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("case_record.id"))
    number: Mapped[str] = mapped_column(Text, unique=True)
    document_id: Mapped[str] = mapped_column(Text)
    act: Mapped[str] = mapped_column(Text)
    suspect_id: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    outcome: Mapped[str] = mapped_column(Text)
    votes: Mapped[dict[str, int]] = mapped_column(JSONB)
    told: Mapped[list[str]] = mapped_column(JSONB, server_default=_NOTHING)
    state: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(_TIME)
    ended_at: Mapped[datetime | None] = mapped_column(_TIME)
    ended_by: Mapped[str] = mapped_column(Text, server_default=_EMPTY)

    __table_args__ = (
        Index("resolution_by_case", "case_id", "made_at"),
        Index("resolution_standing", "case_id", postgresql_where=text("state = 'standing'")),
    )


class DeliberationMinutes(Base):
    """The typeset minutes of one closed discussion, made once: nothing of it changes afterwards.

    Content and file lie in the file store by their hashes. `by_hand`: it has 〓 to fill in.
    """

    __tablename__ = "deliberation_minutes"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    deliberation_id: Mapped[str] = mapped_column(ForeignKey("deliberation.id"), unique=True)
    number: Mapped[str] = mapped_column(Text, unique=True)
    content: Mapped[str] = mapped_column(Text)
    file: Mapped[str] = mapped_column(Text)
    size: Mapped[int] = mapped_column(Integer)
    by_hand: Mapped[bool] = mapped_column(Boolean)
    made_at: Mapped[datetime] = mapped_column(_TIME)
    made_by: Mapped[str] = mapped_column(Text)
    made_by_name: Mapped[str] = mapped_column(Text)


class CommitteeMember(Base):
    """duties: chair | deputy | member. Whoever has left keeps the row, with the day."""

    __tablename__ = "committee_member"

    account_id: Mapped[str] = mapped_column(Text, primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    duty: Mapped[str] = mapped_column(Text)
    since: Mapped[datetime] = mapped_column(_TIME)
    left_at: Mapped[datetime | None] = mapped_column(_TIME)


class GraveMark(Base):
    """A case marked as major or difficult (重大疑难), until the mark is lifted."""

    __tablename__ = "grave_mark"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("case_record.id"))
    ground: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    marked_by: Mapped[str] = mapped_column(Text)
    marked_by_name: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    marked_at: Mapped[datetime] = mapped_column(_TIME)
    lifted_at: Mapped[datetime | None] = mapped_column(_TIME)

    __table_args__ = (Index("grave_mark_of_case", "case_id", unique=True, postgresql_where=text("lifted_at IS NULL")),)

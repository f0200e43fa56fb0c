"""collective_warning and the petitions that made it."""

from datetime import datetime

from sqlalchemy import DateTime, ForeignKey, Index, Integer, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from zf_intake.tables import Base

_TIME = DateTime(timezone=True)
_EMPTY = text("''")


class CollectiveWarning(Base):
    """`agency` raised it; ours has members and a clock, another agency's is known by what it told. state: open | closed.

    `grouped_by` and `value` are what the petitions share; of another agency's warning `value` is empty.
    """

    __tablename__ = "collective_warning"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    agency: Mapped[str] = mapped_column(Text)
    rule: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    grouped_by: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    value: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    place: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    cause: Mapped[str] = mapped_column(Text)
    people: Mapped[int] = mapped_column(Integer)
    registrations: Mapped[int] = mapped_column(Integer)
    told: Mapped[list[str]] = mapped_column(JSONB, server_default=text("'[]'::jsonb"))
    collab_no: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    raised_at: Mapped[datetime] = mapped_column(_TIME)
    due: Mapped[str] = mapped_column(Text)
    due_at: Mapped[datetime] = mapped_column(_TIME)
    state: Mapped[str] = mapped_column(Text, server_default=text("'open'"))
    outcome: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    measures: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    closed_at: Mapped[datetime | None] = mapped_column(_TIME)
    closed_by: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    closed_by_name: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    version: Mapped[int] = mapped_column(Integer, server_default=text("1"))

    __table_args__ = (
        Index(
            "collective_warning_open",
            "grouped_by",
            "value",
            unique=True,
            postgresql_where=text("state = 'open' AND value <> ''"),
        ),
        Index("collective_warning_due", "due_at", "id"),
    )


class CollectiveMember(Base):
    """A petition makes one warning in its life: the group is never warned of twice."""

    __tablename__ = "collective_member"

    petition_id: Mapped[str] = mapped_column(ForeignKey("petition.id"), primary_key=True)
    warning_id: Mapped[str] = mapped_column(ForeignKey("collective_warning.id"))
    joined_at: Mapped[datetime] = mapped_column(_TIME)

    __table_args__ = (Index("collective_member_warning", "warning_id", "petition_id"),)

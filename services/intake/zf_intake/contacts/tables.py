"""Planned contacts with petitioners and what was recorded of them."""

from datetime import datetime

from sqlalchemy import Boolean, DateTime, ForeignKey, Index, Integer, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from zf_intake.tables import Base

_TIME = DateTime(timezone=True)
_EMPTY = text("''")
_LIST = text("'[]'::jsonb")


class Contact(Base):
    """kind: second_meeting | revisit | home_visit. state: planned | held. `no` counts the contacts of one kind.

    A second meeting keeps what was heard and said at the first (`first_…`), held when the petitioner was told of it
    (`told_at`). `watched`: oversight was told of it.
    """

    __tablename__ = "contact"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    petition_id: Mapped[str] = mapped_column(ForeignKey("petition.id"))
    kind: Mapped[str] = mapped_column(Text)
    no: Mapped[int] = mapped_column(Integer)
    planned_at: Mapped[datetime] = mapped_column(_TIME)
    place: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    person_id: Mapped[str] = mapped_column(Text)
    person_name: Mapped[str] = mapped_column(Text)
    plan: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    told_at: Mapped[datetime | None] = mapped_column(_TIME)
    repeat_days: Mapped[int | None] = mapped_column(Integer)
    reasons: Mapped[list[str]] = mapped_column(JSONB, server_default=_LIST)
    partners: Mapped[list[str]] = mapped_column(JSONB, server_default=_LIST)
    request_id: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    state: Mapped[str] = mapped_column(Text, server_default=text("'planned'"))
    held_at: Mapped[datetime | None] = mapped_column(_TIME)
    first_opinions: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    first_talk: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    opinions: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    talk: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    answer: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    situation: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    risk: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    action: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    present: Mapped[list[str]] = mapped_column(JSONB, server_default=_LIST)
    recorded_by_name: Mapped[str] = mapped_column(Text, server_default=_EMPTY)
    watched: Mapped[bool] = mapped_column(Boolean, server_default=text("false"))
    version: Mapped[int] = mapped_column(Integer, server_default=text("1"))

    __table_args__ = (
        Index("contact_open", "petition_id", "kind", unique=True, postgresql_where=text("state = 'planned'")),
        Index("contact_due", "planned_at", "id", postgresql_where=text("state = 'planned'")),
        Index("contact_petition", "petition_id", "id"),
        Index("contact_unwatched", "planned_at", "id", postgresql_where=text("state = 'planned' AND NOT watched")),
    )

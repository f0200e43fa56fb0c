"""desk, desk_change, peer_desk, ticket, handover, visit_rating.

A desk serves one number at a time and a person one desk: partial unique indexes say so, whatever the code does.
"""

from datetime import date, datetime

from sqlalchemy import ARRAY, Boolean, DateTime, ForeignKey, Index, Integer, SmallInteger, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from zf_intake.tables import Base

_TIME = DateTime(timezone=True)
_NOTHING = text("''")
_NONE = text("'{}'")


class HallDesk(Base):
    """窗口 with its duty card: services, powers, substitute. `clerk_*` is who serves now, `person_*` whose post it is."""

    __tablename__ = "desk"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    code: Mapped[str] = mapped_column(Text, unique=True)
    name: Mapped[str] = mapped_column(Text)
    agency: Mapped[str] = mapped_column(Text)
    queues: Mapped[list[str]] = mapped_column(ARRAY(Text))
    room: Mapped[str] = mapped_column(Text, server_default=_NOTHING)
    services: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=_NONE)
    powers: Mapped[str] = mapped_column(Text, server_default=_NOTHING)
    person_name: Mapped[str] = mapped_column(Text, server_default=_NOTHING)
    substitute_name: Mapped[str] = mapped_column(Text, server_default=_NOTHING)
    state: Mapped[str] = mapped_column(Text, server_default=text("'closed'"))
    clerk_id: Mapped[str | None] = mapped_column(Text)
    clerk_name: Mapped[str] = mapped_column(Text, server_default=_NOTHING)
    since: Mapped[datetime] = mapped_column(_TIME)
    version: Mapped[int] = mapped_column(Integer, server_default=text("1"))

    __table_args__ = (Index("desk_one_per_clerk", "clerk_id", unique=True, postgresql_where=text("state <> 'closed'")),)


class DeskChange(Base):
    """Every opening, pause and closing: the roster as it really was."""

    __tablename__ = "desk_change"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    desk_id: Mapped[str] = mapped_column(ForeignKey("desk.id"))
    state: Mapped[str] = mapped_column(Text)
    clerk_id: Mapped[str] = mapped_column(Text)
    clerk_name: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text, server_default=_NOTHING)
    at: Mapped[datetime] = mapped_column(_TIME)

    __table_args__ = (Index("desk_change_by_desk", "desk_id", "at"),)


class PeerDesk(Base):
    """A window of another agency in its own house, as that agency told the joint hall."""

    __tablename__ = "peer_desk"

    agency: Mapped[str] = mapped_column(Text, primary_key=True)
    code: Mapped[str] = mapped_column(Text, primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    clerk_name: Mapped[str] = mapped_column(Text)
    services: Mapped[list[str]] = mapped_column(ARRAY(Text))
    since: Mapped[datetime] = mapped_column(_TIME)


class Ticket(Base):
    """号票. `code` is the secret on the slip; `order_at` is the place in the queue, later than `issued_at` after a skip.

    `desk_id` is the desk that called it. On a number in state issued it says that only this desk may call it: a hand-over
    came back there. `petition_id` and `appointment_id` point to other subjects by id only.
    """

    __tablename__ = "ticket"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    day: Mapped[date]
    queue: Mapped[str] = mapped_column(Text)
    serial: Mapped[int] = mapped_column(Integer)
    number: Mapped[str] = mapped_column(Text)
    code: Mapped[str] = mapped_column(Text, unique=True)
    priority: Mapped[str] = mapped_column(Text)
    people: Mapped[int] = mapped_column(SmallInteger)
    matter: Mapped[str] = mapped_column(Text, server_default=_NOTHING)
    state: Mapped[str] = mapped_column(Text)
    desk_id: Mapped[str | None] = mapped_column(ForeignKey("desk.id"))
    clerk_id: Mapped[str | None] = mapped_column(Text)
    clerk_name: Mapped[str] = mapped_column(Text, server_default=_NOTHING)
    issued_at: Mapped[datetime] = mapped_column(_TIME)
    order_at: Mapped[datetime] = mapped_column(_TIME)
    first_called_at: Mapped[datetime | None] = mapped_column(_TIME)
    called_at: Mapped[datetime | None] = mapped_column(_TIME)
    calls: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    skips: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    serving_at: Mapped[datetime | None] = mapped_column(_TIME)
    ended_at: Mapped[datetime | None] = mapped_column(_TIME)
    outcome: Mapped[str] = mapped_column(Text, server_default=_NOTHING)
    standards: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=_NONE)
    petition_id: Mapped[str | None] = mapped_column(Text)
    appointment_id: Mapped[str | None] = mapped_column(Text)
    version: Mapped[int] = mapped_column(Integer, server_default=text("1"))

    __table_args__ = (
        Index("ticket_number", "day", "queue", "serial", unique=True),
        Index("ticket_waiting", "day", "queue", "order_at", postgresql_where=text("state = 'issued'")),
        Index("ticket_called", "day", "called_at", postgresql_where=text("called_at IS NOT NULL")),
        Index("ticket_one_per_desk", "desk_id", unique=True, postgresql_where=text("state IN ('called', 'serving')")),
    )


class Handover(Base):
    """首问负责: the first person walks the visitor to another desk. Nobody takes over in time: it comes back (S-026)."""

    __tablename__ = "handover"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    ticket_id: Mapped[str] = mapped_column(ForeignKey("ticket.id"))
    day: Mapped[date]
    from_desk_id: Mapped[str] = mapped_column(ForeignKey("desk.id"))
    from_clerk_id: Mapped[str] = mapped_column(Text)
    from_clerk_name: Mapped[str] = mapped_column(Text)
    to_queue: Mapped[str] = mapped_column(Text)
    to_desk_id: Mapped[str | None] = mapped_column(ForeignKey("desk.id"))
    reason: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text, server_default=text("'pending'"))
    at: Mapped[datetime] = mapped_column(_TIME)
    due_at: Mapped[datetime] = mapped_column(_TIME)
    settled_at: Mapped[datetime | None] = mapped_column(_TIME)
    taken_desk_id: Mapped[str | None] = mapped_column(ForeignKey("desk.id"))
    taken_by: Mapped[str | None] = mapped_column(Text)
    taken_by_name: Mapped[str] = mapped_column(Text, server_default=_NOTHING)

    __table_args__ = (
        Index("handover_pending", "ticket_id", unique=True, postgresql_where=text("state = 'pending'")),
        Index("handover_due", "due_at", postgresql_where=text("state = 'pending'")),
        Index("handover_by_day", "day", "at"),
    )


class VisitRating(Base):
    """The visitor's word on the spot, about the person who received (S-012). `kept` are the points the visitor confirms."""

    __tablename__ = "visit_rating"

    ticket_id: Mapped[str] = mapped_column(ForeignKey("ticket.id"), primary_key=True)
    day: Mapped[date]
    receiver_id: Mapped[str] = mapped_column(Text)
    receiver_name: Mapped[str] = mapped_column(Text)
    score: Mapped[int] = mapped_column(SmallInteger)
    kept: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=_NONE)
    comment: Mapped[str] = mapped_column(Text, server_default=_NOTHING)
    by_slip: Mapped[bool] = mapped_column(Boolean)
    at: Mapped[datetime] = mapped_column(_TIME)

    __table_args__ = (Index("visit_rating_by_receiver", "receiver_id", "day"),)

"""appointment and appointment_step: one row on each side, and who did what when on this side."""

from datetime import datetime

from sqlalchemy import Boolean, DateTime, ForeignKey, Index, Integer, SmallInteger, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from zf_intake.tables import Base

_TIME = DateTime(timezone=True)
_NOTHING = text("''")


class Appointment(Base):
    """预约. The id is the same on both sides. The telephone stays at home, sealed; the name goes to the host."""

    __tablename__ = "appointment"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    appointment_no: Mapped[str] = mapped_column(Text, unique=True)
    home: Mapped[str] = mapped_column(Text)
    host: Mapped[str] = mapped_column(Text)
    matter: Mapped[str] = mapped_column(Text)
    brief: Mapped[str] = mapped_column(Text)
    petition_id: Mapped[str | None] = mapped_column(Text)
    petition_no: Mapped[str] = mapped_column(Text, server_default=_NOTHING)
    petitioner_name: Mapped[str] = mapped_column(Text)
    phone_sealed: Mapped[str] = mapped_column(Text, server_default=_NOTHING)
    people: Mapped[int] = mapped_column(SmallInteger)
    named_id: Mapped[str] = mapped_column(Text, server_default=_NOTHING)
    named_name: Mapped[str] = mapped_column(Text, server_default=_NOTHING)
    wish: Mapped[str] = mapped_column(Text, server_default=_NOTHING)
    state: Mapped[str] = mapped_column(Text)
    offer_no: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    leader_id: Mapped[str] = mapped_column(Text, server_default=_NOTHING)
    leader_name: Mapped[str] = mapped_column(Text, server_default=_NOTHING)
    leader_title: Mapped[str] = mapped_column(Text, server_default=_NOTHING)
    meets_at: Mapped[datetime | None] = mapped_column(_TIME)
    room: Mapped[str] = mapped_column(Text, server_default=_NOTHING)
    reason: Mapped[str] = mapped_column(Text, server_default=_NOTHING)
    consent: Mapped[bool | None] = mapped_column(Boolean)
    reply: Mapped[str] = mapped_column(Text, server_default=_NOTHING)
    requested_at: Mapped[datetime] = mapped_column(_TIME)
    answered_at: Mapped[datetime | None] = mapped_column(_TIME)
    version: Mapped[int] = mapped_column(Integer, server_default=text("1"))

    __table_args__ = (
        Index("appointment_by_time", "requested_at", "id"),
        Index("appointment_open", "meets_at", postgresql_where=text("state NOT IN ('held', 'no_show', 'cancelled')")),
    )


class AppointmentStep(Base):
    """One act: written once, never changed. `agency` says on which side it was done."""

    __tablename__ = "appointment_step"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    appointment_id: Mapped[str] = mapped_column(ForeignKey("appointment.id"))
    act: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    agency: Mapped[str] = mapped_column(Text)
    by_name: Mapped[str] = mapped_column(Text)
    leader_name: Mapped[str] = mapped_column(Text, server_default=_NOTHING)
    reason: Mapped[str] = mapped_column(Text, server_default=_NOTHING)
    consent: Mapped[bool | None] = mapped_column(Boolean)
    at: Mapped[datetime] = mapped_column(_TIME)

    __table_args__ = (Index("appointment_step_of", "appointment_id", "at"),)

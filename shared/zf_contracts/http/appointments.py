"""intake: appointments with leaders (预约接访、点名接访; S-002, S-003)."""

from typing import Literal

from pydantic import AwareDatetime, Field

from zf_contracts.hall_values import AppointmentState
from zf_contracts.http.base import Command, Versioned, View


class RequestAppointment(Command):
    """POST /appointments: at home, for the visitor. `named_id` is the leader asked for by name (点名接访)."""

    host: str = Field(min_length=1, max_length=32)
    matter: str = Field(min_length=1, max_length=32)
    brief: str = Field(min_length=2, max_length=2000)
    petitioner_name: str = Field(min_length=1, max_length=100)
    phone: str = Field(default="", max_length=40)
    people: int = Field(default=1, ge=1, le=999)
    named_id: str = Field(default="", max_length=64)
    named_name: str = Field(default="", max_length=60)
    wish: str = Field(default="", max_length=200)
    petition_id: str | None = Field(default=None, max_length=64)
    petition_no: str = Field(default="", max_length=40)


class OfferAppointment(Versioned):
    """POST /appointments/{id}/offer: the host gives leader, time and room. Another leader than named needs a reason."""

    leader_id: str = Field(min_length=1, max_length=64)
    meets_at: AwareDatetime
    room: str = Field(min_length=1, max_length=60)
    reason: str = Field(default="", max_length=500)


class RefuseAppointment(Versioned):
    """POST /appointments/{id}/refusal: the host cannot receive; reason needed, and the visitor is asked for consent."""

    reason: str = Field(min_length=2, max_length=500)


class AnswerOffer(Versioned):
    """POST /appointments/{id}/answer: the visitor's word, written down at home. To decline needs what he wants instead."""

    accepted: bool
    note: str = Field(default="", max_length=500)


class CancelAppointment(Versioned):
    """POST /appointments/{id}/cancellation."""

    reason: str = Field(min_length=2, max_length=500)


class HoldAppointment(Versioned):
    """POST /appointments/{id}/held: the leader received; the reply given."""

    reply: str = Field(min_length=2, max_length=2000)


class AppointmentRow(View):
    id: str
    appointment_no: str
    home: str
    host: str
    matter: str
    petitioner_name: str
    people: int
    named_name: str
    state: AppointmentState
    state_zh: str
    state_en: str
    leader_name: str
    leader_title: str
    meets_at: AwareDatetime | None
    room: str
    requested_at: AwareDatetime
    version: int


class StepView(View):
    act: str
    state_zh: str
    state_en: str
    agency: str
    by_name: str
    leader_name: str
    reason: str
    consent: bool | None
    at: AwareDatetime


class AppointmentView(AppointmentRow):
    brief: str
    petition_id: str | None
    petition_no: str
    phone_masked: str
    named_id: str
    wish: str
    offer_no: int
    leader_id: str
    reason: str
    consent: bool | None
    reply: str
    acts: tuple[str, ...]
    proposed_leader: str
    proposed_why: Literal["named", "portfolio", "rank", "nobody"]
    steps: tuple[StepView, ...]


class AppointmentReport(View):
    """GET /appointments/report: how many were kept, and the share of named requests honoured (S-003)."""

    requested: int
    held: int
    no_show: int
    cancelled: int
    open: int
    named: int
    honoured: int
    substituted: int
    lost: int
    share: float | None

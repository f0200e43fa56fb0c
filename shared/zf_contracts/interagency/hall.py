"""The reception hall and the agencies: calendars, windows and appointments on the wire (handbook 4.1)."""

from typing import ClassVar

from zf_contracts.envelope import Payload
from zf_contracts.hall_values import AppointmentTold, DeskTold, HallTold, SessionsTold


class HallPayload(Payload):
    """Common to all. actedat = body.acted_at; subject = body.subject."""

    body: HallTold


class HallSessionPublished(HallPayload):
    """Any agency → the node of the hall: its calendar of leader receptions, shown in the hall and online (S-001)."""

    TYPE: ClassVar[str] = "hall.session.published"
    body: SessionsTold


class HallDeskOpened(HallPayload):
    """An agency → the node of the hall: one of its windows opened, paused or closed (S-023)."""

    TYPE: ClassVar[str] = "hall.desk.opened"
    body: DeskTold


class HallAppointmentRequested(HallPayload):
    """The hall → an agency: a visitor asks for a leader, perhaps by name, or asks again after declining an offer (S-002)."""

    TYPE: ClassVar[str] = "hall.appointment.requested"
    body: AppointmentTold


class HallAppointmentConfirmed(HallPayload):
    """Either side: time, room and leader offered; agreed; then appeared, held with its reply, not appeared, cancelled."""

    TYPE: ClassVar[str] = "hall.appointment.confirmed"
    body: AppointmentTold


class HallAppointmentReassigned(HallPayload):
    """An agency → the hall: another leader than the one named, or none, with the reason; it needs consent (S-003)."""

    TYPE: ClassVar[str] = "hall.appointment.reassigned"
    body: AppointmentTold

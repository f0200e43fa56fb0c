"""Reception messages: which body each carries, how private it is, and who may be told; all pure.

A new message is one line here, one contract and one line of the catalogue.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from zf_contracts import hall_values as v
from zf_contracts.catalogue import entry_for
from zf_contracts.envelope import Sensitivity
from zf_contracts.interagency import hall as h
from zf_law.problems import Problem


@dataclass(frozen=True, slots=True)
class HallLine:
    contract: type[h.HallPayload]
    sensitivity: Sensitivity

    @property
    def body(self) -> type[v.HallTold]:
        """The body this message must have."""
        annotation = self.contract.model_fields["body"].annotation
        assert isinstance(annotation, type)
        assert issubclass(annotation, v.HallTold)
        return annotation


_LINES = (
    HallLine(h.HallSessionPublished, "L1"),
    HallLine(h.HallDeskOpened, "L2"),
    HallLine(h.HallAppointmentRequested, "L3"),
    HallLine(h.HallAppointmentConfirmed, "L3"),
    HallLine(h.HallAppointmentReassigned, "L3"),
)

HALL_LINES: Mapping[str, HallLine] = {line.contract.TYPE: line for line in _LINES}


def hall_body_problems(line: HallLine, body: v.HallTold, *, sender: str, receiver: str) -> list[Problem]:
    """The right kind of body; an appointment concerns its two agencies and nobody else."""
    message = line.contract.TYPE
    if not isinstance(body, line.body):
        return [Problem("exchange.hall_body_differs", {"message": message})]
    if isinstance(body, v.AppointmentTold) and {sender, receiver} != {body.home, body.host}:
        return [Problem("exchange.appointment_of_others", {"message": message})]
    return []


def hall_receiver_problems(line: HallLine, *, peer: str, kind: str) -> list[Problem]:
    if kind in entry_for(line.contract).receivers:
        return []
    return [Problem("exchange.receiver_not_named", {"message": line.contract.TYPE, "peer": peer})]

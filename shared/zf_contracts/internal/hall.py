"""intake ↔ liaison: what the reception tells other agencies, and what they tell."""

from typing import ClassVar

from pydantic import AwareDatetime, Field

from zf_contracts.envelope import Payload
from zf_contracts.hall_values import HallBody
from zf_contracts.petition_values import AgencyCode


class HallNoticeIssued(Payload):
    """intake → liaison: tell these agencies. `message` is the name in the catalogue. acted_at = body.acted_at."""

    TYPE: ClassVar[str] = "hall.notice.issued"
    message: str = Field(max_length=80)
    receivers: tuple[AgencyCode, ...] = Field(min_length=1, max_length=20)
    body: HallBody


class HallNoticeArrived(Payload):
    """liaison → intake: a verified message of another reception is here, and *delivered* has been signed."""

    TYPE: ClassVar[str] = "hall.notice.arrived"
    message: str = Field(max_length=80)
    message_id: str = Field(max_length=64)
    sender: str = Field(max_length=32)
    body: HallBody
    received_at: AwareDatetime

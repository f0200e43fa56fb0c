"""The liaison-officer directory: every agency tells its own officers, signed, to all others (S-068)."""

from datetime import date
from typing import ClassVar, Literal

from pydantic import AwareDatetime, Field

from zf_contracts.envelope import Payload
from zf_contracts.values import Value


class OfficerTold(Value):
    """联络员 as it stands after the change. A higher `revision` replaces a lower one, in whatever order they come."""

    officer_id: str = Field(max_length=64)
    agency: str = Field(max_length=32)
    unit: str = Field(max_length=32)
    post: Literal["officer", "deputy"]
    name: str = Field(max_length=60)
    title: str = Field(default="", max_length=60)
    phone: str = Field(default="", max_length=40)
    term_from: date
    term_until: date | None = None
    absent_from: date | None = None
    absent_until: date | None = None
    substitute: str = Field(default="", max_length=60)
    ended: bool = False
    revision: int = Field(ge=1)
    acted_at: AwareDatetime


class LiaisonOfficerChanged(Payload):
    """Owning agency → all: one officer appointed, changed, absent, replaced or ended. subject = officer_id."""

    TYPE: ClassVar[str] = "liaison_officer.changed"
    body: OfficerTold

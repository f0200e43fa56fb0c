"""intake → oversight: what was missing of a petition was told again although all of it had to be told once (一次性告知)."""

import datetime as dt
from typing import ClassVar

from pydantic import AwareDatetime, Field

from zf_contracts.envelope import Payload


class MaterialFaultNoted(Payload):
    """One fault of the counter; it never changes (S-027). It stays inside the agency.

    A matter that accuses somebody is counted without being named: `petition_id`, `petition_no` and `reason` are then empty.
    """

    TYPE: ClassVar[str] = "petition.material_fault.noted"
    fault_id: str = Field(max_length=64)
    unit: str = Field(default="", max_length=32)
    number: str = Field(default="", max_length=100)
    no: int = Field(ge=2)
    petition_id: str = Field(default="", max_length=64)
    petition_no: str = Field(default="", max_length=40)
    reason: str = Field(default="", max_length=300)
    person_name: str = Field(max_length=100)
    issued_at: AwareDatetime
    happened_on: dt.date

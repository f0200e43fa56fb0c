"""casemgmt → oversight: collective decisions."""

from typing import ClassVar, Literal

from pydantic import AwareDatetime, Field

from zf_contracts.envelope import Payload


class CollectiveDecisionRecorded(Payload):
    """The committee decided about an act of a case. Content-free: no opinion and no name of a member."""

    TYPE: ClassVar[str] = "case.collective_decision.recorded"
    case_id: str = Field(max_length=64)
    case_no: str = Field(max_length=80)
    collab_no: str = Field(max_length=40)
    unit: str = Field(max_length=32)
    number: str = Field(max_length=80)
    act: str = Field(max_length=80)
    outcome: Literal["adopted", "rejected"]
    superseded: str = Field(default="", max_length=80)
    decided_at: AwareDatetime

"""intake ↔ casemgmt: a registered report opens a case, and the report learns its case number."""

from typing import ClassVar, Literal

from pydantic import AwareDatetime, Field

from zf_contracts.envelope import Payload
from zf_contracts.values import ManifestItem, Value


class ReportedPerson(Value):
    """A person named by the reporter; a suspect may be unknown or give a name of his own (CPL 160(2))."""

    name: str = Field(max_length=100)
    id_kind: str = Field(default="none", max_length=32)
    id_number: str = Field(default="", max_length=64)
    sex: Literal["male", "female", "unknown"] = "unknown"


class ReportRegistered(Payload):
    """A case report was registered (受案登记): casemgmt opens the case with it. acted_at = time of registration."""

    TYPE: ClassVar[str] = "report.registered"
    report_id: str = Field(max_length=64)
    collab_no: str = Field(max_length=40)
    receipt_no: str = Field(max_length=80)
    unit: str = Field(max_length=32)
    source: str = Field(max_length=40)
    kind: Literal["criminal", "public_order"]
    title: str = Field(max_length=200)
    facts: str = Field(max_length=20_000)
    place: str = Field(default="", max_length=300)
    registered_by: str = Field(max_length=64)
    registered_at: AwareDatetime
    suspects: tuple[ReportedPerson, ...] = ()
    documents: tuple[ManifestItem, ...] = ()


class CaseOpened(Payload):
    """The case of a report exists. Tells intake its number and oversight that a matter runs."""

    TYPE: ClassVar[str] = "case.opened"
    case_id: str = Field(max_length=64)
    case_no: str = Field(max_length=80)
    collab_no: str = Field(max_length=40)
    report_id: str | None = Field(default=None, max_length=64)
    unit: str = Field(max_length=32)
    state: str = Field(max_length=60)
    opened_at: AwareDatetime


class CaseStageAdvanced(Payload):
    """A case record moved. Content-free: oversight counts and checks rhythm with it."""

    TYPE: ClassVar[str] = "case.stage.advanced"
    case_id: str = Field(max_length=64)
    case_no: str = Field(max_length=80)
    collab_no: str = Field(max_length=40)
    unit: str = Field(max_length=32)
    act: str = Field(max_length=80)
    transition: str = Field(max_length=16)
    from_state: str = Field(max_length=60)
    to_state: str = Field(max_length=60)
    acted_at: AwareDatetime

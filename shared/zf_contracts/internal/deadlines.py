"""casemgmt, intake, liaison → oversight: every legal clock, seen in one place with its warnings."""

from datetime import date
from typing import ClassVar, Literal

from pydantic import AwareDatetime, Field

from zf_contracts.envelope import Payload
from zf_contracts.values import Value

MatterKind = Literal["case", "petition", "dispute", "task", "notice", "cooperation", "meeting", "resolution"]


class ClockLine(Value):
    """One line of the computation a lay reader can follow."""

    zh: str = Field(max_length=500)
    en: str = Field(max_length=500)
    basis: str = Field(default="", max_length=200)


class DeadlineStarted(Payload):
    """A clock started, or was computed anew (`revision` rises). Instants and dates are legal times.

    `matter_kind` says what `case_id` and `case_no` name: a case of casemgmt, a petition or a dispute of competence of
    intake, a task, a notice, a cooperation matter, a meeting or a resolution of liaison; the `collab_no` of a resolution
    is its meeting.
    """

    TYPE: ClassVar[str] = "deadline.started"
    deadline_id: str = Field(max_length=64)
    revision: int = Field(ge=1)
    matter_kind: MatterKind = "case"
    case_id: str = Field(max_length=64)
    case_no: str = Field(max_length=80)
    collab_no: str = Field(max_length=40)
    suspect_id: str | None = Field(default=None, max_length=64)
    unit: str = Field(max_length=32)
    owner: str | None = Field(default=None, max_length=64)
    rule: str = Field(max_length=40)
    rule_version: str = Field(max_length=20)
    title_zh: str = Field(max_length=200)
    title_en: str = Field(max_length=200)
    basis: str = Field(max_length=300)
    anchor: AwareDatetime | date
    due: AwareDatetime | date
    custody: bool
    nature: Literal["duty", "limit", "right", "term"] = "duty"
    provisional: bool
    warn_at: tuple[AwareDatetime | date, ...] = ()
    trace: tuple[ClockLine, ...] = ()


class DeadlineEnded(Payload):
    """A clock was met, lost its object, ran out as a right or term, or ended unfulfilled with its case.

    `at` is the legal time of that act; of a right or a term that ran out, its last moment.
    """

    TYPE: ClassVar[str] = "deadline.ended"
    deadline_id: str = Field(max_length=64)
    revision: int = Field(ge=1)
    outcome: Literal["met", "met_late", "cancelled", "paused", "breached", "lapsed", "elapsed"]
    at: AwareDatetime
    act: str = Field(max_length=80)


class DeadlineWarningRaised(Payload):
    """oversight → casemgmt, intake or liaison, whose matter it is: a warning time was reached (S-044)."""

    TYPE: ClassVar[str] = "deadline.warning.raised"
    deadline_id: str = Field(max_length=64)
    case_id: str = Field(max_length=64)
    rule: str = Field(max_length=40)
    due: AwareDatetime | date
    level: Literal["warn", "overdue", "custody_overdue"]
    at: AwareDatetime


class CustodyBreachFound(Payload):
    """oversight → liaison: custody ran past its end; procuratorate and committee are told (S-044)."""

    TYPE: ClassVar[str] = "deadline.breach.found"
    deadline_id: str = Field(max_length=64)
    collab_no: str = Field(max_length=40)
    rule: str = Field(max_length=40)
    due: AwareDatetime | date
    found_at: AwareDatetime
    custody: bool

"""Value objects that several messages and HTTP bodies share: persons, documents, manifest items, a transfer package."""

from datetime import date
from enum import StrEnum
from typing import Literal

from pydantic import AwareDatetime, ConfigDict, Field

from zf_contracts.exact import Exact


class Value(Exact):
    model_config = ConfigDict(frozen=True, extra="ignore")


class TransferKind(StrEnum):
    """What a package asks of its receiver (domain handbook 4.3)."""

    ARREST_REQUEST = "arrest_request"
    PROSECUTION = "prosecution"
    RESUBMISSION = "resubmission"
    INDICTMENT = "indictment"
    ENFORCEMENT = "enforcement"


class OfficerNamed(Value):
    """The liaison officer of an agency who was in charge when a notice went out: name and telephone (S-068)."""

    agency: str = Field(max_length=32)
    officer: str = Field(max_length=120)


class BlobRef(Value):
    """Content by its hash: `sha256:<64 hex>`, size in bytes."""

    digest: str = Field(pattern=r"^sha256:[0-9a-f]{64}$")
    size: int = Field(ge=0, le=1 << 30)


class Party(Value):
    """A suspect or defendant as the package tells it. Custody times are legal times of the sender."""

    suspect_id: str = Field(max_length=64)
    name: str = Field(max_length=100)
    id_kind: str = Field(default="citizen_id", max_length=32)
    id_number: str = Field(default="", max_length=64)
    sex: Literal["male", "female", "unknown"] = "unknown"
    birth_date: date | None = None
    minor: bool = False
    state: str = Field(max_length=40)
    custody_until: AwareDatetime | date | None = None
    charge: str = Field(default="", max_length=200)


class ManifestItem(Value):
    """One line of the 移送清单."""

    no: int = Field(ge=1, le=100_000)
    category: Literal["document", "volume", "evidence", "property", "recording", "other"]
    title: str = Field(max_length=300)
    document_type: str = Field(default="", max_length=80)
    document_no: str = Field(default="", max_length=80)
    dated: date | None = None
    pages: int = Field(default=0, ge=0, le=100_000)
    copies: int = Field(default=1, ge=1, le=100)
    original: bool = True
    storage_place: str = Field(default="", max_length=200)
    media_type: str = Field(default="", max_length=100)
    blob: BlobRef | None = None
    secrecy: Literal["none", "internal", "secret"] = "none"


class ExitCheck(Value):
    """The five-point exit standard (事实清楚、证据充分、定性准确、程序合法、手续完备) and who recorded it."""

    facts_clear: bool
    evidence_sufficient: bool
    charge_accurate: bool
    procedure_lawful: bool
    formalities_complete: bool
    opinion: str = Field(default="", max_length=2000)
    checked_by: str = Field(default="", max_length=64)
    checked_at: AwareDatetime | None = None

    @property
    def passed(self) -> bool:
        return all(
            (
                self.facts_clear,
                self.evidence_sufficient,
                self.charge_accurate,
                self.procedure_lawful,
                self.formalities_complete,
            )
        )


class RunningClock(Value):
    """A deadline that runs when the package leaves, so that the receiver sees what hangs on it."""

    rule: str = Field(max_length=40)
    suspect_id: str | None = Field(default=None, max_length=64)
    anchor: AwareDatetime | date
    due: AwareDatetime | date
    custody: bool = False


class CodedProblem(Value):
    """One reason with its code (R01…R99 or a problem code) and the item it concerns."""

    code: str = Field(max_length=80)
    text: str = Field(default="", max_length=1000)
    item_no: int | None = None


class Package(Value):
    """案件移送包: everything the receiving case office needs; files ride by claim check."""

    transfer_id: str = Field(max_length=64)
    version: int = Field(ge=1)
    kind: TransferKind
    sender: str = Field(max_length=32)
    receiver: str = Field(max_length=32)
    case_no: str = Field(max_length=80)
    collab_no: str = Field(max_length=40)
    title: str = Field(max_length=200)
    charge: str = Field(default="", max_length=200)
    summary: str = Field(default="", max_length=20_000)
    round: int = Field(default=0, ge=0, le=2)
    parties: tuple[Party, ...] = ()
    items: tuple[ManifestItem, ...] = ()
    exit_check: ExitCheck | None = None
    head_signed_by: str = Field(default="", max_length=64)
    sent_by: str = Field(default="", max_length=64)
    from_outlet: bool = False
    lawyers: tuple[str, ...] = ()
    sensitivity: Literal["L2", "L3", "L4"] = "L3"
    clocks: tuple[RunningClock, ...] = ()
    facts: dict[str, str] = Field(default_factory=dict)
    submitted_at: AwareDatetime


class StageNotice(Value):
    """A step of another agency that moves this agency's record of the same matter along the same machine."""

    notice_id: str = Field(max_length=64)
    collab_no: str = Field(max_length=40)
    act: str = Field(max_length=80)
    transition: str = Field(max_length=16)
    from_state: str = Field(max_length=60)
    to_state: str = Field(max_length=60)
    suspect_id: str | None = Field(default=None, max_length=64)
    transfer_id: str | None = Field(default=None, max_length=64)
    acted_at: AwareDatetime
    basis: str = Field(default="", max_length=300)
    documents: tuple[ManifestItem, ...] = ()
    facts: dict[str, str] = Field(default_factory=dict)
    text: str = Field(default="", max_length=20_000)

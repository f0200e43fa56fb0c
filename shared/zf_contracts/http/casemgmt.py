"""casemgmt: cases, suspects, documents, time limits, transfers out and packages in."""

from datetime import date
from typing import Literal

from pydantic import AwareDatetime, Field

from zf_contracts.http.base import Command, Reason, Versioned, View
from zf_contracts.http.enforceability import EnforceabilityView
from zf_contracts.values import CodedProblem, ExitCheck, ManifestItem, Party, RunningClock


class CaseRow(View):
    """One line of the worklist. `next_due` is the nearest running clock; `band` says overdue | due_soon | running."""

    id: str
    case_no: str
    collab_no: str
    title: str
    charge: str
    state: str
    state_zh: str
    state_en: str
    holder_here: bool
    unit: str
    handler_id: str | None
    handler_name: str
    suspects: int
    in_custody: int
    next_due: AwareDatetime | date | None
    next_rule: str | None
    band: str | None
    last_act_at: AwareDatetime
    version: int


class SuspectView(View):
    id: str
    name: str
    id_kind: str
    id_number_masked: str
    sex: str
    birth_date: date | None
    minor: bool
    state: str
    state_zh: str
    state_en: str
    at_large: bool
    custody_until: AwareDatetime | date | None
    charge: str


class DocumentView(View):
    id: str
    type: str
    title: str
    document_no: str
    dated: date
    pages: int
    digest: str
    size: int
    media_type: str
    issued_by: str
    issued_by_name: str
    suspect_id: str | None
    step: str


class TraceLineView(View):
    zh: str
    en: str
    basis: str


class ClockView(View):
    """A deadline with its explanation.

    state: running | paused | met | met_late | breached (late and not done) | cancelled (without object) | lapsed (a right
    that was not used) | elapsed (a term that is over). nature: duty | limit | right | term. `ended_zh` names the act that
    ended it.
    """

    id: str
    rule: str
    rule_version: str
    title_zh: str
    title_en: str
    basis: str
    case_id: str
    case_no: str
    suspect_id: str | None
    suspect_name: str
    anchor: AwareDatetime | date
    due: AwareDatetime | date
    custody: bool
    provisional: bool
    extensions: int
    max_extensions: int
    state: str
    nature: str
    band: str
    days_left: int
    ended_at: AwareDatetime | None
    ended_act: str
    ended_zh: str
    ended_en: str
    trace: tuple[TraceLineView, ...]


class TimelineEntry(View):
    """Who did what, when, on what basis. `recorded_at` − `acted_at` > 24 h shows as a late entry (补录)."""

    at: AwareDatetime
    recorded_at: AwareDatetime
    late_entry: bool
    act: str
    zh: str
    en: str
    transition: str
    actor_id: str
    actor_name: str
    agency: str
    basis: str
    documents: tuple[str, ...]
    note: str
    from_state: str
    to_state: str


class OptionView(View):
    """An act of the stage table as it stands for this person now: possible, or why not.

    Of each group in `documents_any` one paper is enough; `documents_missing` names the first of a group that has none.
    """

    act: str
    transition: str
    zh: str
    en: str
    aggregate: str
    suspect_id: str | None
    possible: bool
    reasons: tuple[Reason, ...]
    documents: tuple[str, ...]
    documents_any: tuple[tuple[str, ...], ...]
    documents_missing: tuple[str, ...]
    basis: str
    roles: tuple[str, ...]
    package: str | None


class CaseView(CaseRow):
    kind: str
    opened_at: AwareDatetime
    source_report_id: str | None
    facts: str
    returns: int
    flags: tuple[str, ...]
    exit_check: ExitCheck | None
    head_signed_by: str
    head_signed_name: str
    suspects_list: tuple[SuspectView, ...]
    documents: tuple[DocumentView, ...]
    clocks: tuple[ClockView, ...]
    timeline: tuple[TimelineEntry, ...]
    transfers: tuple["TransferRow", ...]
    options: tuple[OptionView, ...]
    stages: tuple["StageStep", ...]
    enforceability: EnforceabilityView | None = None


class StageStep(View):
    """One step of the stage bar: done | current | ahead."""

    state: str
    zh: str
    en: str
    position: Literal["done", "current", "ahead"]


class PerformAct(Versioned):
    """POST /cases/{id}/acts: the only way a stage changes. acted_at = time of the legal act, never in the future.

    `facts` carries what the act needs (for example `procedure=expedited`, `decision=approve`, `served_on=2026-09-01`).
    """

    act: str = Field(min_length=1, max_length=80)
    acted_at: AwareDatetime
    suspect_id: str | None = Field(default=None, max_length=64)
    documents: tuple[str, ...] = Field(default=(), max_length=100)
    note: str = Field(default="", max_length=5000)
    facts: dict[str, str] = Field(default_factory=dict, max_length=20)


class ActResult(View):
    case_id: str
    version: int
    state: str
    transition: str
    clocks_started: tuple[ClockView, ...]
    clocks_ended: tuple[str, ...]
    told: tuple[str, ...]


class AddSuspect(Versioned):
    name: str = Field(min_length=1, max_length=100)
    id_kind: str = Field(default="none", max_length=32)
    id_number: str = Field(default="", max_length=64)
    sex: Literal["male", "female", "unknown"] = "unknown"
    birth_date: date | None = None
    charge: str = Field(default="", max_length=200)
    at_large: bool = False


class AmendSuspect(Versioned):
    charge: str | None = Field(default=None, max_length=200)
    at_large: bool | None = None


class IssueDocument(Command):
    """POST /cases/{id}/documents: issue an official document from its template; it gets its number and its hash."""

    type: str = Field(min_length=1, max_length=80)
    dated: date
    suspect_id: str | None = Field(default=None, max_length=64)
    text: str = Field(default="", max_length=20_000)
    fields: dict[str, str] = Field(default_factory=dict, max_length=40)


class RecordExitCheck(Versioned):
    """POST /cases/{id}/exit-check by the legal department; each of the five points is answered."""

    facts_clear: bool
    evidence_sufficient: bool
    charge_accurate: bool
    procedure_lawful: bool
    formalities_complete: bool
    opinion: str = Field(default="", max_length=2000)


class SignAsHead(Versioned):
    """POST /cases/{id}/head-signature by the agency's leader."""

    opinion: str = Field(default="", max_length=2000)


class AssignHandler(Versioned):
    handler_id: str = Field(min_length=1, max_length=64)
    handler_name: str = Field(default="", max_length=100)
    unit: str = Field(default="", max_length=32)
    reason: str = Field(min_length=2, max_length=500)


class ExtendDeadline(Versioned):
    """POST /cases/{id}/deadlines/{deadline_id}/extensions: with the approver the rule names and its document."""

    document_id: str = Field(min_length=1, max_length=64)
    approved_by: str = Field(min_length=1, max_length=100)
    approved_on: date
    reason: str = Field(min_length=2, max_length=500)


class PrepareTransfer(Versioned):
    """POST /cases/{id}/transfers: build the draft package; the manifest is made from the file, then edited."""

    kind: str = Field(min_length=1, max_length=40)
    receiver: str = Field(min_length=1, max_length=32)
    summary: str = Field(default="", max_length=20_000)
    lawyers: tuple[str, ...] = Field(default=(), max_length=20)
    extra_items: tuple[ManifestItem, ...] = Field(default=(), max_length=500)
    suspect_ids: tuple[str, ...] = Field(default=(), max_length=100)


class SubmitTransfer(Versioned):
    """POST /transfers/{id}/submission: hand over. `version` is the transfer's; acted_at is the sender's legal time."""

    acted_at: AwareDatetime
    note: str = Field(default="", max_length=2000)


class SupplementTransfer(Versioned):
    """POST /transfers/{id}/supplement: a changed package is a new version with a reason."""

    acted_at: AwareDatetime
    reason: str = Field(min_length=2, max_length=1000)
    extra_items: tuple[ManifestItem, ...] = Field(default=(), max_length=500)


class WithdrawTransfer(Versioned):
    reason: str = Field(min_length=2, max_length=1000)


class EvidenceView(View):
    """One of the four evidences with its warn and fail time; state: done | waiting | late | failed."""

    step: str
    zh: str
    en: str
    state: str
    at: AwareDatetime | None
    warn_at: AwareDatetime | None
    fail_at: AwareDatetime | None


class TransferRow(View):
    id: str
    version: int
    kind: str
    kind_zh: str
    kind_en: str
    case_id: str
    case_no: str
    title: str
    sender: str
    receiver: str
    state: str
    state_zh: str
    state_en: str
    submitted_at: AwareDatetime | None
    evidence_step: str
    receiving_no: str
    created_at: AwareDatetime


class TransferView(TransferRow):
    collab_no: str
    summary: str
    items: tuple[ManifestItem, ...]
    parties: tuple[Party, ...]
    clocks: tuple[RunningClock, ...]
    exit_check: ExitCheck | None
    head_signed_by: str
    head_signed_name: str
    lawyers: tuple[str, ...]
    message_id: str | None
    trace_id: str | None
    evidences: tuple[EvidenceView, ...]
    problems: tuple[CodedProblem, ...]
    accepted_at: AwareDatetime | None
    accepted_by: str
    accepted_by_name: str
    send_problems: tuple[Reason, ...]


class PackageRow(View):
    """One line of the inbox (收案)."""

    id: str
    transfer_id: str
    version: int
    kind: str
    kind_zh: str
    kind_en: str
    sender: str
    sender_name: str
    case_no: str
    title: str
    parties: int
    in_custody: int
    earliest_custody_end: AwareDatetime | date | None
    state: str
    state_zh: str
    state_en: str
    submitted_at: AwareDatetime
    received_at: AwareDatetime
    case_id: str | None


class CheckLine(View):
    """One line of the receiving check: what was examined and whether it holds."""

    code: str
    zh: str
    en: str
    passed: bool
    detail_zh: str = ""
    detail_en: str = ""


class PackageView(PackageRow):
    collab_no: str
    summary: str
    charge: str
    items: tuple[ManifestItem, ...]
    parties_list: tuple[Party, ...]
    clocks: tuple[RunningClock, ...]
    exit_check: ExitCheck | None
    lawyers: tuple[str, ...]
    checks: tuple[CheckLine, ...]
    message_id: str
    trace_id: str | None
    receiving_no: str
    decided_at: AwareDatetime | None
    decided_by_name: str
    problems: tuple[CodedProblem, ...]
    accept_problems: tuple[Reason, ...]


class AcceptPackage(Versioned):
    """POST /packages/{id}/acceptance. `version` is the package's. Disputed exit points become warnings."""

    acted_at: AwareDatetime
    disputed_points: tuple[str, ...] = Field(default=(), max_length=5)
    note: str = Field(default="", max_length=2000)


class ReturnPackage(Versioned):
    """POST /packages/{id}/return. Every problem carries a code R01–R99; R99 needs a text."""

    acted_at: AwareDatetime
    problems: tuple[CodedProblem, ...] = Field(min_length=1, max_length=50)
    supplement: bool = False

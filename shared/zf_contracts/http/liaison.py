"""liaison: identity of the node, directory, exchange ledger, reconciliation, traces."""

from datetime import date
from typing import Literal

from pydantic import AwareDatetime, Field

from zf_contracts.http.base import Command, View
from zf_contracts.http.casemgmt import EvidenceView
from zf_contracts.values import CodedProblem


class SignIn(Command):
    """POST /sessions. A wrong name and a wrong password get the same answer in the same time."""

    username: str = Field(min_length=1, max_length=64)
    password: str = Field(min_length=1, max_length=256)


class SignedIn(View):
    session: str
    csrf: str
    expires_at: AwareDatetime


class SessionView(View):
    """GET /sessions/current with header `X-Zf-Session`: who this is, and a token per service that ends within a minute."""

    account_id: str
    username: str
    name: str
    agency: str
    agency_name_zh: str
    agency_name_en: str
    agency_kind: str
    unit: str
    unit_name_zh: str
    unit_name_en: str
    roles: tuple[str, ...]
    role_names_zh: tuple[str, ...]
    role_names_en: tuple[str, ...]
    permissions: dict[str, str]
    csrf: str
    tokens: dict[str, str]
    tokens_expire_at: AwareDatetime
    expires_at: AwareDatetime
    signed_in_at: AwareDatetime


class ChangePassword(Command):
    old_password: str = Field(min_length=1, max_length=256)
    new_password: str = Field(min_length=12, max_length=256)


class AccountView(View):
    id: str
    username: str
    name: str
    unit: str
    roles: tuple[str, ...]
    disabled: bool
    version: int
    created_at: AwareDatetime


class CreateAccount(Command):
    username: str = Field(min_length=3, max_length=64, pattern=r"^[a-z][a-z0-9_.-]+$")
    name: str = Field(min_length=1, max_length=100)
    unit: str = Field(min_length=1, max_length=32)
    roles: tuple[str, ...] = Field(min_length=1, max_length=10)
    password: str = Field(min_length=12, max_length=256)


class ChangeAccount(Command):
    version: int = Field(ge=1)
    roles: tuple[str, ...] | None = Field(default=None, max_length=10)
    unit: str | None = Field(default=None, max_length=32)
    disabled: bool | None = None
    reason: str = Field(min_length=2, max_length=500)


class DirectoryEntry(View):
    code: str
    kind: str
    name_zh: str
    name_en: str
    exchanges: bool
    units: tuple["DirectoryUnit", ...]


class DirectoryUnit(View):
    code: str
    name_zh: str
    name_en: str


class OfficerRow(View):
    """People of this agency that a case may be given to."""

    id: str
    name: str
    unit: str
    roles: tuple[str, ...]


class LedgerRow(View):
    """One message of the exchange as this side knows it. state: waiting | delivered | opened | rejected | failed."""

    message_id: str
    direction: Literal["out", "in"]
    peer: str
    type: str
    type_zh: str
    type_en: str
    subject: str
    sequence: int
    transfer_id: str | None
    collab_no: str
    state: str
    state_zh: str
    state_en: str
    submitted_at: AwareDatetime
    last_step: str
    last_step_at: AwareDatetime
    overdue: bool
    trace_id: str | None


class LedgerView(LedgerRow):
    digest: str
    size: int
    attempts: int
    evidences: tuple[EvidenceView, ...]
    problems: tuple[CodedProblem, ...]
    answers: tuple[LedgerRow, ...]


class ReconciliationRow(View):
    """One comparison with one peer for one day. state: proposed | equal | different | silent."""

    run_id: str
    peer: str
    day: date
    state: str
    sent_here: int
    received_there: int | None
    received_here: int
    sent_there: int | None
    missing: tuple[str, ...]
    unknown: tuple[str, ...]
    started_at: AwareDatetime
    answered_at: AwareDatetime | None


class RunReconciliation(Command):
    """POST /reconciliations. Without a peer: with every peer. Default day: today so far."""

    day: date | None = None
    peer: str | None = Field(default=None, max_length=32)


class PeerHealth(View):
    peer: str
    waiting: int
    oldest_waiting_at: AwareDatetime | None
    failed: int
    last_heard_at: AwareDatetime | None
    reconciled_day: date | None
    reconciled_state: str | None


class AlarmView(View):
    """Something in the exchange needs a person. It clears itself when the cause is gone; `peer` may be empty."""

    id: str
    kind: str
    zh: str
    en: str
    peer: str
    object_id: str
    times: int
    raised_at: AwareDatetime
    last_at: AwareDatetime
    cleared_at: AwareDatetime | None


class SpanView(View):
    trace_id: str
    span_id: str
    parent_id: str | None
    agency: str
    service: str
    name: str
    kind: str
    start: AwareDatetime
    duration_us: int
    status: str
    attributes: dict[str, str]


class TraceRow(View):
    trace_id: str
    name: str
    service: str
    agency: str
    start: AwareDatetime
    duration_us: int
    spans: int
    errors: int
    case_no: str


class TraceView(View):
    """Spans of all agencies that answered; `silent` names those that did not within two seconds."""

    trace_id: str
    spans: tuple[SpanView, ...]
    silent: tuple[str, ...]
    start: AwareDatetime | None
    duration_us: int

"""Packages on their way out: kinds, states, the manifest, the four evidences. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from zf_casemgmt.cases.file_rules import CaseFile
from zf_casemgmt.cases.rules import package_acts
from zf_contracts.values import ManifestItem, TransferKind
from zf_law.agencies import Agencies, Agency
from zf_law.problems import Problem
from zf_law.stages import Stages, Transition

DRAFT, SUBMITTED, ACCEPTED = "draft", "submitted", "accepted"
SUPPLEMENT_REQUESTED, RETURNED, WITHDRAWN = "supplement_requested", "returned", "withdrawn"

KIND_LABELS: Mapping[str, tuple[str, str]] = {
    TransferKind.ARREST_REQUEST: ("提请批准逮捕", "Arrest request"),
    TransferKind.PROSECUTION: ("移送审查起诉", "Transfer for prosecution"),
    TransferKind.RESUBMISSION: ("补侦后重新移送", "Resubmission"),
    TransferKind.INDICTMENT: ("提起公诉", "Indictment"),
    TransferKind.ENFORCEMENT: ("交付执行", "Enforcement handover"),
}
STATE_LABELS: Mapping[str, tuple[str, str]] = {
    DRAFT: ("草稿", "Draft"),
    SUBMITTED: ("已移送待签收", "Sent, waiting for acceptance"),
    ACCEPTED: ("已签收", "Accepted"),
    SUPPLEMENT_REQUESTED: ("要求补送", "Supplement requested"),
    RETURNED: ("已退回", "Returned"),
    WITHDRAWN: ("已撤回", "Withdrawn"),
}
EVIDENCES: Mapping[str, tuple[str, str]] = {
    "submitted": ("已提交", "Submitted"),
    "relayed": ("已转发", "Relayed"),
    "delivered": ("已送达", "Delivered"),
    "opened": ("已拆阅", "Opened"),
}
FAILURES = frozenset({"rejected", "failed"})
_LIMITS: Mapping[str, tuple[timedelta, timedelta]] = {
    "relayed": (timedelta(minutes=5), timedelta(hours=1)),
    "delivered": (timedelta(hours=1), timedelta(hours=24)),
    "opened": (timedelta(hours=24), timedelta(hours=72)),
}
"""When a missing evidence warns and when it fails, counted from the submission."""


@dataclass(frozen=True, slots=True)
class Evidence:
    step: str
    state: str
    at: datetime | None
    warn_at: datetime | None
    fail_at: datetime | None


def sending_act(stages: Stages, *, package: str, file: CaseFile, kind: str) -> Transition | None:
    """The act that carries this package from where the case stands; else the usual one, whose guards then say why not."""
    acts = package_acts(stages, package=package, kind=kind)
    fitting = [transition for transition in acts if file.state in transition.from_]
    return next(iter((*fitting, *acts)), None)


def prepare_problems(
    stages: Stages, agencies: Agencies, *, package: str, receiver: str, file: CaseFile, sender: Agency
) -> list[Problem]:
    """Whether such a package can ever go from here to there; whether it may go now is asked at the submission."""
    act = sending_act(stages, package=package, file=file, kind=sender.kind)
    if act is None:
        return [Problem("transfer.kind_unknown", {"kind": package, "field": "kind"})]
    partner = agencies.find(receiver)
    if partner is None or partner.code not in sender.exchanges_with or partner.kind not in act.package_to:
        return [Problem("transfer.receiver_refused", {"receiver": receiver, "field": "receiver"})]
    return []


def suspect_problems(file: CaseFile, suspect_ids: Sequence[str]) -> list[Problem]:
    unknown = [one for one in suspect_ids if file.suspect(one) is None]
    return [Problem("suspect.none_named")] if unknown or not file.suspects else []


def numbered(items: Sequence[ManifestItem], *, first: int = 1) -> tuple[ManifestItem, ...]:
    """The lines of a manifest counted through."""
    return tuple(item.model_copy(update={"no": number}) for number, item in enumerate(items, start=first))


def joins_earlier_act(transition: Transition, file: CaseFile, *, sent_receivers: Sequence[str]) -> bool:
    """The second addressee of one act (enforcement by police and justice): the case has moved with the first package."""
    return bool(sent_receivers) and file.state == transition.to and len(transition.package_to) > 1


def submit_problems(state: str, act: Transition | None) -> list[Problem]:
    if state != DRAFT:
        return [Problem("transfer.not_draft", {"state": state})]
    return [] if act is not None else [Problem("transfer.kind_unknown", {"kind": ""})]


def evidences(
    known: Mapping[str, datetime], *, submitted_at: datetime | None, now: datetime, ended: bool
) -> tuple[Evidence, ...]:
    """The four steps as they stand: done, waiting, late or failed."""
    found = []
    for step in EVIDENCES:
        at = submitted_at if step == "submitted" else known.get(step)
        warn, fail = _LIMITS.get(step, (None, None))
        warn_at = submitted_at + warn if submitted_at and warn else None
        fail_at = submitted_at + fail if submitted_at and fail else None
        found.append(Evidence(step, _evidence_state(at, warn_at, fail_at, now=now, ended=ended), at, warn_at, fail_at))
    return tuple(found)


def _evidence_state(
    at: datetime | None, warn_at: datetime | None, fail_at: datetime | None, *, now: datetime, ended: bool
) -> str:
    if at is not None:
        return "done"
    if ended or warn_at is None or fail_at is None or now < warn_at:
        return "waiting"
    return "failed" if now >= fail_at else "late"


def furthest(known: Mapping[str, datetime]) -> str:
    """The last of the steps that is proven."""
    return next((step for step in reversed(tuple(EVIDENCES)) if step in known), "submitted")

"""What casemgmt says inside the node ↔ what goes over the wire: the whole translation on one screen.

casemgmt never names a message between agencies. A new kind of package or notice is one line here.
Petitions have a table of their own in petition_rules.py.
"""

from collections.abc import Mapping

from zf_contracts.envelope import Payload
from zf_contracts.interagency import notices as n
from zf_contracts.interagency import transfers as t
from zf_contracts.interagency.cooperation import CooperationActPayload, CooperationOpenedPayload
from zf_contracts.interagency.meetings import MeetingPayload
from zf_contracts.interagency.petitions import PetitionPayload
from zf_contracts.interagency.supervision import NoticeActPayload, NoticeServedPayload
from zf_contracts.interagency.tasks import SupervisedTaskIssued, TaskActPayload
from zf_contracts.internal.deadlines import CustodyBreachFound
from zf_contracts.values import BlobRef, Package, StageNotice, TransferKind
from zf_liaison.exchange.petition_rules import petition_files
from zf_liaison.meetings.wire_rules import meeting_files

PackageMessage = t.CaseTransferSubmitted | t.ArrestApprovalRequested | t.EnforcementHandoverSent

PACKAGE_MESSAGES: Mapping[TransferKind, type[PackageMessage]] = {
    TransferKind.ARREST_REQUEST: t.ArrestApprovalRequested,
    TransferKind.PROSECUTION: t.CaseTransferSubmitted,
    TransferKind.RESUBMISSION: t.CaseTransferSubmitted,
    TransferKind.INDICTMENT: t.CaseTransferSubmitted,
    TransferKind.ENFORCEMENT: t.EnforcementHandoverSent,
}

NOTICE_MESSAGES: Mapping[str, type[n.StageNoticePayload]] = {
    message.TYPE: message
    for message in (
        n.CaseFilingDecided,
        n.ArrestDecisionIssued,
        n.ProsecutionDecisionIssued,
        n.SupplementaryInvestigationOrdered,
        n.CourtCaseAccepted,
        n.CourtJudgmentServed,
        n.ReconsiderationRequested,
        n.ReconsiderationDecided,
        n.HigherReviewRequested,
        n.HigherReviewDecided,
        n.AppealFiled,
        n.ProtestFiled,
        n.CaseDocumentIssued,
        n.CommitteeResolutionIssued,
    )
}

PACKAGE_TYPES: frozenset[str] = frozenset(message.TYPE for message in PACKAGE_MESSAGES.values())
SENDABLE_NOTICES: frozenset[str] = frozenset({*NOTICE_MESSAGES, n.CaseIntakeRegistered.TYPE})


def package_message(package: Package) -> PackageMessage:
    return PACKAGE_MESSAGES[package.kind](package=package)


def notice_message(message: str, notice: StageNotice) -> Payload:
    """The wire form of a step notice. KeyError for a name that is no notice: check SENDABLE_NOTICES first."""
    if message == n.CaseIntakeRegistered.TYPE:
        facts = notice.facts
        return n.CaseIntakeRegistered(
            collab_no=notice.collab_no,
            case_no=facts.get("case_no", ""),
            kind=facts.get("kind", "criminal"),
            source=facts.get("source", ""),
            unit=facts.get("unit", ""),
            registered_at=notice.acted_at,
        )
    return NOTICE_MESSAGES[message](notice=notice)


def breach_message(found: CustodyBreachFound) -> n.DeadlineBreached:
    return n.DeadlineBreached(
        deadline_id=found.deadline_id,
        collab_no=found.collab_no,
        rule=found.rule,
        due=found.due.isoformat(),
        found_at=found.found_at,
        custody=found.custody,
    )


def arrived_notice(payload: Payload, *, message_id: str) -> StageNotice:
    """The notice casemgmt gets. Registration and breach carry no step of the machine: they only inform."""
    if isinstance(payload, n.CaseIntakeRegistered):
        return StageNotice(
            notice_id=message_id,
            collab_no=payload.collab_no,
            act=payload.TYPE,
            transition="T01",
            from_state="",
            to_state="intake_registered",
            acted_at=payload.registered_at,
            facts={"case_no": payload.case_no, "kind": payload.kind, "source": payload.source, "unit": payload.unit},
        )
    if isinstance(payload, n.DeadlineBreached):
        return StageNotice(
            notice_id=message_id,
            collab_no=payload.collab_no,
            act=payload.TYPE,
            transition="",
            from_state="",
            to_state="",
            acted_at=payload.found_at,
            facts={
                "deadline_id": payload.deadline_id,
                "rule": payload.rule,
                "due": payload.due,
                "custody": "yes" if payload.custody else "no",
            },
        )
    if isinstance(payload, n.StageNoticePayload):
        return payload.notice
    raise TypeError(f"{payload.TYPE} is no notice")


MatterPayload = (
    SupervisedTaskIssued
    | TaskActPayload
    | NoticeServedPayload
    | NoticeActPayload
    | CooperationOpenedPayload
    | CooperationActPayload
)
"""Matters with two sides: what opens one, and each act on it."""


def files_of(payload: Payload) -> tuple[tuple[int, BlobRef], ...]:
    """Every file a message refers to, with its line number in the manifest."""
    if isinstance(payload, PetitionPayload):
        return petition_files(payload.body)
    if isinstance(payload, MatterPayload):
        return tuple((no, file.blob) for no, file in enumerate(payload.body.files, start=1))
    if isinstance(payload, MeetingPayload):
        return meeting_files(payload.body)
    if isinstance(payload, PackageMessage):
        items = payload.package.items
    elif isinstance(payload, n.StageNoticePayload):
        items = payload.notice.documents
    else:
        items = ()
    return tuple((item.no, item.blob) for item in items if item.blob is not None)

"""Tell who sent it that an outgoing message has one more evidence, or is rejected or given up.

Packages are told to casemgmt, petition messages to intake; the evidence of everything else stands in the ledger only.
"""

from collections.abc import Iterable
from datetime import datetime

from zf_contracts.internal.petitions import PetitionEvidenceChanged
from zf_contracts.internal.transfers import EvidenceStep, TransferEvidenceChanged
from zf_contracts.values import CodedProblem
from zf_liaison.exchange.ledger import Entry
from zf_liaison.exchange.petition_rules import PETITION_LINES
from zf_platform.transaction import Scope


def tell_evidence(
    scope: Scope,
    row: Entry,
    *,
    step: EvidenceStep,
    at: datetime,
    problems: Iterable[CodedProblem] = (),
) -> None:
    found = tuple(problems)
    if row.package and row.transfer_id is not None and row.transfer_version is not None:
        transfer = (row.transfer_id, row.transfer_version)
        _tell_casemgmt(scope, row, transfer=transfer, step=step, at=at, problems=found)
    elif row.notice_id is not None and row.type in PETITION_LINES:
        _tell_intake(scope, row, notice_id=row.notice_id, step=step, at=at, problems=found)


def _tell_casemgmt(
    scope: Scope,
    row: Entry,
    *,
    transfer: tuple[str, int],
    step: EvidenceStep,
    at: datetime,
    problems: tuple[CodedProblem, ...],
) -> None:
    scope.enqueue(
        TransferEvidenceChanged(
            transfer_id=transfer[0],
            version=transfer[1],
            message_id=row.message_id,
            step=step,
            at=at,
            problems=problems,
        ),
        to="casemgmt",
        subject=row.collab_no,
        acted_at=at,
        correlation=row.collab_no,
    )


def _tell_intake(
    scope: Scope,
    row: Entry,
    *,
    notice_id: str,
    step: EvidenceStep,
    at: datetime,
    problems: tuple[CodedProblem, ...],
) -> None:
    """Until it is delivered, the times of the delivery are what somebody waits for."""
    waiting = step in ("submitted", "relayed")
    scope.enqueue(
        PetitionEvidenceChanged(
            notice_id=notice_id,
            message=row.type,
            message_id=row.message_id,
            receiver=row.peer,
            collab_no=row.collab_no,
            step=step,
            at=at,
            warn_at=row.delivery_warn_at if waiting else None,
            fail_at=row.delivery_fail_at if waiting else None,
            problems=problems,
        ),
        to="intake",
        subject=row.collab_no,
        acted_at=at,
        correlation=row.collab_no,
    )

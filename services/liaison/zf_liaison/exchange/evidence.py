"""Tell who sent it that an outgoing message has one more evidence, or is rejected or given up.

Packages are told to casemgmt, petition messages to intake; the evidence of everything else stands in the ledger only.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Row

from zf_contracts.internal.petitions import PetitionEvidenceChanged
from zf_contracts.internal.transfers import EvidenceStep, TransferEvidenceChanged
from zf_contracts.values import CodedProblem
from zf_liaison.exchange.petition_rules import PETITION_LINES
from zf_liaison.exchange.tables import ledger
from zf_platform.transaction import Scope

TOLD_COLUMNS = (
    ledger.c.message_id,
    ledger.c.peer,
    ledger.c.type,
    ledger.c.collab_no,
    ledger.c.package,
    ledger.c.transfer_id,
    ledger.c.transfer_version,
    ledger.c.notice_id,
    ledger.c.delivery_warn_at,
    ledger.c.delivery_fail_at,
)
"""What `tell_evidence` reads of a row."""


def tell_evidence(
    scope: Scope,
    row: Row[tuple[object, ...]],
    *,
    step: EvidenceStep,
    at: datetime,
    problems: Iterable[CodedProblem] = (),
) -> None:
    found = tuple(problems)
    if row.package and row.transfer_id is not None:
        _tell_casemgmt(scope, row, step=step, at=at, problems=found)
    elif row.notice_id is not None and row.type in PETITION_LINES:
        _tell_intake(scope, row, step=step, at=at, problems=found)


def _tell_casemgmt(
    scope: Scope,
    row: Row[tuple[object, ...]],
    *,
    step: EvidenceStep,
    at: datetime,
    problems: tuple[CodedProblem, ...],
) -> None:
    scope.enqueue(
        TransferEvidenceChanged(
            transfer_id=row.transfer_id,
            version=row.transfer_version,
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
    row: Row[tuple[object, ...]],
    *,
    step: EvidenceStep,
    at: datetime,
    problems: tuple[CodedProblem, ...],
) -> None:
    """Until it is delivered, the times of the delivery are what somebody waits for."""
    waiting = step in ("submitted", "relayed")
    scope.enqueue(
        PetitionEvidenceChanged(
            notice_id=row.notice_id,
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

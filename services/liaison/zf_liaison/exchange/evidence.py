"""Tell casemgmt that an outgoing package has one more evidence, or is rejected or given up."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Row

from zf_contracts.internal.transfers import EvidenceStep, TransferEvidenceChanged
from zf_contracts.values import CodedProblem
from zf_platform.transaction import Scope


def tell_evidence(
    scope: Scope,
    row: Row[tuple[object, ...]],
    *,
    step: EvidenceStep,
    at: datetime,
    problems: Iterable[CodedProblem] = (),
) -> None:
    """Only packages are told; the evidence of notices stands in the ledger."""
    if not row.package or row.transfer_id is None:
        return
    scope.enqueue(
        TransferEvidenceChanged(
            transfer_id=row.transfer_id,
            version=row.transfer_version,
            message_id=row.message_id,
            step=step,
            at=at,
            problems=tuple(problems),
        ),
        to="casemgmt",
        subject=row.collab_no,
        acted_at=at,
        correlation=row.collab_no,
    )

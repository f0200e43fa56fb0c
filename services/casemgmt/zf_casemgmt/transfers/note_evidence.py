"""Liaison tells one more evidence of a package, or that one is missing past its time."""

from sqlalchemy import update

from zf_casemgmt.office import Office
from zf_casemgmt.tables import fresh
from zf_casemgmt.transfers import rules
from zf_casemgmt.transfers.conclude_return import conclude_return
from zf_casemgmt.transfers.queries import evidence_times
from zf_casemgmt.transfers.tables import Transfer
from zf_contracts.internal.transfers import TransferEvidenceChanged, TransferReturned
from zf_law.problems import Problem
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def note_evidence(scope: Scope, payload: TransferEvidenceChanged, *, office: Office) -> None:
    """Evidences may come in any order and twice; the first time of each counts. A rejection ends like a return."""
    statement = fresh(Transfer).where(Transfer.id == payload.transfer_id).with_for_update()
    row = (await scope.session.scalars(statement)).one_or_none()
    if row is None:
        raise Refused((Problem("transfer.unknown", {"transfer": payload.transfer_id}),))
    if payload.version != row.package_version:
        return
    evidences = {payload.step: payload.at.isoformat(), **row.evidences}
    failed = payload.step in rules.FAILURES
    step = payload.step if failed else rules.furthest(evidence_times(evidences))
    if row.evidence_step == "rejected" and not failed:
        step = row.evidence_step
    await scope.session.execute(
        update(Transfer)
        .where(Transfer.id == row.id)
        .values(evidences=evidences, evidence_step=step, message_id=payload.message_id)
        .execution_options(synchronize_session=False)
    )
    if payload.step == "rejected" and row.state == rules.SUBMITTED:
        await conclude_return(scope, _as_return(row, payload), office=office)


def _as_return(row: Transfer, payload: TransferEvidenceChanged) -> TransferReturned:
    return TransferReturned(
        transfer_id=row.id,
        version=row.package_version,
        direction="in",
        peer=row.receiver,
        collab_no="",
        effect="refuse",
        problems=payload.problems,
        decided_at=payload.at,
        decided_by=row.receiver,
    )

"""The receiving case office accepted our package: the proof is kept and our record follows."""

from sqlalchemy import update

from zf_casemgmt.cases.advance import advance
from zf_casemgmt.cases.answer_rules import accept_act
from zf_casemgmt.cases.close_transfer import close_transfer
from zf_casemgmt.cases.load import load_case
from zf_casemgmt.cases.rules import CASE, Move
from zf_casemgmt.notices.apply_waiting import apply_waiting
from zf_casemgmt.office import Office
from zf_casemgmt.tables import fresh
from zf_casemgmt.transfers import rules
from zf_casemgmt.transfers.queries import unanswered
from zf_casemgmt.transfers.tables import Transfer
from zf_contracts.internal.transfers import TransferReceipted
from zf_law.problems import Problem
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def conclude_receipt(scope: Scope, payload: TransferReceipted, *, office: Office) -> None:
    """Idempotent: a second receipt changes nothing. An act with several addressees is complete with the last receipt."""
    if payload.direction != "in":
        return
    statement = fresh(Transfer).where(Transfer.id == payload.transfer_id).with_for_update()
    row = (await scope.session.scalars(statement)).one_or_none()
    if row is None:
        raise Refused((Problem("transfer.unknown", {"transfer": payload.transfer_id}),))
    if row.state == rules.ACCEPTED:
        return
    await scope.session.execute(
        update(Transfer)
        .where(Transfer.id == row.id)
        .values(
            state=rules.ACCEPTED,
            receiving_no=payload.receiving_no,
            accepted_at=payload.accepted_at,
            accepted_by=payload.accepted_by,
            accepted_by_name=payload.accepted_by_name,
            problems=[warning.model_dump(mode="json") for warning in payload.warnings],
            version=row.version + 1,
        )
        .execution_options(synchronize_session=False)
    )
    scope.record("transfer.receipt", object_kind="transfer", object_id=row.id, after={"no": payload.receiving_no})
    await close_transfer(scope, row.case_id, row.id)
    if not await unanswered(scope.session, case_id=row.case_id, kind=row.kind):
        await _follow(scope, row, payload, office=office)
    await apply_waiting(scope, row.case_id, office=office)


async def _follow(scope: Scope, row: Transfer, payload: TransferReceipted, *, office: Office) -> None:
    """Take the act of acceptance in our record, if this package has one and the record has not moved on already."""
    file = await load_case(scope, row.case_id)
    peer = office.law.agencies.find(payload.peer)
    kind = str(peer.kind) if peer is not None else ""
    act = accept_act(office.law.stages, file, kind=kind)
    sent = office.law.stages.find(row.act)
    if act is None or sent is None or sent.aggregate != CASE:
        return
    move = Move(
        act=act.act,
        acted_at=payload.accepted_at,
        note=payload.receiving_no,
        facts={"receiving_no": payload.receiving_no},
        told=True,
        actor_id=payload.accepted_by,
        actor_name=payload.accepted_by_name,
        agency=payload.peer,
        agency_kind=kind,
        transfer_id=row.id,
    )
    await advance(scope, move, file=file, office=office)

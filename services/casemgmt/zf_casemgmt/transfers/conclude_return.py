"""The receiver returned our package, or asked once for a supplement: reasons are kept and our record follows."""

from sqlalchemy import update

from zf_casemgmt.cases.advance import advance
from zf_casemgmt.cases.answer_rules import return_act
from zf_casemgmt.cases.close_transfer import close_transfer
from zf_casemgmt.cases.file_rules import CaseFile
from zf_casemgmt.cases.load import load_case
from zf_casemgmt.cases.rules import SUSPECT, Move
from zf_casemgmt.notices.apply_waiting import apply_waiting
from zf_casemgmt.office import Office
from zf_casemgmt.tables import fresh
from zf_casemgmt.transfers import rules
from zf_casemgmt.transfers.tables import Transfer
from zf_contracts.internal.transfers import TransferReturned
from zf_law.problems import Problem
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def conclude_return(scope: Scope, payload: TransferReturned, *, office: Office) -> None:
    """Idempotent by state. A supplement keeps the transfer open; a return or refusal ends it and gives the case back."""
    if payload.direction != "in":
        return
    statement = fresh(Transfer).where(Transfer.id == payload.transfer_id).with_for_update()
    row = (await scope.session.scalars(statement)).one_or_none()
    if row is None:
        raise Refused((Problem("transfer.unknown", {"transfer": payload.transfer_id}),))
    if payload.version != row.package_version or row.state in (rules.RETURNED, rules.SUPPLEMENT_REQUESTED):
        return
    supplement = payload.effect == "supplement"
    await scope.session.execute(
        update(Transfer)
        .where(Transfer.id == row.id)
        .values(
            state=rules.SUPPLEMENT_REQUESTED if supplement else rules.RETURNED,
            problems=[problem.model_dump(mode="json") for problem in payload.problems],
            version=row.version + 1,
        )
        .execution_options(synchronize_session=False)
    )
    scope.record("transfer.return", object_kind="transfer", object_id=row.id, reason=_codes(payload))
    if not supplement:
        await close_transfer(scope, row.case_id, row.id)
    await _follow(scope, row, payload, supplement=supplement, office=office)
    await apply_waiting(scope, row.case_id, office=office)


async def _follow(scope: Scope, row: Transfer, payload: TransferReturned, *, supplement: bool, office: Office) -> None:
    """One act for the case, or one for each suspect of an arrest request: whoever is held stays held."""
    file = await load_case(scope, row.case_id)
    peer = office.law.agencies.find(payload.peer or row.receiver)
    kind = str(peer.kind) if peer is not None else ""
    sent = office.law.stages.find(row.act)
    on_people = sent is not None and sent.aggregate == SUSPECT
    groups = [frozenset({one}) for one in row.suspect_ids] if on_people else [frozenset[str]()]
    for targets in groups:
        file = await _take(
            scope, row, payload, file=file, kind=kind, targets=targets, supplement=supplement, office=office
        )


async def _take(
    scope: Scope,
    row: Transfer,
    payload: TransferReturned,
    *,
    file: CaseFile,
    kind: str,
    targets: frozenset[str],
    supplement: bool,
    office: Office,
) -> CaseFile:
    act = return_act(office.law.stages, file, kind=kind, targets=targets, supplement=supplement)
    if act is None:
        return file
    move = Move(
        act=act.act,
        acted_at=payload.decided_at,
        targets=targets,
        note=_codes(payload),
        facts={"effect": payload.effect},
        told=True,
        actor_id=payload.decided_by,
        actor_name=payload.decided_by_name,
        agency=payload.peer or row.receiver,
        agency_kind=kind,
        transfer_id=row.id,
    )
    return (await advance(scope, move, file=file, office=office)).file


def _codes(payload: TransferReturned) -> str:
    return "；".join(f"{problem.code} {problem.text}".strip() for problem in payload.problems)[:2000]

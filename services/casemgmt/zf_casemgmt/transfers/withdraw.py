"""Give up a draft package. What has left can only be answered by its receiver."""

from sqlalchemy import update

from zf_casemgmt.cases.authority import require
from zf_casemgmt.cases.load import load_case
from zf_casemgmt.office import Office
from zf_casemgmt.tables import fresh
from zf_casemgmt.transfers import rules
from zf_casemgmt.transfers.tables import Transfer
from zf_contracts.http.casemgmt import WithdrawTransfer
from zf_law.problems import Problem
from zf_platform.errors import Conflict, NotFound, Refused
from zf_platform.transaction import Scope


async def withdraw_transfer(scope: Scope, transfer_id: str, command: WithdrawTransfer, *, office: Office) -> None:
    row = (await scope.session.scalars(fresh(Transfer).where(Transfer.id == transfer_id))).one_or_none()
    if row is None:
        raise NotFound
    file = await load_case(scope, row.case_id)
    require(scope.actor, "transfer.prepare", file=file, agency=office.agency.code)
    if row.version != command.version:
        raise Conflict((Problem("version.stale", {"seen": command.version, "current": row.version}),))
    if row.state != rules.DRAFT:
        raise Refused((Problem("transfer.withdraw_too_late", {"state": row.state}),))
    await scope.session.execute(
        update(Transfer)
        .where(Transfer.id == row.id, Transfer.version == command.version)
        .values(state=rules.WITHDRAWN, reason=command.reason, version=command.version + 1)
        .execution_options(synchronize_session=False)
    )
    scope.record("transfer.withdraw", object_kind="transfer", object_id=row.id, reason=command.reason)

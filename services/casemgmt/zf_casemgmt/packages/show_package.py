"""One package for the case office. The first person who opens it gives the sender the evidence *opened*."""

from sqlalchemy import update

from zf_casemgmt.cases.detail import as_reason
from zf_casemgmt.cases.person_rules import masked
from zf_casemgmt.office import Office
from zf_casemgmt.packages import rules
from zf_casemgmt.packages.queries import check_views, find_locked, lines_of, opened, row_view
from zf_casemgmt.packages.tables import PackageRecord
from zf_contracts.http.casemgmt import PackageView
from zf_contracts.internal.transfers import TransferOpened
from zf_contracts.values import CodedProblem, Package
from zf_platform.transaction import Scope


async def show_package(scope: Scope, package_id: str, *, office: Office) -> PackageView:
    """A sensitive read, recorded each time."""
    row = await find_locked(scope.session, scope.actor, package_id)
    if row.state == rules.ARRIVED and row.opened_at is None and scope.actor.kind == "person":
        await _note_opening(scope, row)
    scope.record("package.read", object_kind="package", object_id=row.id, sensitive_read=True)
    return _view(row, opened(row, office=office), office=office)


async def _note_opening(scope: Scope, row: PackageRecord) -> None:
    row.state, row.opened_at, row.opened_by = rules.OPENED, scope.now, scope.actor.account_id
    row.version += 1
    await scope.session.execute(
        update(PackageRecord)
        .where(PackageRecord.id == row.id)
        .values(state=row.state, opened_at=row.opened_at, opened_by=row.opened_by, version=row.version)
        .execution_options(synchronize_session=False)
    )
    told = TransferOpened(
        transfer_id=row.transfer_id, version=row.package_version, message_id=row.message_id, opened_at=scope.now
    )
    scope.enqueue(told, to="liaison", subject=row.collab_no, acted_at=scope.now, correlation=row.collab_no)


def _view(row: PackageRecord, package: Package, *, office: Office) -> PackageView:
    return PackageView(
        **row_view(row, office=office).model_dump(),
        collab_no=row.collab_no,
        summary=package.summary,
        charge=package.charge,
        items=package.items,
        parties_list=tuple(
            party.model_copy(update={"id_number": masked(party.id_kind, party.id_number)}) for party in package.parties
        ),
        clocks=package.clocks,
        exit_check=package.exit_check,
        lawyers=package.lawyers,
        checks=check_views(row, office=office),
        message_id=row.message_id,
        trace_id=row.trace_id,
        receiving_no=row.receiving_no,
        decided_at=row.decided_at,
        decided_by_name=row.decided_by_name,
        problems=tuple(CodedProblem.model_validate(problem) for problem in row.problems),
        accept_problems=tuple(as_reason(one) for one in rules.acceptance_problems(row.state, lines_of(row))),
    )

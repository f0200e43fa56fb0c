"""A verified package is here: keep it, check it, wait for a person. The same package again changes nothing."""

from dataclasses import asdict

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert

from zf_casemgmt.moment_rules import written
from zf_casemgmt.office import Office
from zf_casemgmt.packages import rules
from zf_casemgmt.packages.answer import answer_again
from zf_casemgmt.packages.queries import other_transfers, sealed_numbers, stored_body, versions_of
from zf_casemgmt.packages.rules import Arrival, Line
from zf_casemgmt.packages.tables import PackageRecord
from zf_contracts.internal.transfers import TransferArrived
from zf_contracts.values import Package
from zf_law.deadlines import ZONE
from zf_platform.telemetry import step
from zf_platform.telemetry_names import SpanName
from zf_platform.transaction import Scope


async def receive_package(scope: Scope, payload: TransferArrived, *, office: Office) -> None:
    """Idempotent by transfer and version; a newer version replaces an undecided older one, a late older one is ignored."""
    package = payload.package
    known = await versions_of(scope.session, package.transfer_id)
    same = next((row for row in known if row.package_version == package.version), None)
    if same is not None:
        answer_again(scope, same)
        return
    if any(row.package_version > package.version for row in known):
        return
    with step(SpanName.PACKAGE_CHECK, sender=package.sender):
        lines = await _check(scope, package, office=office)
    if known:
        await _supersede(scope, package)
    row_id = scope.new_id()
    await scope.session.execute(
        insert(PackageRecord).values(_row(scope, row_id, payload, lines=lines, office=office)).on_conflict_do_nothing()
    )
    scope.record(
        "package.arrive",
        object_kind="package",
        object_id=row_id,
        after={"transfer": package.transfer_id, "version": package.version, "sender": package.sender},
    )


async def _check(scope: Scope, package: Package, *, office: Office) -> tuple[Line, ...]:
    digests = {item.blob.digest for item in package.items if item.blob is not None}
    absent = {digest for digest in digests if not await office.blobs.has(digest)}
    arrival = Arrival(
        package=package,
        receiver_kind=office.kind,
        absent_files=absent,
        other_transfers=await other_transfers(scope.session, package),
        today=scope.now.astimezone(ZONE).date(),
    )
    law = office.law
    return rules.check(arrival, stages=law.stages, agencies=law.agencies, numbering=law.numbering)


async def _supersede(scope: Scope, package: Package) -> None:
    await scope.session.execute(
        update(PackageRecord)
        .where(
            PackageRecord.transfer_id == package.transfer_id,
            PackageRecord.state.in_((rules.ARRIVED, rules.OPENED, rules.SUPPLEMENT_REQUESTED)),
        )
        .values(state=rules.SUPERSEDED)
        .execution_options(synchronize_session=False)
    )


def _row(
    scope: Scope, row_id: str, payload: TransferArrived, *, lines: tuple[Line, ...], office: Office
) -> dict[str, object]:
    package = payload.package
    earliest = rules.earliest_end(package.parties)
    trace = (scope.cause.traceparent or "").split("-")
    return {
        "id": row_id,
        "transfer_id": package.transfer_id,
        "package_version": package.version,
        "kind": package.kind.value,
        "sender": package.sender,
        "collab_no": package.collab_no,
        "case_no": package.case_no,
        "title": package.title,
        "state": rules.ARRIVED,
        "body": stored_body(package),
        "numbers_sealed": sealed_numbers(package, office=office),
        "checks": [asdict(line) for line in lines],
        "message_id": payload.message_id,
        "trace_id": trace[1] if len(trace) > 1 else None,
        "parties": len(package.parties),
        "in_custody": len(rules.in_custody(package.parties)),
        "earliest_custody_end": written(earliest) if earliest is not None else None,
        "submitted_at": package.submitted_at,
        "received_at": payload.received_at,
    }

"""A verified package is here: keep it, check it, wait for a person. The same package again changes nothing."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from typing import NamedTuple

from zf_casemgmt.moment_rules import written
from zf_casemgmt.office import Office
from zf_casemgmt.packages import rules
from zf_casemgmt.packages.answer import answer_again
from zf_casemgmt.packages.queries import matter_key, of_matters, sealed_numbers, stored_body, versions_of_all
from zf_casemgmt.packages.rules import Arrival, Line
from zf_casemgmt.packages.tables import PackageRecord
from zf_contracts.internal.transfers import TransferArrived
from zf_contracts.values import Package
from zf_law.deadlines import ZONE
from zf_platform.bulk import as_arrays, insert_many
from zf_platform.direct import Direct
from zf_platform.telemetry import inject_traceparent, step
from zf_platform.telemetry_names import SpanName
from zf_platform.transaction import Scope, Transaction

_COLUMNS = (
    "id", "transfer_id", "package_version", "kind", "sender", "collab_no", "case_no", "title", "state", "body",
    "numbers_sealed", "checks", "message_id", "trace_id", "parties", "in_custody", "earliest_custody_end",
    "submitted_at", "received_at",
)  # fmt: skip
_INSERT = insert_many(PackageRecord, _COLUMNS, then="ON CONFLICT DO NOTHING")
_SUPERSEDE = Direct(
    """
    UPDATE package SET state = :superseded
    WHERE transfer_id = ANY(:transfers ::text[]) AND state = ANY(:undecided ::text[])
    """
)
_UNDECIDED = (rules.ARRIVED, rules.OPENED, rules.SUPPLEMENT_REQUESTED)


class _Arrived(NamedTuple):
    """`trace`: where the message is acted on; the check of its package shows there, though the batch is checked as one."""

    scope: Scope
    payload: TransferArrived
    office: Office
    trace: str | None

    @property
    def package(self) -> Package:
        return self.payload.package


async def receive_package(scope: Scope, payload: TransferArrived, *, office: Office) -> None:
    """Idempotent by transfer and version; a newer version replaces an undecided older one, a late older one is ignored.

    The packages of a batch are kept together, just before its commit: as many statements as for one.
    """
    scope.transaction.collect(_keep, _Arrived(scope, payload, office, inject_traceparent()))


async def _keep(transaction: Transaction, items: Sequence[_Arrived]) -> None:
    known = await versions_of_all(transaction.session, [item.package.transfer_id for item in items])
    newest = {transfer_id: max(versions) for transfer_id, versions in known.items()}
    fresh: list[_Arrived] = []
    for item in items:
        package = item.package
        stored = known.get(package.transfer_id, {}).get(package.version)
        if stored is not None:
            answer_again(item.scope, stored)
        elif package.version > newest.get(package.transfer_id, 0):
            newest[package.transfer_id] = package.version
            fresh.append(item)
    if fresh:
        replaced = {item.package.transfer_id for item in fresh} & known.keys()
        await _check_and_store(transaction, fresh, newest=newest, replaced=sorted(replaced))


async def _check_and_store(
    transaction: Transaction, items: Sequence[_Arrived], *, newest: Mapping[str, int], replaced: Sequence[str]
) -> None:
    matters = await of_matters(transaction.session, [item.package for item in items])
    office = items[0].office
    absent = await office.blobs.absent({digest for item in items for digest in _files(item.package)})
    rows = []
    for item in items:
        others = matters.setdefault(matter_key(item.package), set())
        row = _row(item, lines=_check(item, absent=absent, others=others))
        if item.package.version < newest[item.package.transfer_id]:
            row["state"] = rules.SUPERSEDED
        rows.append(row)
        others.add(item.package.transfer_id)
    if replaced:
        await _SUPERSEDE.amount(
            transaction.session, transfers=replaced, undecided=_UNDECIDED, superseded=rules.SUPERSEDED
        )
    await _INSERT.rows(transaction.session, **as_arrays(rows, _COLUMNS))
    for item, row in zip(items, rows, strict=True):
        package = item.package
        item.scope.record(
            "package.arrive",
            object_kind="package",
            object_id=str(row["id"]),
            after={"transfer": package.transfer_id, "version": package.version, "sender": package.sender},
        )


def _files(package: Package) -> Collection[str]:
    return {item.blob.digest for item in package.items if item.blob is not None}


def _check(item: _Arrived, *, absent: Collection[str], others: Collection[str]) -> tuple[Line, ...]:
    package, office = item.package, item.office
    with step(SpanName.PACKAGE_CHECK, traceparent=item.trace, sender=package.sender):
        arrival = Arrival(
            package=package,
            receiver_kind=office.kind,
            absent_files=frozenset(_files(package)) & frozenset(absent),
            other_transfers=frozenset(others) - {package.transfer_id},
            today=item.scope.now.astimezone(ZONE).date(),
        )
        law = office.law
        return rules.check(arrival, stages=law.stages, agencies=law.agencies, numbering=law.numbering)


def _row(item: _Arrived, *, lines: tuple[Line, ...]) -> dict[str, object]:
    scope, payload, office, _trace = item
    package = payload.package
    earliest = rules.earliest_end(package.parties)
    trace = (scope.cause.traceparent or "").split("-")
    return {
        "id": scope.new_id(),
        "transfer_id": package.transfer_id,
        "package_version": package.version,
        "kind": package.kind.value,
        "sender": package.sender,
        "collab_no": package.collab_no,
        "case_no": package.case_no,
        "title": package.title,
        "state": rules.ARRIVED,
        "body": json.dumps(stored_body(package), ensure_ascii=False),
        "numbers_sealed": sealed_numbers(package, office=office),
        "checks": json.dumps([asdict(line) for line in lines], ensure_ascii=False),
        "message_id": payload.message_id,
        "trace_id": trace[1] if len(trace) > 1 else None,
        "parties": len(package.parties),
        "in_custody": len(rules.in_custody(package.parties)),
        "earliest_custody_end": written(earliest) if earliest is not None else None,
        "submitted_at": package.submitted_at,
        "received_at": payload.received_at,
    }

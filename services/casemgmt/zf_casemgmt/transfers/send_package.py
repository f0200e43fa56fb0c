"""Hand the package, as it now stands, to liaison; the message is what the receiver will read."""

from collections.abc import Sequence
from datetime import datetime

from zf_casemgmt.cases.file_rules import CaseFile
from zf_casemgmt.cases.party_rules import parties
from zf_casemgmt.office import Office
from zf_casemgmt.timelimits.queries import on_package
from zf_casemgmt.transfers.tables import Transfer
from zf_contracts.internal.transfers import TransferSubmitted
from zf_contracts.values import ManifestItem, Package, TransferKind
from zf_platform.transaction import Scope


def send_package(
    scope: Scope,
    row: Transfer,
    *,
    file: CaseFile,
    people: CaseFile,
    version: int,
    submitted_at: datetime,
    office: Office,
) -> str:
    """Enqueue; returns the message id. `file` is the case as it was checked: exit check, signature and running clocks ride
    along. `people` is the case after the act, with the suspects as the receiver is to know them.
    """
    package = _package(scope, row, file=file, people=people, version=version, submitted_at=submitted_at, office=office)
    return scope.enqueue(
        TransferSubmitted(package=package),
        to="liaison",
        subject=file.collab_no,
        acted_at=submitted_at,
        sensitivity=package.sensitivity,
        correlation=file.collab_no,
    )


def _package(
    scope: Scope,
    row: Transfer,
    *,
    file: CaseFile,
    people: CaseFile,
    version: int,
    submitted_at: datetime,
    office: Office,
) -> Package:
    told = parties(people, ids=row.suspect_ids, number=lambda one: office.personal.decrypt(one.identity.id_sealed))
    return Package.model_validate(
        {
            "transfer_id": row.id,
            "version": version,
            "kind": TransferKind(row.kind),
            "sender": office.agency.code,
            "receiver": row.receiver,
            "case_no": file.case_no,
            "collab_no": file.collab_no,
            "title": file.title,
            "charge": file.charge or (told[0].charge if told else ""),
            "summary": row.summary,
            "round": file.returns,
            "parties": told,
            "items": tuple(ManifestItem.model_validate(item) for item in row.items),
            "exit_check": file.exit_check or row.exit_check,
            "head_signed_by": file.head_signed_by or row.head_signed_by,
            "sent_by": scope.actor.account_id,
            "from_outlet": is_outlet(scope.actor.roles),
            "lawyers": tuple(row.lawyers),
            "sensitivity": file.sensitivity,
            "clocks": on_package(file.clocks),
            "submitted_at": submitted_at,
        }
    )


def is_outlet(roles: Sequence[str]) -> bool:
    """Whether the sender holds the one account that may let packages out (两统一)."""
    return "outlet_clerk" in roles

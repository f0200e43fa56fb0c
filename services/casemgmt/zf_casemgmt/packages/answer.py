"""The answers of the receiving case office to the sender, told through liaison."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from zf_casemgmt.packages import rules
from zf_casemgmt.packages.tables import PackageRecord
from zf_contracts.internal.transfers import TransferReceipted, TransferReturned
from zf_contracts.values import CodedProblem
from zf_platform.transaction import Scope

_EFFECTS: dict[str, Literal["return", "supplement", "refuse"]] = {
    "return": "return",
    "supplement": "supplement",
    "refuse": "refuse",
}


@dataclass(frozen=True, slots=True)
class Officer:
    """Who answered: the account for the record, the name for people."""

    account_id: str
    name: str


def answer_accepted(
    scope: Scope, row: PackageRecord, *, number: str, at: datetime, by: Officer, warnings: Sequence[CodedProblem] = ()
) -> None:
    receipted = TransferReceipted(
        transfer_id=row.transfer_id,
        version=row.package_version,
        direction="out",
        peer=row.sender,
        collab_no=row.collab_no,
        receiving_no=number,
        accepted_at=at,
        accepted_by=by.account_id,
        accepted_by_name=by.name,
        warnings=tuple(warnings),
    )
    scope.enqueue(receipted, to="liaison", subject=row.collab_no, acted_at=at, correlation=row.collab_no)


def answer_returned(
    scope: Scope, row: PackageRecord, *, effect: str, problems: Sequence[CodedProblem], at: datetime, by: Officer
) -> None:
    returned = TransferReturned(
        transfer_id=row.transfer_id,
        version=row.package_version,
        direction="out",
        peer=row.sender,
        collab_no=row.collab_no,
        effect=_EFFECTS[effect],
        problems=tuple(problems),
        decided_at=at,
        decided_by=by.account_id,
        decided_by_name=by.name,
    )
    scope.enqueue(returned, to="liaison", subject=row.collab_no, acted_at=at, correlation=row.collab_no)


def answer_again(scope: Scope, row: PackageRecord) -> None:
    """A package that came twice gets the same receipt again: the first may have been lost."""
    if row.state == rules.ACCEPTED and row.decided_at is not None:
        warnings = [CodedProblem.model_validate(problem) for problem in row.problems]
        by = Officer(row.decided_by, row.decided_by_name)
        answer_accepted(scope, row, number=row.receiving_no, at=row.decided_at, by=by, warnings=warnings)

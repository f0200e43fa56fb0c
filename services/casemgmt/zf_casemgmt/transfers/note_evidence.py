"""Liaison tells one more evidence of a package, or that one is missing past its time. Hot path: three for every package.

Evidences of a batch are applied together, just before its commit: one statement reads the transfers, one writes them.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from zf_casemgmt.office import Office
from zf_casemgmt.transfers import rules
from zf_casemgmt.transfers.conclude_return import conclude_return
from zf_contracts.internal.transfers import TransferEvidenceChanged, TransferReturned
from zf_law.problems import Problem
from zf_platform.direct import Direct
from zf_platform.errors import Refused
from zf_platform.transaction import Scope, Transaction

_READ = Direct(
    """
    SELECT id, package_version, receiver, state, evidence_step, message_id, evidences::text AS evidences
    FROM transfer WHERE id = ANY(:ids ::text[]) ORDER BY id FOR UPDATE
    """
)
_WRITE = Direct(
    """
    UPDATE transfer SET evidences = new.evidences::jsonb, evidence_step = new.step, message_id = new.message_id
    FROM unnest(:ids ::text[], :evidences ::text[], :steps ::text[], :messages ::text[])
        AS new (id, evidences, step, message_id)
    WHERE transfer.id = new.id
    """
)


class _Told(NamedTuple):
    scope: Scope
    payload: TransferEvidenceChanged
    office: Office


@dataclass(slots=True)
class _Known:
    """A transfer's proof, as it grows while the batch is read."""

    version: int
    receiver: str
    state: str
    step: str
    message_id: str | None
    evidences: dict[str, str]


async def note_evidence(scope: Scope, payload: TransferEvidenceChanged, *, office: Office) -> None:
    """Evidences may come in any order and twice; the first time of each counts. A rejection ends like a return."""
    scope.transaction.collect(_apply, _Told(scope, payload, office))


async def _apply(transaction: Transaction, items: Sequence[_Told]) -> None:
    known = await _read(transaction, sorted({item.payload.transfer_id for item in items}))
    changed: set[str] = set()
    rejected: list[_Told] = []
    for item in items:
        payload = item.payload
        found = known.get(payload.transfer_id)
        if found is None:
            raise Refused((Problem("transfer.unknown", {"transfer": payload.transfer_id}),))
        if payload.version == found.version:
            _add(found, payload)
            changed.add(payload.transfer_id)
            if payload.step == "rejected" and found.state == rules.SUBMITTED:
                rejected.append(item)
    await _write(transaction, {key: known[key] for key in sorted(changed)})
    for item in rejected:
        receiver = known[item.payload.transfer_id].receiver
        await conclude_return(item.scope, _as_return(item.payload, receiver=receiver), office=item.office)


def _add(found: _Known, payload: TransferEvidenceChanged) -> None:
    found.evidences = {payload.step: payload.at.isoformat(), **found.evidences}
    found.message_id = payload.message_id
    if payload.step in rules.FAILURES:
        found.step = payload.step
    elif found.step != "rejected":
        found.step = rules.furthest({step: datetime.fromisoformat(at) for step, at in found.evidences.items()})


async def _read(transaction: Transaction, ids: Sequence[str]) -> dict[str, _Known]:
    return {
        row["id"]: _Known(
            version=row["package_version"],
            receiver=row["receiver"],
            state=row["state"],
            step=row["evidence_step"],
            message_id=row["message_id"],
            evidences=json.loads(row["evidences"]),
        )
        for row in await _READ.rows(transaction.session, ids=list(ids))
    }


async def _write(transaction: Transaction, changed: dict[str, _Known]) -> None:
    if changed:
        await _WRITE.rows(
            transaction.session,
            ids=list(changed),
            evidences=[json.dumps(one.evidences) for one in changed.values()],
            steps=[one.step for one in changed.values()],
            messages=[one.message_id for one in changed.values()],
        )


def _as_return(payload: TransferEvidenceChanged, *, receiver: str) -> TransferReturned:
    return TransferReturned(
        transfer_id=payload.transfer_id,
        version=payload.version,
        direction="in",
        peer=receiver,
        collab_no="",
        effect="refuse",
        problems=payload.problems,
        decided_at=payload.at,
        decided_by=receiver,
    )

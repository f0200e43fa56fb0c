"""Begin to register what a check accepted. The work itself is done batch by batch, each by a message of its own."""

from sqlalchemy import select

from zf_contracts.http.ledgers import StartImport
from zf_contracts.internal.ledgers import LedgerBatchDue
from zf_intake.ledgers.tables import LedgerImport
from zf_law.problems import Problem
from zf_platform.errors import Conflict, NotFound, Refused
from zf_platform.transaction import Scope

FIRST = 1


async def start_import(scope: Scope, import_id: str, command: StartImport) -> None:
    row = await scope.session.scalar(select(LedgerImport).where(LedgerImport.id == import_id).with_for_update())
    if row is None:
        raise NotFound
    if row.version != command.version:
        raise Conflict((Problem("version.stale", {"seen": command.version, "current": row.version}),))
    if row.state != "checked":
        raise Refused((Problem("ledger.not_startable"),))
    row.state, row.started_at = "running", scope.now
    row.version += 1
    await scope.session.flush()
    scope.enqueue(LedgerBatchDue(import_id=import_id, batch=FIRST), to="intake", subject=import_id, acted_at=scope.now)
    scope.record("ledger.start", object_kind="ledger_import", object_id=import_id)

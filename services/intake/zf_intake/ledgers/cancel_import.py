"""Leave a checked import: its rows are forgotten, and the same file may be checked anew."""

from sqlalchemy import delete, select

from zf_contracts.http.ledgers import StartImport
from zf_intake.ledgers.tables import LedgerImport, LedgerRow
from zf_law.problems import Problem
from zf_platform.errors import Conflict, NotFound, Refused
from zf_platform.transaction import Scope


async def cancel_import(scope: Scope, import_id: str, command: StartImport) -> None:
    """What has begun is carried through: registered petitions are never taken back by a button."""
    row = await scope.session.scalar(select(LedgerImport).where(LedgerImport.id == import_id).with_for_update())
    if row is None:
        raise NotFound
    if row.version != command.version:
        raise Conflict((Problem("version.stale", {"seen": command.version, "current": row.version}),))
    if row.state != "checked":
        raise Refused((Problem("ledger.not_startable"),))
    row.state, row.ended_at = "cancelled", scope.now
    row.version += 1
    await scope.session.flush()
    await scope.session.execute(
        delete(LedgerRow).where(LedgerRow.import_id == import_id).execution_options(synchronize_session=False)
    )
    scope.record("ledger.cancel", object_kind="ledger_import", object_id=import_id)

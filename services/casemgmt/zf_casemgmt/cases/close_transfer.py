"""The open package of a case was answered: the case may send again."""

from sqlalchemy import update

from zf_casemgmt.cases.tables import CaseRecord
from zf_platform.transaction import Scope


async def close_transfer(scope: Scope, case_id: str, transfer_id: str) -> None:
    await scope.session.execute(
        update(CaseRecord)
        .where(CaseRecord.id == case_id, CaseRecord.open_transfer == transfer_id)
        .values(open_transfer=None)
        .execution_options(synchronize_session=False)
    )

"""Keep what an agency reported; of one period the report made last stands, in whatever order they arrive."""

from sqlalchemy.dialects.postgresql import insert

from zf_contracts.internal.screening import LedgerNoted
from zf_oversight.screening.tables import LedgerReportRow
from zf_platform.transaction import Scope


async def keep_report(scope: Scope, noted: LedgerNoted) -> None:
    arriving = insert(LedgerReportRow).values(
        agency=noted.agency,
        first_day=noted.first_day,
        last_day=noted.last_day,
        figures=[one.model_dump() for one in noted.figures],
        reported_at=noted.reported_at,
    )
    await scope.session.execute(
        arriving.on_conflict_do_update(
            index_elements=[LedgerReportRow.agency, LedgerReportRow.first_day, LedgerReportRow.last_day],
            set_={"figures": arriving.excluded.figures, "reported_at": arriving.excluded.reported_at},
            where=LedgerReportRow.reported_at < arriving.excluded.reported_at,
        )
    )

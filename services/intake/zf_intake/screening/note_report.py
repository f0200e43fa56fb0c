"""A screening report was sent, here or by another agency: oversight keeps its figures (S-019)."""

from zf_contracts.internal.screening import LedgerNoted, ScreenedFigure
from zf_contracts.petition_statements import LedgerReport
from zf_platform.transaction import Scope


async def note_report(scope: Scope, body: LedgerReport, *, sender: str) -> None:
    scope.enqueue(
        LedgerNoted(
            agency=sender,
            first_day=body.first_day,
            last_day=body.last_day,
            figures=tuple(ScreenedFigure.model_validate(one.model_dump()) for one in body.figures),
            reported_at=body.acted_at,
        ),
        to="oversight",
        subject=body.notice_id,
        acted_at=body.acted_at,
        correlation=body.notice_id,
    )

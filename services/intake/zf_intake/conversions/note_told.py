"""Another agency told of a conversion: the committee's oversight counts it for that agency (S-010)."""

from zf_contracts.internal.conversions import ConversionNoted
from zf_contracts.petition_statements import ConversionFound
from zf_law.deadlines import ZONE
from zf_platform.transaction import Scope


async def note_told(scope: Scope, body: ConversionFound, *, sender: str) -> None:
    scope.enqueue(
        ConversionNoted(
            agency=sender,
            petition_no=body.petition_no,
            conversion=body.conversion,
            unit=body.unit,
            earlier_petition_no=body.earlier_petition_no,
            happened_on=body.happened_on or body.detected_at.astimezone(ZONE).date(),
        ),
        to="oversight",
        subject=body.collab_no,
        acted_at=body.acted_at,
        correlation=body.collab_no,
    )

"""Write down who extended a period and why, beside the number of the notice that tells the petitioner."""

from sqlalchemy import insert

from zf_intake.timelimits.rules import Clock
from zf_intake.timelimits.tables import PetitionClockExtension
from zf_platform.transaction import Scope


async def record_extension(scope: Scope, clock: Clock, *, reason: str, document_no: str) -> None:
    await scope.session.execute(
        insert(PetitionClockExtension).values(
            clock_id=clock.id,
            number=clock.extensions,
            approved_by=scope.actor.account_id,
            approved_by_name=scope.actor.name,
            approved_at=scope.now,
            reason=reason,
            document_no=document_no,
        )
    )

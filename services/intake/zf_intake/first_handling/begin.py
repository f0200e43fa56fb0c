"""The first handler is named once, at registration (S-005)."""

from zf_intake.first_handling.tables import FirstHandlingTerm
from zf_platform.bulk import into
from zf_platform.transaction import Scope


async def begin_first_handling(scope: Scope, petition_id: str, *, account_id: str, name: str, unit: str) -> None:
    """The first term; it needs no acceptance, because whoever receives a matter answers for it."""
    await scope.session.execute(
        into(FirstHandlingTerm),
        {
            "petition_id": petition_id,
            "no": 1,
            "account_id": account_id,
            "account_name": name,
            "unit": unit,
            "state": "current",
            "reason": "",
            "record": "",
            "offered_by": scope.actor.account_id,
            "offered_at": scope.now,
            "since": scope.now,
        },
    )

"""Write a circular down as it was issued, by this agency or by another one."""

from sqlalchemy import insert

from zf_contracts.supervision_values import CircularTold
from zf_liaison.circulars.tables import TaskCircular
from zf_platform.transaction import Scope


async def keep_circular(scope: Scope, told: CircularTold, *, issuer: str) -> None:
    """As it was issued, word for word."""
    body = told.model_dump(mode="json")
    await scope.session.execute(
        insert(TaskCircular).values(
            id=told.circular_id,
            number=told.number,
            title=told.title,
            issuer=issuer,
            since=told.since,
            until=told.until,
            text=told.text,
            lines=body["lines"],
            issued_by=told.by_name,
            issued_at=told.acted_at,
        )
    )

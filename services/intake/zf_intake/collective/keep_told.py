"""Another agency warns of a likely collective visit: kept here with our own time to act (S-013)."""

from sqlalchemy.dialects.postgresql import insert

from zf_contracts.petition_statements import CollectiveWarning as Told
from zf_intake.collective.clock import settle_by
from zf_intake.collective.tables import CollectiveWarning
from zf_intake.desk import Desk
from zf_law.moments import last_instant, written
from zf_platform.transaction import Scope


async def keep_told(scope: Scope, body: Told, *, sender: str, desk: Desk) -> None:
    """Told again, it changes nothing."""
    due = settle_by(body.acted_at, desk=desk)
    statement = insert(CollectiveWarning).values(
        id=body.notice_id,
        agency=sender,
        place=body.place,
        cause=body.cause,
        people=body.people,
        registrations=body.registrations,
        told=list(body.agencies),
        raised_at=body.acted_at,
        due=written(due),
        due_at=last_instant(due),
    )
    await scope.session.execute(statement.on_conflict_do_nothing())

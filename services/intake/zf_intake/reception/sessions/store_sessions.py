"""Another agency published its calendar: keep its sessions as it tells them, the newest word of each."""

from sqlalchemy.dialects.postgresql import insert

from zf_contracts.hall_values import SessionLine, SessionsTold
from zf_intake.reception.sessions.tables import LeaderSession
from zf_platform.transaction import Scope


async def store_sessions(scope: Scope, told: SessionsTold, *, sender: str) -> None:
    """An older word than the one known changes nothing, however late it comes."""
    for line in told.sessions:
        values = _values(line, sender=sender, told=told)
        arriving = insert(LeaderSession).values(id=f"{sender}/{line.session_id}", **values)
        await scope.session.execute(
            arriving.on_conflict_do_update(
                index_elements=[LeaderSession.id],
                set_={name: arriving.excluded[name] for name in values},
                where=LeaderSession.version < arriving.excluded.version,
            )
        )
    scope.record("reception.store", object_kind="calendar", object_id=told.notice_id, after={"agency": sender})


def _values(line: SessionLine, *, sender: str, told: SessionsTold) -> dict[str, object]:
    return {
        **line.model_dump(exclude={"session_id"}),
        "agency": sender,
        "named": list(line.named),
        "publish_by": line.day,
        "published_at": told.acted_at,
    }

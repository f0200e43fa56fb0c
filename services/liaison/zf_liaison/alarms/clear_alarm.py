"""Clear an alarm whose cause is gone."""

from collections.abc import Collection

from sqlalchemy import update

from zf_liaison.alarms.tables import alarm
from zf_platform.transaction import Scope


async def clear_alarms(scope: Scope, *, kind: str, peers: Collection[str]) -> None:
    """Nothing happens for peers without an open alarm of this kind."""
    if not peers:
        return
    result = await scope.session.execute(
        update(alarm)
        .where(alarm.c.kind == kind, alarm.c.peer.in_(list(peers)), alarm.c.cleared_at.is_(None))
        .values(cleared_at=scope.now)
        .returning(alarm.c.id)
    )
    for row in result:
        scope.record("alarm.clear", object_kind="alarm", object_id=row.id, reason=kind)

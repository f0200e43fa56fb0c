"""Raise an alarm: a row for the people, a line in the log, an audit entry when it is new."""

import logging
from collections.abc import Sequence

from sqlalchemy.dialects.postgresql import insert

from zf_liaison.alarms.tables import alarm
from zf_platform.telemetry_names import LogEvent
from zf_platform.transaction import Scope

_log = logging.getLogger("zf.alarm")


async def raise_alarm(scope: Scope, *, kind: str, peer: str, objects: Sequence[str] = ()) -> None:
    """While an alarm of this kind and peer is open, it only counts on. `objects`: message or run ids, the first is kept."""
    amount = max(1, len(objects))
    values = {
        "id": scope.new_id(),
        "kind": kind,
        "peer": peer,
        "object_id": objects[0] if objects else "",
        "times": amount,
        "raised_at": scope.now,
        "last_at": scope.now,
    }
    statement = insert(alarm).values(values)
    result = await scope.session.execute(
        statement.on_conflict_do_update(
            index_elements=["kind", "peer"],
            index_where=alarm.c.cleared_at.is_(None),
            set_={"times": alarm.c.times + amount, "last_at": scope.now},
        ).returning(alarm.c.id)
    )
    _log.warning(LogEvent.EXCHANGE_ALARM, extra={"code": kind, "peer": peer, "count": amount})
    if result.scalar_one() == values["id"]:
        scope.record("alarm.raise", object_kind="alarm", object_id=str(values["id"]), reason=f"{kind} {peer}")

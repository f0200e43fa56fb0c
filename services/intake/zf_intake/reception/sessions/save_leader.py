"""Put a leader on the duty roster, or change title, portfolio, turn; inactive leaders keep their past sessions."""

from sqlalchemy import select

from zf_contracts.http.receptions import SaveLeader
from zf_intake.reception.sessions.tables import Leader
from zf_law.loader import Law
from zf_law.problems import Problem
from zf_platform.errors import Conflict, Refused
from zf_platform.transaction import Scope


async def save_leader(scope: Scope, command: SaveLeader, *, law: Law) -> Leader:
    unknown = [one for one in command.portfolio if one not in law.reception.matters]
    if unknown:
        raise Refused((Problem("ticket.matter_unknown", {"field": "portfolio"}),))
    leader = await scope.session.scalar(select(Leader).where(Leader.account_id == command.account_id).with_for_update())
    if (leader.version if leader else 0) != command.version:
        raise Conflict((Problem("version.stale"),))
    if leader is None:
        leader = Leader(account_id=command.account_id, version=0)
        scope.session.add(leader)
    leader.name, leader.title, leader.rank, leader.active = command.name, command.title, command.rank, command.active
    leader.portfolio = list(dict.fromkeys(command.portfolio))
    leader.version += 1
    await scope.session.flush()
    scope.record(
        "reception.save_leader",
        object_kind="leader",
        object_id=leader.account_id,
        after={"title": leader.title, "portfolio": leader.portfolio, "active": leader.active},
    )
    return leader

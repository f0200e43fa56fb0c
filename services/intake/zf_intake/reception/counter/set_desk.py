"""Open, pause or close a desk. Who opens it serves there; every change stays in the roster."""

from sqlalchemy import select

from zf_contracts.hall_values import DeskTold
from zf_contracts.http.hall import DeskState, SetDesk
from zf_intake.reception.counter.locked_queries import locked_desk, number_at
from zf_intake.reception.counter.rules import Opening, opening_problems
from zf_intake.reception.counter.tables import DeskChange, HallDesk
from zf_intake.reception.tell import hall_host, tell
from zf_law.loader import Law
from zf_platform.errors import Refused
from zf_platform.transaction import Scope

MESSAGE = "hall.desk.opened"
MANAGES = "hall.manage"


async def set_desk(scope: Scope, command: SetDesk, *, desk_id: str, law: Law) -> HallDesk:
    desk = await locked_desk(scope, desk_id, version=command.version)
    opening = Opening(
        state=desk.state,
        clerk_id=desk.clerk_id,
        wanted=command.state,
        actor_id=scope.actor.account_id,
        manages=scope.actor.reach(MANAGES) is not None,
        serves=await number_at(scope, desk_id) is not None,
        elsewhere=await _elsewhere(scope, desk_id),
    )
    problems = opening_problems(opening)
    if problems:
        raise Refused(problems)
    if command.state == "open":
        desk.clerk_id, desk.clerk_name = scope.actor.account_id, scope.actor.name
    scope.session.add(_change(scope, desk, command))
    if command.state == "closed":
        desk.clerk_id, desk.clerk_name = None, ""
    desk.state, desk.since = command.state, scope.now
    desk.version += 1
    await scope.session.flush()
    scope.record(f"hall.desk_{command.state}", object_kind="desk", object_id=desk.id, reason=command.reason)
    tell(scope, MESSAGE, _told(scope, desk, state=command.state), to=hall_host(law))
    return desk


async def _elsewhere(scope: Scope, desk_id: str) -> str:
    """The name of another desk that the actor holds."""
    held = select(HallDesk.name).where(
        HallDesk.clerk_id == scope.actor.account_id, HallDesk.state != "closed", HallDesk.id != desk_id
    )
    return await scope.session.scalar(held) or ""


def _told(scope: Scope, desk: HallDesk, *, state: DeskState) -> DeskTold:
    """For the joint hall of the city: which window of ours is open, and what for."""
    return DeskTold(
        notice_id=scope.new_id(),
        subject=f"desk-{scope.identity.agency}-{desk.code}",
        acted_at=scope.now,
        code=desk.code,
        name=desk.name,
        state=state,
        clerk_name=desk.clerk_name,
        services=tuple(desk.services),
        since=desk.since,
    )


def _change(scope: Scope, desk: HallDesk, command: SetDesk) -> DeskChange:
    return DeskChange(
        id=scope.new_id(),
        desk_id=desk.id,
        state=command.state,
        clerk_id=desk.clerk_id or scope.actor.account_id,
        clerk_name=desk.clerk_name or scope.actor.name,
        reason=command.reason,
        at=scope.now,
    )

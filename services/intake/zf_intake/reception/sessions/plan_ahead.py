"""Make the session calendar by the rule up to a day. What exists, was moved or was cancelled stays as it is."""

from datetime import date

from sqlalchemy import select

from zf_intake.reception.sessions.calendar_rule import session_rule, today
from zf_intake.reception.sessions.rules import (
    OPEN_STATES,
    PLANNED,
    OnDuty,
    PlannedSession,
    horizon_problems,
    next_on_duty,
    plan_sessions,
    publish_by,
    still_to_plan,
)
from zf_intake.reception.sessions.tables import Leader, LeaderSession
from zf_law.loader import Law
from zf_law.reception import SessionRule
from zf_platform.errors import Refused
from zf_platform.transaction import Scope

BASIS = "S-001"


async def plan_ahead(scope: Scope, *, until: date, law: Law) -> int:
    """How many sessions are new. Turns go on after the leader of the last session."""
    problems = horizon_problems(until=until, today=today(scope))
    if problems:
        raise Refused(problems)
    rule = session_rule(scope, law=law, on=today(scope))
    existing = list(await _existing(scope, since=today(scope)))
    covered = {named for one in existing for named in one.named}
    planned = plan_sessions(rule, calendar=law.calendar, since=today(scope), until=until)
    leaders = [OnDuty(one.account_id, one.rank) for one in await _leaders(scope)]
    names = {one.account_id: one for one in await _leaders(scope)}
    last = max(existing, key=lambda one: one.day).leader_id if existing else await _last_before(scope)
    made = 0
    for one in still_to_plan(planned, covered=covered):
        if _joined(existing, one):
            continue
        turn = next_on_duty(leaders, last=last)
        last = turn.account_id if turn else last
        scope.session.add(_session(scope, one, rule=rule, leader=names[turn.account_id] if turn else None))
        made += 1
    await scope.session.flush()
    if made:
        scope.record("reception.plan", object_kind="calendar", object_id=until.isoformat(), basis=BASIS)
    return made


async def _existing(scope: Scope, *, since: date) -> list[LeaderSession]:
    """Own sessions that are still to come, locked: two planners must not make the same day twice."""
    statement = (
        select(LeaderSession)
        .where(LeaderSession.agency == scope.identity.agency, LeaderSession.day >= since)
        .order_by(LeaderSession.day)
        .with_for_update()
    )
    return list(await scope.session.scalars(statement))


async def _last_before(scope: Scope) -> str | None:
    statement = select(LeaderSession.leader_id).where(LeaderSession.agency == scope.identity.agency)
    found: str | None = await scope.session.scalar(statement.order_by(LeaderSession.day.desc()).limit(1))
    return found


async def _leaders(scope: Scope) -> list[Leader]:
    return list(await scope.session.scalars(select(Leader).where(Leader.active)))


def _joined(existing: list[LeaderSession], one: PlannedSession) -> bool:
    """A day of the rule that falls on a day with a session belongs to that session."""
    for session in existing:
        if session.day == one.day and session.state in OPEN_STATES:
            session.named = sorted({*session.named, *one.named})
            session.version += 1
            return True
    return False


def _session(scope: Scope, one: PlannedSession, *, rule: SessionRule, leader: Leader | None) -> LeaderSession:
    return LeaderSession(
        id=scope.new_id(),
        agency=scope.identity.agency,
        day=one.day,
        named=list(one.named),
        starts=f"{rule.starts:%H:%M}",
        ends=f"{rule.ends:%H:%M}",
        place="",
        provisional=one.provisional,
        leader_id=leader.account_id if leader else "",
        leader_name=leader.name if leader else "",
        leader_title=leader.title if leader else "",
        state=PLANNED,
        publish_by=publish_by(one.day, one.named, rule=rule),
        urgent=False,
        decision_no="",
        decision_reason="",
        held_by="",
        held_by_name="",
        received=0,
        note="",
        version=1,
    )

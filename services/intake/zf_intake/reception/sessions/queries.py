"""The read side of leader receptions: the public calendar, drafts, the roster, and the report per leader."""

from datetime import date, timedelta

from sqlalchemy import ColumnElement, select

from zf_contracts.http.receptions import CalendarView, LeaderTally, LeaderView, SessionReport, SessionView
from zf_intake.reception.sessions.calendar_rule import today
from zf_intake.reception.sessions.rules import CANCELLED, HELD, MISSED, PLANNED, Kept, tally
from zf_intake.reception.sessions.tables import Leader, LeaderSession
from zf_law.deadlines import ZONE
from zf_law.loader import Law
from zf_platform.transaction import Scope

AHEAD = timedelta(days=60)
LONGEST = timedelta(days=400)


async def calendar(
    scope: Scope, *, since: date | None, until: date | None, law: Law, drafts: bool = False
) -> CalendarView:
    """Published sessions of this agency and, in the joint hall, of the others; `drafts` shows the own ones too."""
    since = since or today(scope)
    until = min(until or since + AHEAD, since + LONGEST)
    shown: list[ColumnElement[bool]] = [LeaderSession.day.between(since, until)]
    if not drafts:
        shown.append(LeaderSession.state != PLANNED)
    found = await scope.session.scalars(select(LeaderSession).where(*shown).order_by(LeaderSession.day))
    kind = law.agencies.by_code(scope.identity.agency).kind
    rule = law.reception.session_rule(kind, on=today(scope))
    return CalendarView(
        since=since,
        until=until,
        rule_zh=rule.zh if rule else "",
        rule_en=rule.en if rule else "",
        sessions=tuple(session_view(one) for one in found),
    )


async def list_leaders(scope: Scope) -> tuple[LeaderView, ...]:
    found = await scope.session.scalars(select(Leader).order_by(Leader.rank, Leader.account_id))
    return tuple(LeaderView.model_validate(one, from_attributes=True) for one in found)


async def report(scope: Scope, *, since: date | None, until: date | None) -> SessionReport:
    """Only days that have been: a session of tomorrow is neither held nor missed."""
    until = min(until or today(scope), today(scope))
    since = since or until.replace(month=1, day=1)
    wanted = (LeaderSession.agency == scope.identity.agency, LeaderSession.day.between(since, until))
    found = list(await scope.session.scalars(select(LeaderSession).where(*wanted)))
    names = {one.leader_id: (one.leader_name, one.leader_title) for one in found}
    names |= {one.account_id: (one.name, one.title) for one in await list_leaders(scope)}
    figures = tally([Kept(one.leader_id, one.state, one.held_by) for one in found])
    return SessionReport(
        since=since,
        until=until,
        sessions=len(found),
        held=sum(one.state == HELD for one in found),
        missed=sum(one.state == MISSED for one in found),
        cancelled=sum(one.state == CANCELLED for one in found),
        moved=sum(one.moved_from is not None for one in found),
        published_late=sum(_late(one) for one in found),
        leaders=tuple(
            LeaderTally(
                leader_id=leader_id,
                leader_name=names.get(leader_id, ("", ""))[0],
                leader_title=names.get(leader_id, ("", ""))[1],
                held=one.held,
                missed=one.missed,
                stood_in_for=one.stood_in_for,
                stood_in=one.stood_in,
            )
            for leader_id, one in sorted(figures.items())
        ),
    )


def _late(session: LeaderSession) -> bool:
    """Published after its last day, and not by an urgent decision."""
    if session.published_at is None or session.urgent:
        return False
    return session.published_at.astimezone(ZONE).date() > session.publish_by


def session_view(session: LeaderSession) -> SessionView:
    return SessionView.model_validate(session, from_attributes=True)

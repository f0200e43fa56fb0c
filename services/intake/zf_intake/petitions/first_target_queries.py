"""How first letters and visits stand to their internal target: one by one for lists, counted for the board (S-024)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, Date, SQLColumnExpression, cast, func, literal, select

from zf_contracts.http.petition_views import FirstTargetView
from zf_intake.desk import Desk
from zf_intake.petitions.first_target_rules import applies, standing
from zf_intake.petitions.tables import Petition, PetitionAnswer
from zf_law.petition_stages import FirstTarget
from zf_platform.clock import ZONE
from zf_platform.transaction import Scope


async def first_targets(scope: Scope, found: Sequence[Petition], *, desk: Desk) -> Mapping[str, FirstTargetView]:
    """Petition → its target, for those that have one; one statement whatever the number."""
    target = desk.law.petitions.first_target
    wanted = {one.id: one for one in found if applies(target, channel=one.channel, repeat=one.repeat)}
    answered = await _answered_at(scope, list(wanted))
    shown: dict[str, FirstTargetView] = {}
    for petition in wanted.values():
        ended = answered.get(petition.id) or petition.closed_at
        now = standing(target, received_at=petition.received_at, answered_at=ended, now=scope.now)
        shown[petition.id] = FirstTargetView(days=target.days, due=now.due, state=now.state)
    return shown


async def counted(scope: Scope, wanted: ColumnElement[bool], *, target: FirstTarget) -> Mapping[str, int]:
    """kept, missed, running and overdue among the petitions asked for."""
    served = (
        select(func.min(PetitionAnswer.served_at))
        .where(PetitionAnswer.petition_id == Petition.id)
        .correlate(Petition)
        .scalar_subquery()
    )
    ended = func.coalesce(served, Petition.closed_at)
    took = _day(func.coalesce(ended, literal(scope.now))) - _day(Petition.received_at)
    rows = (
        select(took.label("took"), ended.label("ended"))
        .where(wanted, Petition.repeat.is_(False), Petition.channel.in_(target.channels))
        .subquery()
    )
    late, done = rows.c.took > target.days, rows.c.ended.is_not(None)
    counts = {"kept": done & ~late, "missed": done & late, "running": ~done & ~late, "overdue": ~done & late}
    statement = select(*(func.count().filter(condition).label(name) for name, condition in counts.items()))
    return (await scope.session.execute(statement.select_from(rows))).one()._asdict()


def _day(moment: SQLColumnExpression[datetime | None]) -> ColumnElement[date]:
    return cast(func.timezone(ZONE.key, moment), Date)


async def _answered_at(scope: Scope, ids: Sequence[str]) -> Mapping[str, datetime]:
    if not ids:
        return {}
    rows = await scope.session.execute(
        select(PetitionAnswer.petition_id, func.min(PetitionAnswer.served_at))
        .where(PetitionAnswer.petition_id.in_(ids), PetitionAnswer.served_at.is_not(None))
        .group_by(PetitionAnswer.petition_id)
    )
    return {petition_id: served for petition_id, served in rows if served is not None}

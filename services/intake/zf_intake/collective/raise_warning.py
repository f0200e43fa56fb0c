"""Warn of a likely collective visit: on record here with its clock, told to whoever has to know (S-013)."""

from sqlalchemy.dialects.postgresql import insert

from zf_contracts.petition_statements import CollectiveWarning as Told
from zf_intake.collective.clock import start_clock
from zf_intake.collective.rules import Group, cause_of, place_of, told_of
from zf_intake.collective.tables import CollectiveMember, CollectiveWarning
from zf_intake.desk import Desk
from zf_intake.joint.issue import issue
from zf_law.moments import Moment, last_instant, written
from zf_platform.transaction import Scope

MESSAGE = "petition.collective_warning.raised"


async def raise_warning(scope: Scope, group: Group, *, desk: Desk) -> str:
    """Number, place and subject leave the agency; no petition, no person, and never which unit is accused."""
    law = desk.law.collective_warnings
    warning_id = scope.new_id()
    always = {one.code for one in desk.law.agencies.partners(scope.identity.agency) if one.kind in law.told_kinds}
    told = told_of(group, always=always) - {scope.identity.agency}
    due = start_clock(scope, warning_id, first=group.signs[0], desk=desk)
    body = Told(
        notice_id=warning_id,
        collab_no="",
        acted_at=scope.now,
        place=place_of(group)[:200],
        people=group.people,
        registrations=len(group.signs),
        cause=cause_of(group)[:200],
        agencies=tuple(sorted(told)),
    )
    await _keep(scope, group, body, due=due)
    await issue(scope, MESSAGE, body, to=told, petition_id="", desk=desk)
    scope.record(
        "collective.raise_warning",
        object_kind="collective_warning",
        object_id=warning_id,
        basis="S-013",
        after={"rule": group.rule.id, "registrations": body.registrations, "people": body.people},
    )
    return warning_id


async def _keep(scope: Scope, group: Group, body: Told, *, due: Moment) -> None:
    same = ("place", "cause", "people", "registrations")
    await scope.session.execute(
        insert(CollectiveWarning).values(
            **{name: getattr(body, name) for name in same},
            id=body.notice_id,
            agency=scope.identity.agency,
            rule=group.rule.id,
            grouped_by=group.rule.by,
            value=group.value,
            told=list(body.agencies),
            collab_no=group.signs[0].collab_no,
            raised_at=scope.now,
            due=written(due),
            due_at=last_instant(due),
        )
    )
    members = [
        {"petition_id": one.petition_id, "warning_id": body.notice_id, "joined_at": scope.now} for one in group.signs
    ]
    await scope.session.execute(insert(CollectiveMember).values(members))

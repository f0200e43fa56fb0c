"""A leader approves the five fixes; only then may handling of a major or difficult matter start (S-008)."""

from sqlalchemy import select

from zf_contracts.http.petition_acts import ApprovePlan
from zf_intake.desk import Desk
from zf_intake.petitions.tables import Petition
from zf_intake.petitions.take_up import take_up
from zf_intake.petitions.touch_petition import touch_petition
from zf_law.petition_guards import fixes_problems
from zf_platform.errors import Refused
from zf_platform.transaction import Scope

APPROVED = "plan_approved"


async def approve_plan(scope: Scope, petition_id: str, command: ApprovePlan, *, desk: Desk) -> None:
    """All five must be there; the person who will handle it does not approve his own plan."""
    file = await take_up(scope, petition_id, "petition.plan", version=command.version)
    problems = fixes_problems(file.fixes, approver=scope.actor.account_id)
    if problems:
        raise Refused(problems)
    plan = await scope.session.scalar(select(Petition.plan).where(Petition.id == petition_id))
    approved = {
        **(plan or {}),
        "approved_by": scope.actor.account_id,
        "approved_by_name": scope.actor.name,
        "approved_at": scope.now.isoformat(),
    }
    await touch_petition(
        scope,
        file,
        desk=desk,
        act="approve_plan",
        basis="S-008",
        note=command.note,
        changes={"plan": approved},
        flags=file.set_flags | {APPROVED},
    )

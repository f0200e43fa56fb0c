"""Write down the five fixes (五定): leader, person, plan, date, standard. A changed plan has to be approved again (S-008)."""

from zf_contracts.http.petition_acts import SetPlan
from zf_intake.desk import Desk
from zf_intake.petitions.take_up import take_up
from zf_intake.petitions.touch_petition import touch_petition
from zf_platform.transaction import Scope

APPROVED = "plan_approved"


async def set_plan(scope: Scope, petition_id: str, command: SetPlan, *, desk: Desk) -> None:
    """Any of the five may still be empty: what is missing holds up the start of handling, not the writing."""
    file = await take_up(scope, petition_id, "petition.handle", version=command.version)
    plan = {
        "leader_id": command.leader_id,
        "leader_name": command.leader_name,
        "officer_id": command.officer_id,
        "officer_name": command.officer_name,
        "plan": command.plan,
        "due": command.due.isoformat() if command.due else "",
        "standard": command.standard,
    }
    await touch_petition(
        scope,
        file,
        desk=desk,
        act="set_plan",
        basis="S-008",
        note=command.note,
        changes={"plan": plan},
        flags=file.set_flags - {APPROVED},
    )

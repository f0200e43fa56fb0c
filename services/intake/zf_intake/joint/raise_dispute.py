"""An agency with a part does not agree who leads: the committee decides in two working days (handbook 4.1)."""

from zf_contracts.http.joint import RaiseDispute
from zf_intake.desk import Desk
from zf_intake.joint.authority import require_joint
from zf_intake.joint.open_dispute import open_dispute
from zf_intake.joint.queries import facts_of
from zf_intake.joint.rules import dispute_problems
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def raise_dispute(scope: Scope, joint_id: str, command: RaiseDispute, *, desk: Desk) -> None:
    matter = await require_joint(scope, joint_id, "petition.route", seen_version=command.version)
    problems = dispute_problems(await facts_of(scope, matter, now=scope.now), proposed=command.proposed)
    if problems:
        raise Refused(problems)
    await open_dispute(scope, matter, proposed=command.proposed, reason=command.reason, desk=desk)

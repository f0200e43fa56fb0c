"""Take a matter back: before it is convened by whoever may put it forward, after that by whoever leads the discussion."""

from zf_casemgmt.deliberations import rules
from zf_casemgmt.deliberations.load import load_deliberation, require_step, require_version
from zf_casemgmt.deliberations.save import save_deliberation
from zf_casemgmt.office import Office
from zf_contracts.http.deliberations import WithdrawDeliberation
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def withdraw_deliberation(
    scope: Scope, deliberation_id: str, command: WithdrawDeliberation, *, office: Office
) -> None:
    loaded = await load_deliberation(scope, deliberation_id, office=office)
    require_step(scope.actor, "deliberation.propose", loaded, office=office)
    require_version(loaded, command.version)
    problems = rules.withdrawal_problems(loaded.discussion, actor_id=scope.actor.account_id)
    if problems:
        raise Refused(problems)
    changes: dict[str, object] = {"state": rules.WITHDRAWN, "ended_at": scope.now, "conclusion": command.reason}
    await save_deliberation(scope, loaded.row, changes)
    scope.record("deliberation.withdraw", object_kind="deliberation", object_id=deliberation_id, reason=command.reason)

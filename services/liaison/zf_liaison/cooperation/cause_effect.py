"""What an act causes besides telling the other side: each name of the kind's data is one use case of the program."""

from collections.abc import Awaitable, Callable, Mapping

from zf_law.cooperation import CooperationKind
from zf_liaison.cooperation.issue_findings import issue_findings
from zf_liaison.cooperation.issue_tasks import issue_tasks
from zf_liaison.cooperation.tables import CooperationMatter
from zf_liaison.desk import Desk
from zf_platform.transaction import Scope

Effect = Callable[[Scope, CooperationMatter, Desk], Awaitable[None]]
_EFFECTS: Mapping[str, Effect] = {"issue_tasks": issue_tasks, "issue_findings": issue_findings}


async def cause_effect(scope: Scope, matter: CooperationMatter, *, act: str, kind: CooperationKind, desk: Desk) -> None:
    name = kind.effects.get(act)
    if name is not None:
        await _EFFECTS[name](scope, matter, desk)

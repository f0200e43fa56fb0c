"""A judgment takes effect when the last appeal day has passed and nobody appealed (CPL 259)."""

from zf_casemgmt.cases.advance import advance
from zf_casemgmt.cases.load import load_case
from zf_casemgmt.cases.queries import cases_in_state
from zf_casemgmt.cases.rules import Move
from zf_casemgmt.office import Office
from zf_law.stages import Transition
from zf_platform.errors import Refused
from zf_platform.transaction import Scope

ACT = "confirm_effective"


async def become_effective(scope: Scope, *, office: Office) -> int:
    """Returns how many judgments took effect. A window that is still open is no error; it is asked again next time."""
    act = office.law.stages.transition(ACT)
    if office.kind not in act.agency_kinds:
        return 0
    done = 0
    for case_id in await cases_in_state(scope.session, act.from_[0]):
        done += await _try(scope, case_id, act, office=office)
    return done


async def _try(scope: Scope, case_id: str, act: Transition, *, office: Office) -> bool:
    file = await load_case(scope, case_id)
    if file.state not in act.from_:
        return False
    move = Move(act=act.act, acted_at=scope.now, agency_kind=office.kind)
    try:
        await advance(scope, move, file=file, office=office)
    except Refused:
        # Refusals come before the first write, so nothing of this case has changed.
        return False
    return True

"""A resolution is carried out by the act it named: from then on it binds no further act, and what was secret is told."""

from collections.abc import Sequence

from sqlalchemy import update

from zf_casemgmt.cases.file_rules import CaseFile
from zf_casemgmt.deliberations.binding_rules import Binding
from zf_casemgmt.deliberations.rules import CARRIED_OUT
from zf_casemgmt.deliberations.tables import Resolution
from zf_casemgmt.deliberations.tell import Decided, tell_concerned
from zf_casemgmt.office import Office
from zf_law import deliberations
from zf_platform.transaction import Scope


async def carry_out(scope: Scope, bindings: Sequence[Binding], *, act_id: str, file: CaseFile, office: Office) -> None:
    """`act_id` is the entry of the timeline that carried them out; `file` the case before it. No statement when there is
    nothing to do.
    """
    if not bindings:
        return
    ended = {"state": CARRIED_OUT, "ended_at": scope.now, "ended_by": act_id}
    await _update(scope, [one.id for one in bindings], ended)
    committee = office.law.deliberations.committee_of(office.kind)
    if committee is None or committee.tells_when != deliberations.CARRIED_OUT:
        return
    for one in bindings:
        decided = Decided(one.number, one.act, one.suspect_id, one.outcome)
        told = tell_concerned(scope, decided, file=file, committee=committee, office=office)
        await _update(scope, [one.id], {"told": list(told)})


async def _update(scope: Scope, ids: Sequence[str], values: dict[str, object]) -> None:
    statement = update(Resolution).where(Resolution.id.in_(ids)).values(**values)
    await scope.session.execute(statement.execution_options(synchronize_session=False))

"""What a person is told after an act: the new state, the clocks that began or ended, and who was told."""

from zf_casemgmt.cases.perform_act import Performed
from zf_casemgmt.cases.queries import record_of
from zf_casemgmt.timelimits.queries import Labels, clocks_of, view
from zf_contracts.http.casemgmt import ActResult
from zf_platform.transaction import Scope


async def act_result(scope: Scope, performed: Performed) -> ActResult:
    moved = performed.moved
    fresh = {counted.clock.id for counted in (*moved.clocks.started, *moved.clocks.recounted)}
    rows = [row for row in await clocks_of(scope.session, moved.file.id) if row.id in fresh] if fresh else []
    labels = Labels(moved.file.case_no, {suspect.id: suspect.name for suspect in moved.file.suspects})
    record = await record_of(scope.session, moved.file.id)
    return ActResult(
        case_id=moved.file.id,
        version=record.version if record is not None else performed.version,
        state=record.state if record is not None else moved.file.state,
        transition=moved.transition.id,
        clocks_started=tuple(view(row, labels=labels, now=scope.now) for row in rows),
        clocks_ended=tuple(ended.clock.id for ended in moved.clocks.ended),
        told=moved.told,
    )

"""Cases as hits of a search: only those this person may see now, with the texts that explain the hit."""

from collections.abc import Mapping, Sequence

from zf_casemgmt.cases.queries import within_reach
from zf_casemgmt.cases.tables import CaseRecord
from zf_casemgmt.office import Office
from zf_casemgmt.tables import fresh
from zf_platform.search.hits import Hit
from zf_platform.transaction import Scope


async def case_hits(scope: Scope, ids: Sequence[str], *, office: Office) -> Mapping[str, Hit]:
    if not ids:
        return {}
    rows = await scope.session.scalars(
        fresh(CaseRecord).where(CaseRecord.id.in_(ids), within_reach(scope.actor, "case.read"))
    )
    return {one.id: _hit(one, office=office) for one in rows}


def _hit(one: CaseRecord, *, office: Office) -> Hit:
    state = office.law.stages.state(one.state)
    return Hit(
        kind="case",
        id=one.id,
        number=one.case_no,
        title=one.title,
        unit=one.unit,
        state=one.state,
        state_zh=state.zh,
        state_en=state.en,
        at=one.opened_at,
        parts={"title": one.title, "charge": one.charge, "facts": one.facts},
        numbers=(one.case_no, one.collab_no),
    )

"""Responsibility letters (责任状) on one page: version, signers, progress and score of each agency (S-075)."""

from sqlalchemy import select

from zf_contracts.http.cooperation import PledgeLine
from zf_law.loader import Law
from zf_liaison.clocks.queries import next_due
from zf_liaison.cooperation.authority import within_sight
from zf_liaison.cooperation.fact_rules import read_facts
from zf_liaison.cooperation.queries import row_values
from zf_liaison.cooperation.tables import CooperationMatter
from zf_platform.transaction import Scope

KIND = "pledge"
_SHOWN = 200
_SAID = ("period", "issuer_signer", "signer", "as_of", "progress_total", "total")


async def pledge_board(scope: Scope, *, law: Law) -> tuple[PledgeLine, ...]:
    """The newest first. What was withdrawn is not on the board."""
    statement = (
        select(CooperationMatter)
        .where(CooperationMatter.kind == KIND, CooperationMatter.state != "withdrawn", within_sight(scope.actor))
        .order_by(CooperationMatter.id.desc())
        .limit(_SHOWN)
    )
    matters = (await scope.session.scalars(statement)).all()
    due = await next_due(scope, [one.id for one in matters])
    found: list[PledgeLine] = []
    for matter in matters:
        facts = read_facts(matter.facts)
        said = {name: facts[name].text for name in _SAID if name in facts}
        values = {**row_values(scope, matter, due.get(matter.id), law=law), **said}
        values["letter_version"] = facts["version"].text
        found.append(PledgeLine.model_validate(values))
    return tuple(found)

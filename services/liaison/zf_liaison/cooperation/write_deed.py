"""Write down an act with its effects: the same for acts done here and acts that the other side told."""

from dataclasses import replace

from sqlalchemy import insert

from zf_law.cooperation import merged
from zf_law.cooperation_facts import Facts
from zf_law.loader import Law
from zf_law.side_acts import Standing, move, sides_of
from zf_liaison.clocks.keep_clocks import Matter, keep_clocks
from zf_liaison.cooperation.fact_rules import read_facts, stored_facts
from zf_liaison.cooperation.rules import clock_orders
from zf_liaison.cooperation.tables import CooperationMatter, CooperationStep
from zf_liaison.steps.deed import Deed, step_values
from zf_platform.transaction import Scope


async def write_deed(scope: Scope, matter: CooperationMatter, deed: Deed, *, facts: Facts, law: Law) -> None:
    """State, mark, facts, clocks and the step, in this order. What ended late is late on both sides."""
    kind = law.cooperation.kinds[matter.kind]
    moved = move(kind.table, deed.act, Standing(matter.state, matter.mark))
    matter.state, matter.mark = moved.standing.state, moved.standing.mark
    known = merged(kind, deed.act.id, known=read_facts(matter.facts), given=facts)
    matter.facts = stored_facts(known)
    if kind.discretion is not None and matter.addressee == scope.identity.agency:
        matter.concerned = list(kind.discretion.concerned(known))
    matter.version += 1
    matter.unit = deed.unit or matter.unit
    late = await _count(scope, matter, deed, crossed=moved.crossed, law=law)
    matter.late = matter.late or late
    await scope.session.flush()
    step = step_values(
        deed, no=matter.version, state=matter.state, late=late, crossed=moved.crossed, noted_at=scope.now
    )
    account = "" if deed.arrived else scope.actor.account_id
    stated = {"facts": stored_facts(facts), "account": account}
    await scope.session.execute(insert(CooperationStep).values(matter_id=matter.id, **stated, **step))


async def _count(scope: Scope, matter: CooperationMatter, deed: Deed, *, crossed: bool, law: Law) -> bool:
    """An agency that only has a copy counts nothing: it would never hear how a period ended."""
    await scope.session.flush()
    sides = sides_of(here=scope.identity.agency, issuer=matter.issuer, other=matter.addressee)
    if not sides:
        return False
    kind = law.cooperation.kinds[matter.kind]
    orders = clock_orders(
        deed.act,
        kind,
        at=deed.at,
        facts=read_facts(matter.facts),
        until=deed.until,
        ended=kind.table.ended(matter.state),
    )
    counted = Matter(
        kind="cooperation",
        id=matter.id,
        no=matter.matter_no,
        collab_no=matter.collab_no or matter.id,
        unit=matter.unit,
        sides=sides,
    )
    return await keep_clocks(scope, replace(orders, crossed=crossed), matter=counted, law=law)

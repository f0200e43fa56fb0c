"""Write down an act with its effects: the same for acts done here and acts that the other side told."""

from dataclasses import replace

from sqlalchemy import insert

from zf_law.loader import Law
from zf_law.side_acts import Standing, move, sides_of
from zf_law.supervision_notices import LATE_REPLY, REPLIES
from zf_liaison.clocks.keep_clocks import Matter, keep_clocks
from zf_liaison.notices.rules import SIGNING, clock_orders
from zf_liaison.notices.tables import NoticeStep, SupervisionNotice
from zf_liaison.steps.deed import Deed, step_values
from zf_platform.transaction import Scope


async def write_deed(scope: Scope, notice: SupervisionNotice, deed: Deed, *, law: Law) -> None:
    """State, mark, clocks and the step, in this order. A late reply is written down as late, never lost.

    What was given as a late reply is late here too, whatever this side counted.
    """
    table, kind = law.notices.table, law.notices.kinds[notice.kind]
    moved = move(table, deed.act, Standing(notice.state, notice.mark))
    notice.state, notice.mark = moved.standing.state, moved.standing.mark
    notice.version += 1
    if deed.act.id in SIGNING:
        notice.signed_at = deed.at
    if deed.act.id == "serve":
        notice.served_at = deed.at
    notice.unit = deed.unit or notice.unit
    await scope.session.flush()
    ended = table.ended(notice.state)
    orders = clock_orders(deed.act, kind, at=deed.at, due=notice.due, until=deed.until, ended=ended)
    late = await keep_clocks(
        scope, replace(orders, crossed=moved.crossed), matter=matter_of(scope, notice, law=law), law=law
    )
    late = late or deed.act.id == LATE_REPLY
    if late and deed.act.id in REPLIES:
        notice.late = True
        await scope.session.flush()
    step = step_values(
        deed, no=notice.version, state=notice.state, late=late, crossed=moved.crossed, noted_at=scope.now
    )
    await scope.session.execute(insert(NoticeStep).values(notice_id=notice.id, **step))


def matter_of(scope: Scope, notice: SupervisionNotice, *, law: Law) -> Matter:
    """Where the case record itself keeps the clock, oversight hears of it from there and not twice."""
    here = scope.identity.agency
    return Matter(
        kind="notice",
        id=notice.id,
        no=notice.notice_no,
        collab_no=notice.collab_no or notice.id,
        unit=notice.unit,
        sides=sides_of(here=here, issuer=notice.issuer, other=notice.addressee),
        told_elsewhere=frozenset({law.notices.kinds[notice.kind].reply})
        if law.notices.kinds[notice.kind].case_acts
        else frozenset(),
    )

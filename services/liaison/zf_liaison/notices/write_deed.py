"""Write down an act with its effects: the same for acts done here and acts that the other side told."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import insert

from zf_law.loader import Law
from zf_law.side_acts import SideAct, Standing, move, sides_of
from zf_liaison.clocks.keep_clocks import Matter, keep_clocks
from zf_liaison.notices.rules import SIGNING, clock_orders
from zf_liaison.notices.tables import NoticeStep, SupervisionNotice
from zf_platform.transaction import Scope


@dataclass(frozen=True, slots=True)
class Deed:
    """An act with what was said in it. `message_id`: the message that tells it or told it."""

    id: str
    act: SideAct
    agency: str
    by_name: str
    at: datetime
    text: str = ""
    until: date | None = None
    unit: str = ""
    message_id: str = ""
    arrived: bool = False


async def write_deed(scope: Scope, notice: SupervisionNotice, deed: Deed, *, law: Law) -> None:
    """State, mark, clocks and the step, in this order. A late reply is written down as late, never lost."""
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
    late = await keep_clocks(scope, orders, matter=matter_of(scope, notice, law=law), law=law)
    if late and deed.act.id == "reply":
        notice.late = True
        await scope.session.flush()
    await scope.session.execute(
        insert(NoticeStep).values(
            id=deed.id,
            notice_id=notice.id,
            no=notice.version,
            act=deed.act.id,
            side=deed.act.side,
            agency=deed.agency,
            by_name=deed.by_name,
            state=notice.state,
            text=deed.text,
            until=deed.until,
            late=late,
            crossed=moved.crossed,
            at=deed.at,
            noted_at=scope.now,
            message_id=deed.message_id,
            unopened=deed.arrived,
        )
    )


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

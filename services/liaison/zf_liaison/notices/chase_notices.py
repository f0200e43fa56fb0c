"""Job of the issuer: what is not signed for or not answered in time is urged; what stays silent after that goes up."""

from dataclasses import replace

from zf_law.side_acts import Standing, act_problems
from zf_law.supervision_notices import AFTER_URGING, NAMED_DAY
from zf_liaison.clocks.ripe_queries import Overdue, overdue_pages
from zf_liaison.desk import Desk
from zf_liaison.directory.officer_queries import officer_in_charge
from zf_liaison.notices.load_queries import issued_here_in, load_notice
from zf_liaison.notices.tables import SupervisionNotice
from zf_liaison.notices.tell_other_side import tell_other_side
from zf_liaison.notices.write_deed import write_deed
from zf_liaison.steps.deed import Deed
from zf_platform.transaction import Scope

BY_CLOCK = "系统（期限届满）"


async def chase_notices(scope: Scope, *, desk: Desk) -> None:
    """Each step is taken once: it leaves the state from which it begins."""
    kinds = desk.law.notices.kinds.values()
    waiting = sorted({"N01", NAMED_DAY} | {kind.reply for kind in kinds})
    for act, rules in (("escalate", [AFTER_URGING]), ("urge", waiting)):
        states = desk.law.notices.table.acts[act].from_
        async for page in overdue_pages(scope, kind="notice", rules=rules):
            waiting_here = await issued_here_in(scope, [one.matter_id for one in page], states=states)
            for overdue in (one for one in page if one.matter_id in waiting_here):
                notice = await load_notice(scope, overdue.matter_id)
                assert notice is not None
                await _take(scope, act, notice=notice, overdue=overdue, desk=desk)


async def _take(scope: Scope, name: str, *, notice: SupervisionNotice, overdue: Overdue, desk: Desk) -> None:
    act, table = desk.law.notices.table.acts[name], desk.law.notices.table
    if act_problems(table, act, standing=Standing(notice.state, notice.mark), sides={act.side}):
        return
    rule = desk.law.deadlines.rule(overdue.rule, on=scope.now)
    deed = Deed(
        id=scope.new_id(),
        act=act,
        agency=scope.identity.agency,
        by_name=BY_CLOCK,
        at=scope.now,
        text=f"{rule.title_zh}：{overdue.due} 届满，未收到。",
        officer=await officer_in_charge(scope, notice.addressee) if name == "urge" else "",
    )
    message_id = await tell_other_side(scope, notice, deed, files=(), partners=desk.partners, law=desk.law)
    await write_deed(scope, notice, replace(deed, message_id=message_id), law=desk.law)
    scope.record(f"notice.{name}", object_kind="notice", object_id=notice.id, basis=rule.basis, reason=deed.text)

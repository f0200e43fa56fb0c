"""The other side acted on a notice: write it down here too, whatever was done here meanwhile."""

from zf_contracts.interagency.supervision import NoticeActPayload
from zf_law.problems import Problem
from zf_law.side_acts import told_by_problems
from zf_law.supervision_notices import REPLY
from zf_liaison.clocks.queries import periods_of
from zf_liaison.desk import Desk
from zf_liaison.exchange.incoming import require_entitled
from zf_liaison.notices.load_queries import knows_step, load_notice
from zf_liaison.notices.rules import reply_problems
from zf_liaison.notices.write_deed import write_deed
from zf_liaison.steps.told import confirm_told, told_deed
from zf_platform.errors import RejectMessage
from zf_platform.transaction import Scope


async def receive_act(scope: Scope, payload: NoticeActPayload, *, desk: Desk) -> None:
    """Refused with reasons: a notice unknown here, an act of the wrong side, one this message does not tell, a reply that
    was given after its day without saying so. When it was given counts, not when it arrived.
    """
    incoming = require_entitled(scope, payload, partners=desk.partners)
    desk.puller.require_intact(incoming.id)
    body, sender, law = payload.body, incoming.source.agency, desk.law.notices
    notice = await load_notice(scope, body.matter_id)
    act = law.table.acts.get(body.act)
    if notice is None or act is None or law.kinds[notice.kind].message_of(act) != payload.TYPE:
        raise RejectMessage((Problem("supervision.matter_unknown"),))
    problems = told_by_problems(act, sender=sender, issuer=notice.issuer, other=notice.addressee)
    if await knows_step(scope, body.act_id):
        problems.append(Problem("supervision.known_already"))
    if act.id == REPLY:
        periods = await periods_of(scope, notice.id)
        problems += reply_problems(act, law.kinds[notice.kind], periods, at=incoming.acted_at)
    if problems:
        raise RejectMessage(problems)
    deed = told_deed(body, act, incoming=incoming)
    await write_deed(scope, notice, deed, law=desk.law)
    await confirm_told(scope, payload, body, peer=sender, object_kind="notice")

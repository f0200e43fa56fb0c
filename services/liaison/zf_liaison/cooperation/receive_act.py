"""The other side acted on a matter: write it down here too, whatever was done here meanwhile."""

from zf_contracts.interagency.cooperation import CooperationActPayload
from zf_law.cooperation import told_problems
from zf_law.problems import Problem
from zf_law.side_acts import told_by_problems
from zf_liaison.cooperation.fact_rules import given_facts, read_facts
from zf_liaison.cooperation.load_queries import knows_step, load_matter
from zf_liaison.cooperation.write_deed import write_deed
from zf_liaison.desk import Desk
from zf_liaison.exchange.incoming import require_entitled
from zf_liaison.steps.told import confirm_told, told_deed
from zf_platform.errors import RejectMessage
from zf_platform.transaction import Scope


async def receive_act(scope: Scope, payload: CooperationActPayload, *, desk: Desk) -> None:
    """Refused with reasons: a matter unknown here, an act of the wrong side, facts that are wrong, a second telling."""
    incoming = require_entitled(scope, payload, partners=desk.partners)
    desk.puller.require_intact(incoming.id)
    body, sender = payload.body, incoming.source.agency
    matter = await load_matter(scope, body.matter_id)
    kind = desk.law.cooperation.kinds[matter.kind] if matter else None
    act = kind.table.acts.get(body.act) if kind else None
    if matter is None or kind is None or act is None or act.message != payload.TYPE:
        raise RejectMessage((Problem("supervision.matter_unknown"),))
    facts = given_facts(body.facts)
    problems = told_by_problems(act, sender=sender, issuer=matter.issuer, other=matter.addressee)
    known = read_facts(matter.facts)
    problems += told_problems(kind, act.id, known=known, told=facts)
    if await knows_step(scope, body.act_id):
        problems.append(Problem("supervision.known_already"))
    if problems:
        raise RejectMessage(problems)
    deed = told_deed(body, act, incoming=incoming)
    await write_deed(scope, matter, deed, facts=facts, law=desk.law)
    await confirm_told(scope, payload, body, peer=sender, object_kind="cooperation")

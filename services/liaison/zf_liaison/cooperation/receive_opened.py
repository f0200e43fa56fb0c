"""Another agency opened a matter with this one, or sent it a copy: keep it, start its clocks, give *delivered*."""

from sqlalchemy import insert

from zf_contracts.interagency.cooperation import CooperationOpenedPayload
from zf_law.cooperation import CooperationKind, party_problems, told_problems
from zf_law.cooperation_facts import Facts
from zf_law.loader import Law
from zf_law.problems import Problem
from zf_liaison.cooperation.fact_rules import given_facts
from zf_liaison.cooperation.load_queries import load_matter, units_of
from zf_liaison.cooperation.tables import CooperationMatter
from zf_liaison.cooperation.write_deed import write_deed
from zf_liaison.desk import Desk
from zf_liaison.exchange.incoming import arrived, require_entitled, send_receipt
from zf_liaison.exchange.ledger import note_received
from zf_liaison.files.keep_told import keep_told
from zf_liaison.steps.deed import Deed
from zf_platform.errors import RejectMessage
from zf_platform.transaction import Scope


async def receive_opened(scope: Scope, payload: CooperationOpenedPayload, *, desk: Desk) -> None:
    """Refused with reasons: a sender who may not ask for this, a matter of others, facts that are wrong, a second one."""
    incoming = require_entitled(scope, payload, partners=desk.partners)
    desk.puller.require_intact(incoming.id)
    body, sender = payload.body, incoming.source.agency
    kind = desk.law.cooperation.kinds.get(body.kind)
    if kind is None or kind.opening.message != payload.TYPE:
        raise RejectMessage((Problem("cooperation.kind_unknown", {"kind": body.kind}),))
    problems = _problems(scope, payload, kind=kind, desk=desk)
    if await load_matter(scope, body.matter_id) is not None:
        problems.append(Problem("supervision.known_already"))
    if problems:
        raise RejectMessage(problems)
    matter = await _keep(scope, payload, kind=kind, law=desk.law)
    deed = Deed(
        id=body.act_id,
        act=kind.opening,
        agency=sender,
        by_name=body.by_name,
        at=incoming.acted_at,
        message_id=incoming.id,
        arrived=True,
    )
    await write_deed(scope, matter, deed, facts=given_facts(body.facts), law=desk.law)
    await keep_told(scope, body.files, matter_id=matter.id, act_id=body.act_id, peer=sender)
    note_received(scope, payload, collab_no=matter.id)
    send_receipt(scope, step="delivered")
    scope.record("exchange.receive", object_kind="cooperation", object_id=matter.id)


def _problems(scope: Scope, payload: CooperationOpenedPayload, *, kind: CooperationKind, desk: Desk) -> list[Problem]:
    """The kind decides who may send it to whom, whatever the sender's own node allowed."""
    body, here, sender = payload.body, scope.identity.agency, arrived(scope).source.agency
    problems: list[Problem] = []
    if body.issuer != sender or here not in (body.addressee, *body.copies):
        problems.append(Problem("supervision.not_from_that_side", {"peer": sender}))
    addressee = desk.law.agencies.find(body.addressee)
    addressee_kind = addressee.kind.value if addressee else ""
    problems += party_problems(kind, issuer=desk.partners.kind(sender), addressee=addressee_kind, own=False)
    return problems + told_problems(kind, kind.opening.id, known={}, told=given_facts(body.facts))


async def _keep(
    scope: Scope, payload: CooperationOpenedPayload, *, kind: CooperationKind, law: Law
) -> CooperationMatter:
    body, unit = payload.body, ""
    if body.addressee == scope.identity.agency:
        unit = _first_unit(scope, kind, facts=given_facts(body.facts), law=law)
    told = body.model_dump(exclude={"act_id", "matter_id", "by_name", "facts", "files", "acted_at", "copies"})
    await scope.session.execute(
        insert(CooperationMatter).values(
            **told,
            id=body.matter_id,
            copies=list(body.copies),
            unit=unit,
            state=kind.opening.to,
            opened_by=body.by_name,
            opened_at=body.acted_at,
            message_id=arrived(scope).id,
            version=0,
        )
    )
    matter = await load_matter(scope, body.matter_id)
    assert matter is not None
    return matter


def _first_unit(scope: Scope, kind: CooperationKind, *, facts: Facts, law: Law) -> str:
    """The unit whose business this is by its kind; without one the matter waits for whoever sees the whole agency."""
    units = units_of(scope.identity.agency, law=law)
    if kind.discretion is not None:
        return kind.discretion.unit_for(facts, units)
    return next((code for code, its_kind in units if kind.desk and its_kind == kind.desk), "")

"""Another agency served a document on this one: keep it, start its clock, give *delivered*."""

from sqlalchemy import insert

from zf_contracts.interagency.supervision import NoticeServedPayload
from zf_law.problems import Problem
from zf_law.supervision_notices import party_problems
from zf_liaison.desk import Desk
from zf_liaison.exchange.incoming import arrived, require_entitled, send_receipt
from zf_liaison.exchange.ledger import note_received
from zf_liaison.files.keep_told import keep_told
from zf_liaison.notices.load_queries import load_notice
from zf_liaison.notices.tables import SupervisionNotice
from zf_liaison.notices.tell_casemgmt import tell_casemgmt
from zf_liaison.notices.write_deed import write_deed
from zf_liaison.steps.deed import Deed
from zf_platform.errors import RejectMessage
from zf_platform.transaction import Scope


async def receive_served(scope: Scope, payload: NoticeServedPayload, *, desk: Desk) -> None:
    """Refused with reasons: a sender who may not issue such a document, another addressee, a second one."""
    incoming = require_entitled(scope, payload, partners=desk.partners)
    desk.puller.require_intact(incoming.id)
    body, sender = payload.body, incoming.source.agency
    problems = _problems(scope, payload, desk=desk)
    if await load_notice(scope, body.matter_id) is not None:
        problems.append(Problem("supervision.known_already"))
    if problems:
        raise RejectMessage(problems)
    notice = await _keep(scope, payload)
    deed = Deed(
        id=body.act_id,
        act=desk.law.notices.table.acts["serve"],
        agency=sender,
        by_name=body.approved_by,
        at=incoming.acted_at,
        message_id=incoming.id,
        arrived=True,
    )
    await write_deed(scope, notice, deed, law=desk.law)
    await keep_told(scope, body.files, matter_id=notice.id, act_id=body.act_id, peer=sender)
    await tell_casemgmt(scope, notice, deed, law=desk.law)
    note_received(scope, payload, collab_no=notice.id)
    send_receipt(scope, step="delivered")
    scope.record("exchange.receive", object_kind="notice", object_id=notice.id)


def _problems(scope: Scope, payload: NoticeServedPayload, *, desk: Desk) -> list[Problem]:
    """The kind decides who may send it to whom, whatever the sender's own node allowed."""
    body, here = payload.body, scope.identity.agency
    sender = arrived(scope).source.agency
    kind = desk.law.notices.kinds.get(body.kind)
    if kind is None or kind.message_of(desk.law.notices.table.acts["serve"]) != payload.TYPE:
        return [Problem("notice.kind_unknown", {"kind": body.kind})]
    problems: list[Problem] = []
    if (body.issuer, body.addressee) != (sender, here):
        problems.append(Problem("supervision.not_from_that_side", {"peer": sender}))
    own_kind = desk.law.agencies.by_code(here).kind.value
    return problems + party_problems(kind, issuer=desk.partners.kind(sender), addressee=own_kind, own=False)


async def _keep(scope: Scope, payload: NoticeServedPayload) -> SupervisionNotice:
    incoming, body = arrived(scope), payload.body
    await scope.session.execute(
        insert(SupervisionNotice).values(
            id=body.matter_id,
            notice_no=body.notice_no,
            kind=body.kind,
            issuer=body.issuer,
            addressee=body.addressee,
            collab_no=body.collab_no,
            clue=body.clue,
            source_ref=body.source_ref,
            title=body.title,
            facts=body.facts,
            demand=body.demand,
            basis=body.basis,
            due=body.due,
            state="approved",
            drafter_name=body.by_name,
            approver_name=body.approved_by,
            created_at=body.acted_at,
            message_id=incoming.id,
            version=0,
        )
    )
    notice = await load_notice(scope, body.matter_id)
    assert notice is not None
    return notice

"""The convener tells what changed: our copy takes every part that is newer than what it has."""

from sqlalchemy import update

from zf_contracts import meeting_values as v
from zf_contracts.interagency.meetings import MeetingPayload
from zf_liaison.desk import Desk
from zf_liaison.exchange.incoming import require_entitled, send_receipt
from zf_liaison.exchange.ledger import note_received
from zf_liaison.meetings.keep_duties import keep_duties
from zf_liaison.meetings.keep_record import keep_record
from zf_liaison.meetings.record_queries import find_meeting
from zf_liaison.meetings.tables import TopicProposalRow
from zf_liaison.meetings.wire_rules import record_after, update_problems
from zf_platform.errors import RejectMessage
from zf_platform.transaction import Incoming, Scope


async def receive_meeting_update(scope: Scope, payload: MeetingPayload, *, desk: Desk) -> None:
    """Refused with reasons: another convener for a known meeting, materials with other content than distributed."""
    incoming = require_entitled(scope, payload, partners=desk.partners)
    desk.puller.require_intact(incoming.id)
    body = payload.body
    if isinstance(body, v.TopicDecision):
        await _keep_decision(scope, body, convener=incoming.source.agency)
    else:
        await _keep_update(scope, body, incoming, desk=desk)
    note_received(scope, payload, collab_no=body.subject, notice_id=body.notice_id)
    send_receipt(scope, step="delivered")
    scope.record("exchange.receive", object_kind="meeting", object_id=body.subject)


async def _keep_update(scope: Scope, body: v.MeetingTold, incoming: Incoming, *, desk: Desk) -> None:
    assert isinstance(body, v.MeetingUpdate)
    known = await find_meeting(scope, body.meeting_id, lock=True)
    problems = update_problems(known, body, sender=incoming.source.agency)
    if problems:
        raise RejectMessage(problems)
    await keep_record(scope, body.meeting_id, head=body.head, parts=body.parts)
    after = record_after(known, body)
    if after is not None:
        await keep_duties(scope, known, after, law=desk.law)


async def _keep_decision(scope: Scope, body: v.TopicDecision, *, convener: str) -> None:
    """Only the convener it was proposed to decides on a topic of ours."""
    await scope.session.execute(
        update(TopicProposalRow)
        .where(TopicProposalRow.id == body.topic_id, TopicProposalRow.convener == convener)
        .values(
            state="taken" if body.taken else "declined",
            meeting_id=body.meeting_id,
            reason=body.reason,
            decided_at=body.acted_at,
        )
    )

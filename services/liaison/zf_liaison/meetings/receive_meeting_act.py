"""A member acted in a meeting of ours: check as if it were our own person, enter it, give *delivered*."""

from functools import partial

from zf_contracts import meeting_values as v
from zf_contracts.interagency.meetings import MeetingPayload
from zf_law.problems import Problem
from zf_liaison.desk import Desk
from zf_liaison.exchange.incoming import require_entitled, send_receipt
from zf_liaison.exchange.ledger import note_received
from zf_liaison.meetings.act_rules import act_problems
from zf_liaison.meetings.apply_act import apply_act
from zf_liaison.meetings.keep_proposal import keep_proposal
from zf_liaison.meetings.record_interference import Said, record_interference
from zf_liaison.meetings.record_queries import find_meeting
from zf_liaison.meetings.record_rules import Meeting
from zf_liaison.meetings.submit_act import what_was_said
from zf_platform.errors import RejectMessage
from zf_platform.transaction import Scope


async def receive_meeting_act(scope: Scope, payload: MeetingPayload, *, desk: Desk) -> None:
    """Refused with reasons: no member, too late, without a seat, an instruction on a case. Nothing is changed then."""
    incoming = require_entitled(scope, payload, partners=desk.partners)
    desk.puller.require_intact(incoming.id)
    act, sender = payload.body, incoming.source.agency
    assert isinstance(act, v.MemberAct)
    if isinstance(act, v.TopicProposal) and not act.meeting_id:
        _refuse(_pool_said(act, agency=sender), desk=desk)
        await keep_proposal(scope, act, convener=scope.identity.agency, proposer=sender)
    else:
        meeting = await _own_meeting(scope, act)
        problems = act_problems(meeting, act, agency=sender)
        if problems:
            raise RejectMessage(problems)
        _refuse(what_was_said(meeting, act, agency=sender), desk=desk)
        await apply_act(scope, meeting, act, agency=sender, desk=desk)
    note_received(scope, payload, collab_no=act.subject, notice_id=act.notice_id)
    send_receipt(scope, step="delivered")
    scope.record("exchange.receive", object_kind="meeting_act", object_id=act.notice_id)


async def _own_meeting(scope: Scope, act: v.MemberAct) -> Meeting:
    meeting = await find_meeting(scope, act.meeting_id, lock=True)
    if meeting is None or meeting.head.convener != scope.identity.agency:
        raise RejectMessage((Problem("meeting.unknown"),))
    return meeting


def _refuse(said: Said, *, desk: Desk) -> None:
    found = said.instruction(desk)
    if found is not None:
        raise RejectMessage((found.problem,), record=partial(record_interference, said=said, sentence=found.sentence))


def _pool_said(act: v.TopicProposal, *, agency: str) -> Said:
    text = f"{act.title}\n{act.question}"
    return Said("", act.notice_id, act.case_no, agency, act.who, act.kind, text)

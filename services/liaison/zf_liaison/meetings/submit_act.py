"""Somebody of this agency acts in a meeting: entered at once by the convener, sent to it by a member.

Both sides ask the same rules: the member before it sends, the convener before it believes.
"""

from sqlalchemy import insert

from zf_contracts import meeting_values as v
from zf_law.problems import Problem
from zf_liaison.desk import Desk
from zf_liaison.exchange.ledger import send
from zf_liaison.exchange.outgoing import require_partner
from zf_liaison.meetings.act_rules import act_problems, case_of, is_on_older_text, words_of
from zf_liaison.meetings.apply_act import apply_act
from zf_liaison.meetings.record_interference import Said, refuse_instruction
from zf_liaison.meetings.record_rules import Meeting
from zf_liaison.meetings.tables import SentAct
from zf_liaison.meetings.wire_rules import MEMBER_MESSAGES
from zf_platform.errors import Conflict, Refused
from zf_platform.transaction import Scope


async def submit_act(scope: Scope, meeting: Meeting, act: v.MemberAct, *, desk: Desk) -> None:
    """Raises Refused with the reasons, Conflict for a text written on an older revision of the minutes."""
    here = scope.identity.agency
    problems = act_problems(meeting, act, agency=here)
    if problems:
        raise Refused(problems)
    _refuse_older_text(meeting, act)
    refuse_instruction(what_was_said(meeting, act, agency=here), desk=desk)
    if meeting.head.convener == here:
        await apply_act(scope, meeting, act, agency=here, desk=desk)
    else:
        await _send(scope, act, convener=meeting.head.convener, desk=desk)
    scope.record(f"meeting.{act.kind}", object_kind="meeting", object_id=meeting.id, after=act.model_dump(mode="json"))


def what_was_said(meeting: Meeting, act: v.MemberAct, *, agency: str) -> Said:
    return Said(
        meeting_id=meeting.id,
        topic_id=getattr(act, "topic_id", ""),
        case_no=case_of(meeting, act),
        agency=agency,
        who=act.who,
        act=act.kind,
        text=words_of(act),
    )


async def _send(scope: Scope, act: v.MemberAct, *, convener: str, desk: Desk) -> None:
    require_partner(desk.partners, convener)
    await scope.session.execute(
        insert(SentAct).values(
            notice_id=act.notice_id,
            meeting_id=act.meeting_id,
            kind=act.kind,
            account_id=scope.actor.account_id,
            body=act.model_dump(mode="json"),
            acted_at=act.acted_at,
        )
    )
    send(
        scope,
        MEMBER_MESSAGES[type(act)].model_validate({"body": act}),
        peer=convener,
        collab_no=act.subject,
        acted_at=act.acted_at,
        sensitivity="L3",
        notice_id=act.notice_id,
    )


def _refuse_older_text(meeting: Meeting, act: v.MemberAct) -> None:
    """Both texts are told: the one that stands now in the answer, the other is still with the person."""
    if not isinstance(act, v.MinutesEdit) or not is_on_older_text(meeting, act):
        return
    present = meeting.section(act.topic_id)
    values: dict[str, str | int] = {
        "revision": present.version if present else 0,
        "name": present.who.name if present else "",
        "text": present.text if present else "",
        "field": "text",
    }
    raise Conflict((Problem("meeting.section_changed", values),))

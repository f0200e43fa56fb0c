"""The convener takes the next step: collect, convene, open, end, circulate, revise, issue, close."""

from collections.abc import Sequence
from datetime import datetime

from zf_contracts import meeting_values as v
from zf_contracts.http.meetings import MoveMeeting
from zf_contracts.interagency import meetings as m
from zf_contracts.values import OfficerNamed
from zf_law.problems import Problem
from zf_liaison.desk import Desk
from zf_liaison.directory.officer_queries import officer_in_charge
from zf_liaison.meetings.authority import require_own
from zf_liaison.meetings.carry_over import carried_resolutions
from zf_liaison.meetings.change_record import change_record
from zf_liaison.meetings.issue_minutes import issue_minutes
from zf_liaison.meetings.keep_duties import keep_duties
from zf_liaison.meetings.period_rules import countersign_due
from zf_liaison.meetings.record_rules import Meeting
from zf_liaison.meetings.step_rules import STEPS, may_take_step, state_after
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def move_meeting(scope: Scope, meeting_id: str, command: MoveMeeting, *, desk: Desk) -> None:
    meeting = await require_own(scope, meeting_id, seen_version=command.version)
    step = STEPS[command.step]
    problems = may_take_step(meeting, step, now=scope.now)
    strangers = [one for one in command.distribution if one not in meeting.head.members]
    if strangers:
        problems.append(Problem("meeting.not_a_member", {"field": "distribution", "agency": "、".join(strangers)}))
    if problems:
        raise Refused(problems)
    head = meeting.head.model_copy(update={"state": state_after(meeting, step)})
    if step.name == "issue":
        await issue_minutes(scope, meeting, head, distribution=command.distribution, desk=desk)
    elif step.name in ("collect", "convene"):
        carried = await carried_resolutions(scope, members=head.members)
        officers = await _officers(scope, head.members)
        await _open_up(scope, meeting, head.model_copy(update={"carried": carried, "officers": officers}))
    else:
        after = await change_record(scope, meeting, head=_dated(head, step.name, scope.now, desk=desk))
        await keep_duties(scope, meeting, after, law=desk.law)
    scope.record(f"meeting.{step.name}", object_kind="meeting", object_id=meeting_id)


async def _officers(scope: Scope, members: Sequence[str]) -> tuple[OfficerNamed, ...]:
    """Whom the notice is for at each member, as the directory says today: absence is stood in for (S-068)."""
    found = [(agency, await officer_in_charge(scope, agency)) for agency in members]
    return tuple(OfficerNamed(agency=agency, officer=officer) for agency, officer in found if officer)


async def _open_up(scope: Scope, meeting: Meeting, head: v.MeetingHead) -> None:
    """Members hear of the meeting, or its final notice, with everything that is there."""
    convened = head.state == "convened"
    message = m.JointMeetingConvened if convened else m.JointMeetingRecordUpdated
    await change_record(scope, meeting, head=head, parts=tuple(meeting.parts.values()), message=message)


def _dated(head: v.MeetingHead, step: str, now: datetime, *, desk: Desk) -> v.MeetingHead:
    """A new edition goes round with its last day (K01); a closed meeting knows when."""
    if step == "circulate":
        due = countersign_due(desk.law, now)
        return head.model_copy(update={"edition": head.edition + 1, "circulated_at": now, "countersign_due": due})
    if step == "close":
        return head.model_copy(update={"closed_at": now})
    return head

"""The convener plans a meeting: members, time and place, and the topics it takes from those proposed."""

from datetime import timedelta

from zf_contracts import meeting_values as v
from zf_contracts.http.meetings import PlanMeeting
from zf_liaison.desk import Desk
from zf_liaison.meetings.carry_over import carried_resolutions
from zf_liaison.meetings.change_record import change_record
from zf_liaison.meetings.plan_rules import plan_problems
from zf_liaison.meetings.record_rules import Meeting
from zf_liaison.meetings.take_topic import take_topic
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def plan_meeting(scope: Scope, command: PlanMeeting, *, desk: Desk) -> str:
    """The id of the meeting. Nobody is told before it collects or is convened."""
    here = scope.identity.agency
    problems = plan_problems(command, here=here, partners=desk.partners.all(), now=scope.now)
    if problems:
        raise Refused(problems)
    meeting_id = scope.new_id()
    collect = command.collect_until or command.starts_at - timedelta(days=desk.law.meetings.collect_days_before)
    head = v.MeetingHead.model_validate(
        command.model_dump(exclude={"topics", "collect_until"})
        | {
            "meeting_id": meeting_id,
            "version": 1,
            "convener": here,
            "state": "proposed",
            "collect_until": max(collect, scope.now),
            "carried": await carried_resolutions(scope, members=(here, *command.required, *command.optional)),
        }
    )
    meeting = Meeting(head.model_copy(update={"version": 0}), {})
    meeting = await change_record(scope, meeting, head=head)
    for topic_id in command.topics:
        meeting = await take_topic(scope, meeting, topic_id)
    scope.record(
        "meeting.plan", object_kind="meeting", object_id=meeting_id, after=meeting.head.model_dump(mode="json")
    )
    return meeting_id

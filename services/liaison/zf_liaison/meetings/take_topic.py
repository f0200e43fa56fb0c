"""The convener puts a proposed topic on the agenda; its proposer is told."""

from zf_contracts import meeting_values as v
from zf_liaison.meetings.act_rules import act_problems, parts_after
from zf_liaison.meetings.change_record import change_record
from zf_liaison.meetings.decide_proposal import decide_proposal
from zf_liaison.meetings.proposal_queries import open_proposal
from zf_liaison.meetings.record_rules import Meeting
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def take_topic(scope: Scope, meeting: Meeting, topic_id: str) -> Meeting:
    """The meeting afterwards."""
    row = await open_proposal(scope, topic_id)
    act = v.TopicProposal.model_validate(row.body).model_copy(update={"meeting_id": meeting.id})
    timely = act.model_copy(update={"urgent": True})
    problems = act_problems(meeting, timely, agency=row.proposer)
    if problems:
        raise Refused(problems)
    after = await change_record(scope, meeting, parts=parts_after(meeting, act, agency=row.proposer))
    await decide_proposal(scope, row, taken=True, meeting_id=meeting.id)
    return after

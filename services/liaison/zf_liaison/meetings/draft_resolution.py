"""The convener writes down what was resolved: agency, co-agencies, deliverable, due date, acceptance test."""

from functools import partial

from zf_contracts import meeting_values as v
from zf_contracts.http.meetings import DraftResolution
from zf_law.moments import day_of
from zf_law.problems import Problem
from zf_liaison.desk import Desk
from zf_liaison.meetings.authority import require_own
from zf_liaison.meetings.change_record import change_record
from zf_liaison.meetings.record_interference import Said, record_interference, refuse_instruction
from zf_liaison.meetings.record_rules import Meeting, resolution_part
from zf_liaison.meetings.resolution_rules import Wanted, draft_problems
from zf_liaison.meetings.speaker import speaker
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def draft_resolution(scope: Scope, meeting_id: str, command: DraftResolution, *, desk: Desk) -> None:
    """Refused and recorded when it decides a pending case (handbook 4.2); refused without a quorum."""
    meeting = await require_own(scope, meeting_id)
    _refuse_outcome(scope, meeting, command, desk=desk)
    wanted = Wanted(command.topic_id, command.agency, command.co_agencies, command.due)
    before = meeting.resolution(command.resolution_id) if command.resolution_id else None
    problems = draft_problems(meeting, wanted, today=day_of(scope.now))
    if command.resolution_id and before is None:
        problems.append(Problem("meeting.resolution_unknown", {"field": "resolution_id"}))
    if problems:
        raise Refused(problems)
    resolution = v.Resolution(
        part_id=before.part_id if before else resolution_part(scope.new_id()),
        version=before.version + 1 if before else 1,
        topic_id=command.topic_id,
        no=before.no if before else len(meeting.resolutions) + 1,
        agency=command.agency,
        co_agencies=command.co_agencies,
        deliverable=command.deliverable,
        due=command.due,
        acceptance=command.acceptance,
        state="drafted",
    )
    await change_record(scope, meeting, parts=(resolution,))
    scope.record(
        "meeting.resolve", object_kind="meeting", object_id=meeting_id, after=resolution.model_dump(mode="json")
    )


def _refuse_outcome(scope: Scope, meeting: Meeting, command: DraftResolution, *, desk: Desk) -> None:
    topic = meeting.topic(command.topic_id) if command.topic_id else None
    said = Said(
        meeting_id=meeting.id,
        topic_id=command.topic_id,
        case_no=topic.case_no if topic else "",
        agency=scope.identity.agency,
        who=speaker(scope),
        act="resolution",
        text=f"{command.deliverable}\n{command.acceptance}",
    )
    if command.about == "outcome":
        problem = Problem("meeting.instruction_on_outcome", {"sentence": command.deliverable[:120], "field": "about"})
        raise Refused((problem,), record=partial(record_interference, said=said, sentence=command.deliverable))
    refuse_instruction(said, desk=desk)

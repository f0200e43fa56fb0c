"""Any agency proposes a topic: to a convener for one of its next meetings, or to a meeting that collects."""

from zf_contracts import meeting_values as v
from zf_contracts.http.meetings import ProposeTopic
from zf_law.problems import Problem
from zf_liaison.desk import Desk
from zf_liaison.exchange.ledger import send
from zf_liaison.exchange.outgoing import require_partner
from zf_liaison.meetings.keep_proposal import keep_proposal
from zf_liaison.meetings.material_queries import materials_of
from zf_liaison.meetings.record_interference import Said, refuse_instruction
from zf_liaison.meetings.record_queries import load_meeting
from zf_liaison.meetings.speaker import speaker
from zf_liaison.meetings.submit_act import submit_act
from zf_liaison.meetings.wire_rules import MEMBER_MESSAGES
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def propose_topic(scope: Scope, command: ProposeTopic, *, desk: Desk) -> str:
    """The id of the topic."""
    problems = _problems(command, desk=desk)
    if problems:
        raise Refused(problems)
    act = v.TopicProposal.model_validate(
        command.model_dump(exclude={"convener", "materials"})
        | {
            "notice_id": scope.new_id(),
            "acted_at": scope.now,
            "who": speaker(scope),
            "materials": await materials_of(scope, command.materials),
        }
    )
    if act.meeting_id:
        await submit_act(scope, await load_meeting(scope, act.meeting_id, lock=True), act, desk=desk)
    else:
        await _to_pool(scope, act, convener=command.convener, desk=desk)
    return act.notice_id


async def _to_pool(scope: Scope, act: v.TopicProposal, *, convener: str, desk: Desk) -> None:
    here = scope.identity.agency
    text = f"{act.title}\n{act.question}"
    said = Said("", act.notice_id, act.case_no, here, act.who, act.kind, text)
    refuse_instruction(said, desk=desk)
    await keep_proposal(scope, act, convener=convener, proposer=here)
    if convener != here:
        require_partner(desk.partners, convener)
        send(
            scope,
            MEMBER_MESSAGES[v.TopicProposal].model_validate({"body": act}),
            peer=convener,
            collab_no=act.subject,
            acted_at=act.acted_at,
            sensitivity="L3",
            notice_id=act.notice_id,
        )
    scope.record(
        "meeting.topic", object_kind="meeting_topic", object_id=act.notice_id, after=act.model_dump(mode="json")
    )


def _problems(command: ProposeTopic, *, desk: Desk) -> list[Problem]:
    problems: list[Problem] = []
    here = desk.partners.agency
    if command.type not in desk.law.meetings.topic_types:
        problems.append(Problem("meeting.topic_type_unknown", {"field": "type"}))
    if bool(command.meeting_id) == bool(command.convener):
        problems.append(Problem("meeting.convener_or_meeting", {"field": "convener"}))
    elif command.convener and command.convener not in (here, *desk.partners.all()):
        problems.append(Problem("meeting.agency_unknown", {"field": "convener", "agency": command.convener}))
    if command.named and not command.restricted:
        problems.append(Problem("meeting.named_without_restriction", {"field": "restricted"}))
    return problems

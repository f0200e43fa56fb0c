"""Which statement of another agency leads to what: the routing of petition messages inside intake, on one screen.

A statement that is not in the table informs people: it is kept for them to read.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from zf_contracts import petition_values as v
from zf_contracts.internal.petitions import PetitionNoticeArrived
from zf_contracts.petition_matches import MatchAnswer, MatchQuestion
from zf_contracts.petition_statements import (
    CollectiveWarning,
    CompetenceDecision,
    CompetenceDispute,
    ConversionFound,
    LedgerReport,
    RoutingDecision,
    RoutingObjection,
)
from zf_intake.collective.keep_told import keep_told
from zf_intake.conversions.note_told import note_told
from zf_intake.desk import Desk
from zf_intake.joint.follow_answer import follow_answer
from zf_intake.joint.follow_ending import follow_ending
from zf_intake.joint.follow_objection import follow_objection
from zf_intake.joint.follow_progress import follow_progress
from zf_intake.joint.follow_routing_decision import follow_routing_decision
from zf_intake.joint.join_matter import join_matter
from zf_intake.joint.keep_known import keep_known
from zf_intake.joint.record_decision import record_decision
from zf_intake.joint.record_dispute import record_dispute
from zf_intake.joint.record_joint_reply import record_joint_reply
from zf_intake.joint.record_sub_answer import record_sub_answer
from zf_intake.joint.take_matter import Arrival, take_matter
from zf_intake.repeats.answer_agency import answer_agency
from zf_intake.repeats.note_answer import note_answer
from zf_intake.screening.note_report import note_report
from zf_platform.transaction import Scope

Act = Callable[[Scope, PetitionNoticeArrived, Desk], Awaitable["Acted"]]
B = TypeVar("B", bound=v.PetitionTold)


@dataclass(frozen=True, slots=True)
class Acted:
    """state: applied | waiting | noted. `opened`: what others said of this matter before may fit now."""

    state: str = "applied"
    petition_id: str = ""
    opened: bool = False


async def act_on(scope: Scope, told: PetitionNoticeArrived, *, desk: Desk) -> Acted:
    act = ACTIONS.get(told.message)
    return await act(scope, told, desk) if act is not None else Acted("noted")


async def _taken(scope: Scope, told: PetitionNoticeArrived, desk: Desk) -> Acted:
    file = await take_matter(scope, _arrival(told), _body(told, v.PetitionMatter), desk=desk)
    return Acted(petition_id=file.id, opened=True)


async def _known(scope: Scope, told: PetitionNoticeArrived, desk: Desk) -> Acted:
    await keep_known(scope, agency=told.sender, body=_body(told, v.PetitionMatter))
    return Acted()


async def _split(scope: Scope, told: PetitionNoticeArrived, desk: Desk) -> Acted:
    await join_matter(scope, _arrival(told), _body(told, v.JointSplit), desk=desk)
    return Acted(opened=True)


async def _progress(scope: Scope, told: PetitionNoticeArrived, desk: Desk) -> Acted:
    return Acted(petition_id=await follow_progress(scope, told, _body(told, v.PetitionProgress), desk=desk))


async def _answer(scope: Scope, told: PetitionNoticeArrived, desk: Desk) -> Acted:
    return Acted(petition_id=await follow_answer(scope, told, _body(told, v.PetitionAnswer), desk=desk))


async def _sub_answer(scope: Scope, told: PetitionNoticeArrived, desk: Desk) -> Acted:
    return _fitting(await record_sub_answer(scope, _body(told, v.PetitionAnswer), agency=told.sender))


async def _joint_reply(scope: Scope, told: PetitionNoticeArrived, desk: Desk) -> Acted:
    body = _body(told, v.PetitionJointAnswer)
    return _fitting(await record_joint_reply(scope, body, sender=told.sender, desk=desk))


async def _closing(scope: Scope, told: PetitionNoticeArrived, desk: Desk) -> Acted:
    return Acted(petition_id=await follow_ending(scope, told, _body(told, v.PetitionClosing), desk=desk))


async def _reopening(scope: Scope, told: PetitionNoticeArrived, desk: Desk) -> Acted:
    return Acted(petition_id=await follow_ending(scope, told, _body(told, v.PetitionReopening), desk=desk))


async def _objection(scope: Scope, told: PetitionNoticeArrived, desk: Desk) -> Acted:
    return Acted(petition_id=await follow_objection(scope, told, _body(told, RoutingObjection), desk=desk))


async def _routing_decision(scope: Scope, told: PetitionNoticeArrived, desk: Desk) -> Acted:
    return Acted(petition_id=await follow_routing_decision(scope, _body(told, RoutingDecision), desk=desk))


async def _dispute(scope: Scope, told: PetitionNoticeArrived, desk: Desk) -> Acted:
    await record_dispute(scope, _body(told, CompetenceDispute), raised_by=told.sender, desk=desk)
    return Acted()


async def _decision(scope: Scope, told: PetitionNoticeArrived, desk: Desk) -> Acted:
    return _fitting(await record_decision(scope, _body(told, CompetenceDecision), desk=desk))


async def _asked(scope: Scope, told: PetitionNoticeArrived, desk: Desk) -> Acted:
    await answer_agency(scope, _body(told, MatchQuestion), sender=told.sender, desk=desk)
    return Acted()


async def _found(scope: Scope, told: PetitionNoticeArrived, desk: Desk) -> Acted:
    await note_answer(scope, _body(told, MatchAnswer), sender=told.sender)
    return Acted()


async def _converted(scope: Scope, told: PetitionNoticeArrived, desk: Desk) -> Acted:
    del desk
    await note_told(scope, _body(told, ConversionFound), sender=told.sender)
    return Acted()


async def _reported(scope: Scope, told: PetitionNoticeArrived, desk: Desk) -> Acted:
    del desk
    await note_report(scope, _body(told, LedgerReport), sender=told.sender)
    return Acted()


async def _collective(scope: Scope, told: PetitionNoticeArrived, desk: Desk) -> Acted:
    await keep_told(scope, _body(told, CollectiveWarning), sender=told.sender, desk=desk)
    return Acted()


ACTIONS: Mapping[str, Act] = {
    "petition.registered": _known,
    "petition.transferred": _taken,
    "petition.assigned": _taken,
    "petition.referred": _taken,
    "petition.split": _split,
    "petition.tracking.updated": _progress,
    "petition.replied": _answer,
    "petition.sub_reply.issued": _sub_answer,
    "petition.joint_reply.issued": _joint_reply,
    "petition.closed": _closing,
    "petition.reopened": _reopening,
    "petition.routing.objected": _objection,
    "petition.routing.decided": _routing_decision,
    "petition.competence.disputed": _dispute,
    "petition.competence.decided": _decision,
    "petition.match.asked": _asked,
    "petition.match.found": _found,
    "petition.conversion.detected": _converted,
    "petition.collective_warning.raised": _collective,
    "petition.ledger.reported": _reported,
}


def _body(told: PetitionNoticeArrived, kind: type[B]) -> B:
    """liaison has checked that the body is the one its message requires."""
    if not isinstance(told.body, kind):
        raise TypeError(f"{told.message} with a body of {type(told.body).__name__}")
    return told.body


def _arrival(told: PetitionNoticeArrived) -> Arrival:
    return Arrival(told.sender, told.message, told.body.notice_id, told.received_at)


def _fitting(done: bool) -> Acted:
    return Acted("applied" if done else "waiting", opened=done)

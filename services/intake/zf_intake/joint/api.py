"""Routes of what concerns several agencies: joint matters, disputes, tracking, statements of others."""

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query

from zf_contracts.http.base import Page
from zf_contracts.http.joint import (
    AnswerPartObjection,
    AnswerStatement,
    AskCompetence,
    AskCoordination,
    ComposeReply,
    DecideDispute,
    DisputeRow,
    FinishTask,
    JointRow,
    JointView,
    KnownPetitionRow,
    PeerView,
    RaiseDispute,
    ReassignPart,
    SplitPetition,
    StatementRow,
    TrackTaskRow,
)
from zf_intake.desk import Desk
from zf_intake.joint.answer_part_objection import answer_part_objection
from zf_intake.joint.answer_statement import answer_statement
from zf_intake.joint.ask_competence import ask_competence
from zf_intake.joint.ask_coordination import ask_coordination
from zf_intake.joint.compose_reply import compose_reply
from zf_intake.joint.decide_dispute import decide_dispute
from zf_intake.joint.dispute_queries import list_disputes, show_dispute
from zf_intake.joint.finish_task import finish_task
from zf_intake.joint.list_queries import (
    list_joint,
    list_known,
    list_statements,
    list_tracking,
    show_statement,
    show_tracking,
)
from zf_intake.joint.peer_queries import list_peers
from zf_intake.joint.raise_dispute import raise_dispute
from zf_intake.joint.reassign_part import reassign_part
from zf_intake.joint.split_matter import split_matter
from zf_intake.joint.view_queries import joint_view_after, show_joint, show_joint_of_petition
from zf_platform.http.access import access
from zf_platform.http.current import ScopeDep
from zf_platform.http.route import service_router

Cursor = Annotated[str, Query(max_length=200)]
Code = Annotated[str, Query(max_length=32)]
PartNo = Annotated[int, Path(ge=1, le=50)]
DisputeState = Literal["", "open", "decided"]


def joint_router(*, desk: Desk) -> APIRouter:
    router = service_router(prefix="/joint", tag="joint matters")
    _add_lists(router, desk)
    _add_disputes(router, desk)
    _add_matter(router, desk)
    return router


def shared_petition_router(*, desk: Desk) -> APIRouter:
    """Acts and views of one petition that concern other agencies."""
    router = service_router(prefix="/petitions", tag="joint matters")

    @router.post("/{petition_id}/split", status_code=201, **access("petition.split"))
    async def split(scope: ScopeDep, petition_id: str, command: SplitPetition) -> JointView:
        return await joint_view_after(scope, await split_matter(scope, petition_id, command, desk=desk), desk=desk)

    @router.get("/{petition_id}/joint", **access("petition.read"))
    async def joint_of(scope: ScopeDep, petition_id: str) -> JointView:
        return await show_joint_of_petition(scope, petition_id, desk=desk)

    @router.get("/{petition_id}/peers", **access("petition.read"))
    async def peers(scope: ScopeDep, petition_id: str) -> tuple[PeerView, ...]:
        return await list_peers(scope, petition_id, desk=desk)

    @router.post("/{petition_id}/coordination", status_code=201, **access("petition.handle"))
    async def coordination(scope: ScopeDep, petition_id: str, command: AskCoordination) -> tuple[PeerView, ...]:
        await ask_coordination(scope, petition_id, command, desk=desk)
        return await list_peers(scope, petition_id, desk=desk)

    @router.post("/{petition_id}/competence-dispute", status_code=201, **access("petition.route"))
    async def competence(scope: ScopeDep, petition_id: str, command: AskCompetence) -> DisputeRow:
        return await show_dispute(scope, await ask_competence(scope, petition_id, command, desk=desk))

    return router


def _add_lists(router: APIRouter, desk: Desk) -> None:
    @router.get("", **access("petition.read"))
    async def joint_matters(scope: ScopeDep, *, open: bool = False, cursor: Cursor = "") -> Page[JointRow]:
        return await list_joint(scope, open_only=open, cursor=cursor)

    @router.get("/tracking", **access("petition.read"))
    async def tracking(
        scope: ScopeDep, *, mine: bool = True, done: bool = False, cursor: Cursor = ""
    ) -> Page[TrackTaskRow]:
        return await list_tracking(scope, mine=mine, done=done, cursor=cursor, desk=desk)

    @router.get("/tracking/{task_id}", **access("petition.read"))
    async def track_task(scope: ScopeDep, task_id: str) -> TrackTaskRow:
        return await show_tracking(scope, task_id, desk=desk)

    @router.post("/tracking/{task_id}", **access("petition.read"))
    async def tracked(scope: ScopeDep, task_id: str, command: FinishTask) -> Page[TrackTaskRow]:
        await finish_task(scope, task_id, command)
        return await list_tracking(scope, mine=True, done=False, cursor="", desk=desk)

    @router.get("/statements", **access("petition.route"))
    async def statements(scope: ScopeDep, *, waiting: bool = False, cursor: Cursor = "") -> Page[StatementRow]:
        return await list_statements(scope, waiting=waiting, cursor=cursor)

    @router.get("/statements/{message_id}", **access("petition.route"))
    async def statement(scope: ScopeDep, message_id: str) -> StatementRow:
        return await show_statement(scope, message_id)

    @router.post("/statements/{message_id}/answer", **access("petition.route"))
    async def answer(scope: ScopeDep, message_id: str, command: AnswerStatement) -> Page[StatementRow]:
        await answer_statement(scope, message_id, command, desk=desk)
        return await list_statements(scope, cursor="")

    @router.get("/known", **access("petition.decide_dispute"))
    async def known(scope: ScopeDep, *, agency: Code = "", cursor: Cursor = "") -> Page[KnownPetitionRow]:
        return await list_known(scope, agency=agency, cursor=cursor, desk=desk)


def _add_disputes(router: APIRouter, desk: Desk) -> None:
    @router.get("/disputes", **access("petition.decide_dispute"))
    async def disputes(scope: ScopeDep, *, state: DisputeState = "", cursor: Cursor = "") -> Page[DisputeRow]:
        return await list_disputes(scope, state=state, cursor=cursor)

    @router.get("/disputes/{dispute_id}", **access("petition.decide_dispute"))
    async def dispute(scope: ScopeDep, dispute_id: str) -> DisputeRow:
        return await show_dispute(scope, dispute_id)

    @router.post("/disputes/{dispute_id}/decision", **access("petition.decide_dispute"))
    async def decision(scope: ScopeDep, dispute_id: str, command: DecideDispute) -> DisputeRow:
        await decide_dispute(scope, dispute_id, command, desk=desk)
        return await show_dispute(scope, dispute_id)


def _add_matter(router: APIRouter, desk: Desk) -> None:
    @router.get("/{joint_id}", **access("petition.read"))
    async def one_matter(scope: ScopeDep, joint_id: str) -> JointView:
        return await show_joint(scope, joint_id, desk=desk)

    @router.post("/{joint_id}/dispute", **access("petition.route"))
    async def raise_lead_dispute(scope: ScopeDep, joint_id: str, command: RaiseDispute) -> JointView:
        await raise_dispute(scope, joint_id, command, desk=desk)
        return await joint_view_after(scope, joint_id, desk=desk)

    @router.post("/{joint_id}/reply", **access("petition.answer"))
    async def reply(scope: ScopeDep, joint_id: str, command: ComposeReply) -> JointView:
        await compose_reply(scope, joint_id, command, desk=desk)
        return await joint_view_after(scope, joint_id, desk=desk)

    @router.post("/{joint_id}/parts/{part_no}/objection-decision", **access("petition.split"))
    async def objection(scope: ScopeDep, joint_id: str, part_no: PartNo, command: AnswerPartObjection) -> JointView:
        await answer_part_objection(scope, joint_id, part_no, command, desk=desk)
        return await joint_view_after(scope, joint_id, desk=desk)

    @router.post("/{joint_id}/parts/{part_no}/agency", **access("petition.split"))
    async def reassign(scope: ScopeDep, joint_id: str, part_no: PartNo, command: ReassignPart) -> JointView:
        await reassign_part(scope, joint_id, part_no, command, desk=desk)
        return await joint_view_after(scope, joint_id, desk=desk)

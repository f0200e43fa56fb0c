"""One joint matter as the counter sees it: parts with their clocks and confirmations, answers, disputes, what can be done."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from zf_contracts.http.joint import ConfirmationView, JointOption, JointPartView, JointReplyView, JointRow, JointView
from zf_intake.desk import Desk
from zf_intake.joint.authority import require_joint
from zf_intake.joint.confirmation_queries import split_confirmations
from zf_intake.joint.dispute_queries import disputes_of
from zf_intake.joint.queries import facts_of, joint_of, load_joint, parts_of
from zf_intake.joint.rules import JointFacts, dispute_problems, reply_problems
from zf_intake.joint.tables import JointMatter, JointPart, JointReply
from zf_intake.petitions.authority import require
from zf_intake.petitions.load import load_petition
from zf_intake.petitions.options import as_reason
from zf_law.moments import Moment, read
from zf_platform.errors import NotFound
from zf_platform.transaction import Scope

READ = "petition.read"


async def show_joint(scope: Scope, joint_id: str, *, desk: Desk) -> JointView:
    """A sensitive read: it leaves a line in the audit log."""
    matter = await require_joint(scope, joint_id, READ)
    scope.record("joint.read", object_kind="joint_matter", object_id=joint_id, sensitive_read=True)
    return await joint_view(scope, matter, desk=desk)


async def show_joint_of_petition(scope: Scope, petition_id: str, *, desk: Desk) -> JointView:
    """The joint matter that a petition belongs to."""
    file = await load_petition(scope, petition_id, lock=False)
    require(scope.actor, READ, file=file)
    matter = await joint_of(scope, file.collab_no)
    if matter is None:
        raise NotFound
    return await show_joint(scope, matter.id, desk=desk)


async def joint_view(scope: Scope, matter: JointMatter, *, desk: Desk) -> JointView:
    parts = await parts_of(scope, matter.id)
    facts = await facts_of(scope, matter, now=scope.now)
    told = await split_confirmations(scope, matter.collab_no)
    replies = await _replies(scope, matter.id)
    return JointView(
        **row_of(matter, parts, facts=facts, confirmations=told).model_dump(),
        agencies=tuple(_part(part, told.get(part.agency), facts=facts, desk=desk) for part in parts),
        missing=facts.missing,
        replies=replies,
        disputes=await disputes_of(scope, matter.collab_no),
        options=_options(facts),
    )


async def joint_view_after(scope: Scope, joint_id: str, *, desk: Desk) -> JointView:
    """After an act: the matter as it stands now."""
    return await joint_view(scope, await load_joint(scope, joint_id, lock=False), desk=desk)


def row_of(
    matter: JointMatter,
    parts: Sequence[JointPart],
    *,
    facts: JointFacts,
    confirmations: Mapping[str, ConfirmationView],
) -> JointRow:
    due = _earliest(parts)
    here = facts.here
    role = "host" if matter.host == here else "lead" if matter.lead_agency == here else "member"
    limit = facts.answer_due
    return JointRow(
        id=matter.id,
        collab_no=matter.collab_no,
        title=matter.title,
        role=role,
        host=matter.host,
        lead_agency=matter.lead_agency,
        lead_rule=matter.lead_rule,
        state=matter.state,
        split_at=matter.split_at,
        answer_due=due,
        overdue=matter.state in ("open", "disputed") and limit is not None and facts.now > limit,
        parts=len(parts),
        answered=sum(part.answered_at is not None for part in parts),
        unconfirmed=sum(one.band != "confirmed" for one in confirmations.values()),
        petition_id=matter.petition_id or next((part.own_petition_id for part in parts if part.own_petition_id), ""),
        version=matter.version,
    )


def _earliest(parts: Sequence[JointPart]) -> Moment | None:
    dated = [part for part in parts if part.due_at is not None]
    return read(min(dated, key=lambda part: str(part.due_at)).due) if dated else None


def _part(part: JointPart, told: ConfirmationView | None, *, facts: JointFacts, desk: Desk) -> JointPartView:
    agency = desk.law.agencies.find(part.agency)
    state = desk.law.petitions.states.get(part.state)
    late = part.answered_at is None and part.due_at is not None and facts.now > part.due_at
    return JointPartView(
        part_no=part.part_no,
        agency=part.agency,
        agency_zh=agency.name_zh if agency else part.agency,
        agency_en=agency.name_en if agency else part.agency,
        request_nos=tuple(part.request_nos),
        main=part.main,
        case_no=part.case_no,
        due=read(part.due) if part.due else None,
        overdue=late,
        petition_no=part.petition_no,
        own_petition_id=part.own_petition_id,
        state=part.state,
        state_zh=state.zh if state else "",
        state_en=state.en if state else "",
        state_at=part.state_at,
        officer=part.officer,
        answered_at=part.answered_at,
        outcome=part.outcome,
        answer=part.answer_text,
        answer_basis=part.answer_basis,
        answer_document_no=part.answer_document_no,
        answered_by=part.answered_by,
        objection=part.objection,
        objection_reason=part.objection_reason,
        competent=part.competent,
        confirmation=told,
    )


async def _replies(scope: Scope, joint_id: str) -> tuple[JointReplyView, ...]:
    rows = await scope.session.scalars(
        select(JointReply).where(JointReply.joint_id == joint_id).order_by(JointReply.edition)
    )
    return tuple(
        JointReplyView(
            edition=row.edition,
            lead_agency=row.lead_agency,
            body=row.body,
            parts=tuple(row.parts),
            missing=tuple(row.missing),
            issued_at=row.issued_at,
            answered_by=row.answered_by,
        )
        for row in rows
    )


def _options(facts: JointFacts) -> tuple[JointOption, ...]:
    found = {"dispute": dispute_problems(facts, proposed=""), "reply": reply_problems(facts)}
    return tuple(
        JointOption.model_validate(
            {"act": act, "possible": not problems, "reasons": tuple(as_reason(one) for one in problems)}
        )
        for act, problems in found.items()
    )

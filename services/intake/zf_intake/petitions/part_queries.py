"""The parts of a petition as they are shown: people and accused masked by who reads, answers, closings, timeline."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from sqlalchemy import BindParameter, bindparam, select

from zf_contracts.http.petition_parts import (
    AccusedView,
    AnswerView,
    AttachmentView,
    CheckView,
    ClosingView,
    DocumentRef,
    PersonView,
    PetitionLinkView,
    PlanView,
    RequestView,
    StepView,
)
from zf_intake.desk import Desk
from zf_intake.petitions.tables import (
    Petition,
    PetitionAccused,
    PetitionAnswer,
    PetitionAttachment,
    PetitionClosing,
    PetitionLink,
    PetitionPerson,
    PetitionRequest,
    PetitionStep,
)
from zf_law.reading import Label
from zf_platform.transaction import Scope

LATE = timedelta(hours=24)
_WANTED: BindParameter[str] = bindparam("petition")
_PERSONS = select(PetitionPerson).where(PetitionPerson.petition_id == _WANTED).order_by(PetitionPerson.no)
_ACCUSED = select(PetitionAccused).where(PetitionAccused.petition_id == _WANTED).order_by(PetitionAccused.no)
_REQUESTS = select(PetitionRequest).where(PetitionRequest.petition_id == _WANTED).order_by(PetitionRequest.no)
_STEPS = select(PetitionStep).where(PetitionStep.petition_id == _WANTED).order_by(PetitionStep.version)


async def person_views(scope: Scope, petition_id: str, *, hidden: bool, desk: Desk) -> tuple[PersonView, ...]:
    """Numbers masked; of a confidential petitioner others see only that there is one."""
    rows = await scope.session.scalars(_PERSONS, {"petition": petition_id})
    return tuple(_person(row, hidden=hidden, desk=desk) for row in rows)


def _person(row: PetitionPerson, *, hidden: bool, desk: Desk) -> PersonView:
    return PersonView(
        no=row.no,
        role=row.role,
        name="" if hidden else row.name,
        id_kind=row.id_kind,
        id_masked="" if hidden else row.id_masked,
        phone_masked="" if hidden else row.phone_masked,
        address="" if hidden else desk.key.decrypt(row.address_sealed),
        sex="unknown" if hidden else row.sex,
        birth_date=None if hidden else row.birth_date,
        vulnerable=tuple(row.vulnerable),
        hidden=hidden,
    )


async def accused_views(scope: Scope, petition_id: str, *, hidden: bool, desk: Desk) -> tuple[AccusedView, ...]:
    rows = await scope.session.scalars(_ACCUSED, {"petition": petition_id})
    return tuple(
        AccusedView(
            no=row.no,
            kind=row.kind,
            agency="" if hidden else row.agency,
            unit="" if hidden else row.unit,
            name="" if hidden else desk.key.decrypt(row.name_sealed),
            post="" if hidden else desk.key.decrypt(row.post_sealed),
            hidden=hidden,
        )
        for row in rows
    )


async def request_views(scope: Scope, petition_id: str) -> tuple[RequestView, ...]:
    rows = await scope.session.scalars(_REQUESTS, {"petition": petition_id})
    return tuple(
        RequestView(no=row.no, content=row.content, raised_at=row.raised_at, result=row.result, answer_id=row.answer_id)
        for row in rows
    )


async def answer_views(scope: Scope, petition_id: str) -> tuple[AnswerView, ...]:
    rows = await scope.session.scalars(
        select(PetitionAnswer).where(PetitionAnswer.petition_id == petition_id).order_by(PetitionAnswer.no)
    )
    return tuple(
        AnswerView(
            id=row.id,
            kind=row.kind,
            way=row.way,
            result=row.result,
            claims=row.claims,
            facts_and_reasons=row.facts_and_reasons,
            opinion=row.opinion,
            legal_basis=row.legal_basis,
            body=row.body,
            document_no=row.document_no,
            signed_by_name=row.signed_by_name,
            signed_as_leader=row.signed_as_leader,
            issued_at=row.issued_at,
            served_at=row.served_at,
            served_how=row.served_how,
        )
        for row in rows
    )


async def closing_views(scope: Scope, petition_id: str) -> tuple[ClosingView, ...]:
    rows = await scope.session.scalars(
        select(PetitionClosing)
        .where(PetitionClosing.petition_id == petition_id)
        .order_by(PetitionClosing.proposed_at, PetitionClosing.id)
    )
    return tuple(_closing(row) for row in rows)


def _closing(row: PetitionClosing) -> ClosingView:
    checks = tuple(
        CheckView(name=name, statement=check.get("statement", ""), evidence=check.get("evidence", ""))
        for name, check in row.checks.items()
    )
    return ClosingView(
        id=row.id,
        path=row.path,
        state=row.state,
        checks=checks,
        follow_up=row.follow_up,
        follow_up_until=row.follow_up_until,
        confirmed_by=row.confirmed_by,
        confirmation_level=row.confirmation_level,
        confirmation_no=row.confirmation_no,
        case_no=row.case_no,
        case_no_told_at=row.case_no_told_at,
        note=row.note,
        proposed_by=row.proposed_by,
        proposed_by_name=row.proposed_by_name,
        proposed_at=row.proposed_at,
        decided_by_name=row.decided_by_name,
        decided_at=row.decided_at,
        decision_note=row.decision_note,
    )


async def attachment_views(scope: Scope, petition_id: str, *, restricted: bool) -> tuple[AttachmentView, ...]:
    """`restricted`: the reader may see restricted papers too."""
    rows = await scope.session.scalars(
        select(PetitionAttachment).where(PetitionAttachment.petition_id == petition_id).order_by(PetitionAttachment.id)
    )
    return tuple(
        AttachmentView(
            id=row.id,
            kind=row.kind,
            title=row.title,
            pages=row.pages,
            size=row.size,
            media_type=row.media_type,
            restricted=row.restricted,
            added_at=row.added_at,
        )
        for row in rows
        if restricted or not row.restricted
    )


async def link_views(scope: Scope, petition_id: str, *, incoming: bool) -> tuple[PetitionLinkView, ...]:
    """Matters this petition points to, or those that point to it."""
    mine, other = PetitionLink.petition_id, PetitionLink.other_id
    if incoming:
        mine, other = other, mine
    rows = await scope.session.execute(
        select(
            Petition.id,
            Petition.petition_no,
            Petition.title,
            Petition.state,
            PetitionLink.kind,
            PetitionLink.explanation,
            PetitionLink.recorded_at,
        )
        .join(Petition, Petition.id == other)
        .where(mine == petition_id)
        .order_by(PetitionLink.recorded_at, Petition.id)
    )
    return tuple(PetitionLinkView.model_validate(dict(row._mapping)) for row in rows)  # noqa: SLF001 - SQLAlchemy's public name


async def step_views(scope: Scope, petition_id: str, *, desk: Desk) -> tuple[StepView, ...]:
    rows = await scope.session.scalars(_STEPS, {"petition": petition_id})
    return tuple(_step(row, desk.law.petitions.label(row.act)) for row in rows)


def _step(row: PetitionStep, label: Label) -> StepView:
    return StepView(
        at=row.at,
        recorded_at=row.recorded_at,
        late_entry=row.recorded_at - row.at > LATE,
        act=row.act,
        zh=label.zh,
        en=label.en,
        actor_id=row.actor_id,
        actor_name=row.actor_name,
        agency=row.agency,
        basis=row.basis,
        documents=tuple(DocumentRef.model_validate(one) for one in row.documents),
        note=row.note,
        from_state=row.from_state,
        to_state=row.to_state,
    )


def plan_view(plan: Mapping[str, str]) -> PlanView:
    return PlanView(
        leader_id=plan.get("leader_id", ""),
        leader_name=plan.get("leader_name", ""),
        officer_id=plan.get("officer_id", ""),
        officer_name=plan.get("officer_name", ""),
        plan=plan.get("plan", ""),
        due=date.fromisoformat(plan["due"]) if plan.get("due") else None,
        standard=plan.get("standard", ""),
        approved_by_name=plan.get("approved_by_name", ""),
        approved_at=datetime.fromisoformat(plan["approved_at"]) if plan.get("approved_at") else None,
    )

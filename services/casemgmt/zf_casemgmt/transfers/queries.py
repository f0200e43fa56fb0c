"""Reading outgoing packages: lists, one with its evidences, and why it cannot be sent yet."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from zf_casemgmt.cases import queries as cases
from zf_casemgmt.cases.file_rules import CaseFile
from zf_casemgmt.cases.queries import CaseLabel
from zf_casemgmt.cursor_rules import Place
from zf_casemgmt.office import Office
from zf_casemgmt.tables import fresh
from zf_casemgmt.transfers import rules
from zf_casemgmt.transfers.tables import Transfer
from zf_contracts.http.casemgmt import EvidenceView, TransferRow
from zf_platform.actors import Actor
from zf_platform.errors import NotFound
from zf_platform.transaction import Scope

READ = "transfer.read"


async def rows_of_case(session: AsyncSession, file: CaseFile, *, office: Office) -> tuple[TransferRow, ...]:
    rows = await session.scalars(fresh(Transfer).where(Transfer.case_id == file.id).order_by(Transfer.id))
    label = CaseLabel(file.id, file.case_no, file.title, file.collab_no, {})
    return tuple(row_view(row, label=label, sender=office.agency.code) for row in rows)


async def page(
    session: AsyncSession, actor: Actor, *, state: str, after: Place | None, limit: int
) -> Sequence[Transfer]:
    """Newest first, of the cases within reach."""
    statement = fresh(Transfer).where(Transfer.case_id.in_(cases.visible_cases(actor, READ)))
    if state:
        statement = statement.where(Transfer.state == state)
    if after is not None:
        statement = statement.where(tuple_(Transfer.created_at, Transfer.id) < after)
    ordered = statement.order_by(Transfer.created_at.desc(), Transfer.id.desc()).limit(limit)
    return (await session.scalars(ordered)).all()


async def find_visible(scope: Scope, transfer_id: str) -> Transfer:
    """NotFound for what this person may not see."""
    statement = fresh(Transfer).where(
        Transfer.id == transfer_id, Transfer.case_id.in_(cases.visible_cases(scope.actor, READ))
    )
    found = (await scope.session.scalars(statement)).one_or_none()
    if found is None:
        raise NotFound
    return found


async def sent_receivers(session: AsyncSession, *, case_id: str, kind: str) -> Sequence[str]:
    """Addressees of packages of this kind that left this case and were not returned."""
    rows = await session.scalars(
        select(Transfer.receiver).where(
            Transfer.case_id == case_id,
            Transfer.kind == kind,
            Transfer.state.in_((rules.SUBMITTED, rules.ACCEPTED, rules.SUPPLEMENT_REQUESTED)),
        )
    )
    return rows.all()


def row_view(row: Transfer, *, label: CaseLabel | None, sender: str) -> TransferRow:
    kind_zh, kind_en = rules.KIND_LABELS.get(row.kind, (row.kind, row.kind))
    state_zh, state_en = rules.STATE_LABELS[row.state]
    return TransferRow(
        id=row.id,
        version=row.version,
        kind=row.kind,
        kind_zh=kind_zh,
        kind_en=kind_en,
        case_id=row.case_id,
        case_no=label.case_no if label else "",
        title=label.title if label else "",
        sender=sender,
        receiver=row.receiver,
        state=row.state,
        state_zh=state_zh,
        state_en=state_en,
        submitted_at=row.submitted_at,
        evidence_step=row.evidence_step,
        receiving_no=row.receiving_no,
        created_at=row.created_at,
    )


def evidence_views(row: Transfer, *, now: datetime) -> tuple[EvidenceView, ...]:
    known = evidence_times(row.evidences)
    ended = row.state in (rules.WITHDRAWN, rules.DRAFT)
    return tuple(
        EvidenceView(
            step=one.step,
            zh=rules.EVIDENCES[one.step][0],
            en=rules.EVIDENCES[one.step][1],
            state="failed" if row.evidence_step in rules.FAILURES and one.at is None else one.state,
            at=one.at,
            warn_at=one.warn_at,
            fail_at=one.fail_at,
        )
        for one in rules.evidences(known, submitted_at=row.submitted_at, now=now, ended=ended)
    )


def evidence_times(stored: Mapping[str, str]) -> Mapping[str, datetime]:
    return {step: datetime.fromisoformat(at) for step, at in stored.items()}


async def unanswered(session: AsyncSession, *, case_id: str, kind: str) -> bool:
    """Whether a package of this kind is still waiting for its receiver."""
    waiting = (rules.SUBMITTED, rules.SUPPLEMENT_REQUESTED)
    found = await session.execute(
        select(Transfer.id)
        .where(Transfer.case_id == case_id, Transfer.kind == kind, Transfer.state.in_(waiting))
        .limit(1)
    )
    return found.first() is not None

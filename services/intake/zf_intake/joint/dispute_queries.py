"""Disputes as people see them: those of one matter, and the committee's list of what it has to decide."""

from datetime import datetime

from sqlalchemy import select

from zf_contracts.http.base import Page
from zf_contracts.http.joint import DisputeRow
from zf_intake.cursors import PAGE, read_cursor, write_cursor
from zf_intake.joint.tables import Dispute
from zf_law.moments import read
from zf_platform.errors import NotFound
from zf_platform.transaction import Scope


async def disputes_of(scope: Scope, collab_no: str) -> tuple[DisputeRow, ...]:
    rows = await scope.session.scalars(select(Dispute).where(Dispute.collab_no == collab_no).order_by(Dispute.id))
    return tuple(dispute_row(row, now=scope.now) for row in rows)


async def show_dispute(scope: Scope, dispute_id: str) -> DisputeRow:
    row = await scope.session.scalar(
        select(Dispute).where(Dispute.id == dispute_id).execution_options(populate_existing=True)
    )
    if row is None:
        raise NotFound
    return dispute_row(row, now=scope.now)


async def list_disputes(scope: Scope, *, state: str, cursor: str) -> Page[DisputeRow]:
    """What is due first stands first."""
    statement = select(Dispute)
    if state:
        statement = statement.where(Dispute.state == state)
    after = read_cursor(cursor)
    if after is not None:
        at, row_id = after
        statement = statement.where((Dispute.due_at > at) | ((Dispute.due_at == at) & (Dispute.id > row_id)))
    rows = (await scope.session.scalars(statement.order_by(Dispute.due_at, Dispute.id).limit(PAGE + 1))).all()
    shown = rows[:PAGE]
    more = write_cursor(shown[-1].due_at, shown[-1].id) if len(rows) > PAGE else None
    return Page(items=tuple(dispute_row(row, now=scope.now) for row in shown), next_cursor=more)


def dispute_row(row: Dispute, *, now: datetime) -> DisputeRow:
    same = (
        "id", "about", "collab_no", "petition_no", "title", "part_no", "raised_by", "proposed", "reason", "raised_at",
        "state", "agency", "decision_reason", "decision_basis", "decided_by", "decided_at", "version",
    )  # fmt: skip
    return DisputeRow.model_validate(
        {
            **{name: getattr(row, name) for name in same},
            "agencies": tuple(row.agencies),
            "due": read(row.due),
            "overdue": row.state == "open" and now > row.due_at,
        }
    )

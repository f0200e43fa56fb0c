"""The ledger as people see it: lists by keyset, one message with its evidences and answers, peers' health."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Row, Select, case, func, or_, select

from zf_contracts.catalogue import CATALOGUE
from zf_contracts.http.base import Page
from zf_contracts.http.casemgmt import EvidenceView
from zf_contracts.http.liaison import LedgerRow, LedgerView
from zf_liaison.exchange.ledger import problems_of, standing_of
from zf_liaison.exchange.rules import (
    FAILED,
    STATE_LABELS,
    STEP_LABELS,
    WAITING,
    Standing,
    evidence_limits,
    evidence_state,
    is_overdue,
)
from zf_liaison.exchange.tables import ledger, peer_contact
from zf_platform.errors import NotFound
from zf_platform.tables import inbox, outbox
from zf_platform.transaction import Scope

_EVIDENCES = ("submitted", "relayed", "delivered", "opened")
_SEQUENCE = func.coalesce(outbox.c.sequence, inbox.c.sequence, 0).label("sequence")
_OVERDUE = "overdue"
_WARN_AT = case((ledger.c.relayed_at.is_(None), ledger.c.relay_warn_at), else_=ledger.c.delivery_warn_at)


@dataclass(frozen=True, slots=True)
class LedgerFilter:
    """All optional, combined by "and". `state` may also be `overdue`; `q` is the beginning of a number or id."""

    direction: str | None = None
    state: str | None = None
    peer: str | None = None
    q: str | None = None


async def ledger_page(scope: Scope, wanted: LedgerFilter, *, cursor: str | None, limit: int) -> Page[LedgerRow]:
    """Newest first. Message ids sort by the sender's time, so the id is the whole cursor."""
    statement = _rows().where(*_conditions(wanted, now=scope.now))
    if cursor:
        statement = statement.where(ledger.c.message_id < cursor)
    found = await scope.session.execute(statement.order_by(ledger.c.message_id.desc()).limit(limit + 1))
    rows = found.all()
    items = tuple(_ledger_row(row, now=scope.now) for row in rows[:limit])
    return Page(items=items, next_cursor=items[-1].message_id if len(rows) > limit else None)


async def ledger_entry(scope: Scope, *, message_id: str) -> LedgerView:
    """One message with everything known about it; reading it is an audited act."""
    extra = (
        func.coalesce(outbox.c.digest, inbox.c.digest, "").label("digest"),
        func.coalesce(func.octet_length(outbox.c.body), func.octet_length(inbox.c.body), 0).label("size"),
        func.coalesce(outbox.c.attempts, inbox.c.attempts, 0).label("attempts"),
    )
    row = (await scope.session.execute(_rows().add_columns(*extra).where(ledger.c.message_id == message_id))).first()
    if row is None:
        raise NotFound
    scope.record("ledger.read", object_kind="message", object_id=message_id, sensitive_read=True)
    standing = standing_of(row)
    return LedgerView(
        **_ledger_row(row, now=scope.now).model_dump(),
        digest=row.digest,
        size=row.size,
        attempts=row.attempts,
        evidences=tuple(_evidence(step, standing, now=scope.now) for step in _EVIDENCES),
        problems=problems_of(row.problems),
        answers=await _answers(scope, row),
    )


async def _answers(scope: Scope, row: Row[tuple[object, ...]]) -> tuple[LedgerRow, ...]:
    """Messages of the other direction about the same version of the same transfer, oldest first."""
    if row.transfer_id is None:
        return ()
    statement = _rows().where(
        ledger.c.transfer_id == row.transfer_id,
        ledger.c.transfer_version == row.transfer_version,
        ledger.c.direction != row.direction,
        ledger.c.peer == row.peer,
    )
    found = await scope.session.execute(statement.order_by(ledger.c.message_id).limit(50))
    return tuple(_ledger_row(answer, now=scope.now) for answer in found)


@dataclass(frozen=True, slots=True)
class PeerLine:
    """What the ledger knows of one peer."""

    waiting: int
    oldest_waiting_at: datetime | None
    failed: int


async def evidence_of(scope: Scope, message_ids: Collection[str]) -> Mapping[str, tuple[EvidenceView, ...]]:
    """The evidences of messages that went out, for pages that show an act beside what became of its message."""
    statement = select(ledger).where(ledger.c.message_id.in_(list(message_ids)), ledger.c.direction == "out")
    return {
        row.message_id: tuple(_evidence(step, standing_of(row), now=scope.now) for step in _EVIDENCES)
        for row in await scope.session.execute(statement)
    }


async def peer_lines(scope: Scope) -> Mapping[str, PeerLine]:
    result = await scope.session.execute(
        select(
            ledger.c.peer,
            func.count().filter(ledger.c.state == WAITING).label("waiting"),
            func.min(ledger.c.submitted_at).label("oldest"),
            func.count().filter(ledger.c.state == FAILED).label("failed"),
        )
        .where(ledger.c.state.in_((WAITING, FAILED)), ledger.c.direction == "out")
        .group_by(ledger.c.peer)
    )
    return {row.peer: PeerLine(row.waiting, row.oldest, row.failed) for row in result}


async def last_heard(scope: Scope) -> Mapping[str, datetime]:
    result = await scope.session.execute(select(peer_contact.c.peer, peer_contact.c.heard_at))
    return {row.peer: row.heard_at for row in result}


def _rows() -> Select[tuple[object, ...]]:
    return (
        select(ledger, _SEQUENCE)
        .outerjoin(outbox, outbox.c.id == ledger.c.message_id)
        .outerjoin(inbox, inbox.c.id == ledger.c.message_id)
    )


def _conditions(wanted: LedgerFilter, *, now: datetime) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.direction:
        conditions.append(ledger.c.direction == wanted.direction)
    if wanted.peer:
        conditions.append(ledger.c.peer == wanted.peer)
    if wanted.state == _OVERDUE:
        conditions.append(ledger.c.direction == "out")
        conditions.append((ledger.c.state == FAILED) | ((ledger.c.state == WAITING) & (now >= _WARN_AT)))
    elif wanted.state:
        conditions.append(ledger.c.state == wanted.state)
    if wanted.q:
        start = wanted.q.strip()
        columns = (ledger.c.collab_no, ledger.c.transfer_id, ledger.c.message_id, ledger.c.type)
        conditions.append(or_(*(column.startswith(start, autoescape=True) for column in columns)))
    return conditions


def _ledger_row(row: Row[tuple[object, ...]], *, now: datetime) -> LedgerRow:
    standing = standing_of(row)
    entry = CATALOGUE.get(row.type)
    last_step, last_at = _last_step(standing)
    return LedgerRow(
        message_id=row.message_id,
        direction=row.direction,
        peer=row.peer,
        type=row.type,
        type_zh=entry.zh if entry else row.type,
        type_en=entry.en if entry else row.type,
        subject=row.subject,
        sequence=row.sequence,
        transfer_id=row.transfer_id,
        collab_no=row.collab_no,
        state=row.state,
        state_zh=STATE_LABELS[row.state][0],
        state_en=STATE_LABELS[row.state][1],
        submitted_at=row.submitted_at,
        last_step=last_step,
        last_step_at=last_at,
        overdue=row.direction == "out" and is_overdue(standing, now=now),
        trace_id=row.trace_id,
    )


def _last_step(standing: Standing) -> tuple[str, datetime]:
    steps = {
        "submitted": standing.submitted_at,
        "relayed": standing.relayed_at,
        "delivered": standing.delivered_at,
        "opened": standing.opened_at,
    }
    if standing.ended_at is not None:
        return standing.state, standing.ended_at
    name, at = [(step, at) for step, at in steps.items() if at is not None][-1]
    return name, at


def _evidence(step: str, standing: Standing, *, now: datetime) -> EvidenceView:
    at = getattr(standing, f"{step}_at")
    warn, fail = evidence_limits(step, standing)
    zh, en = STEP_LABELS[step]
    state = evidence_state(step, standing, now=now)
    return EvidenceView(step=step, zh=zh, en=en, state=state, at=at, warn_at=warn, fail_at=fail)

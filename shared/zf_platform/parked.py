"""What an operator can do with parked messages: look, retry, retry all of one error, skip with a second person, reject.

Metadata only: the content of a message is no business of operations. Every act has a reason and an audit entry.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, select, text, update
from sqlalchemy.dialects.postgresql import insert

from zf_law.problems import Problem
from zf_platform.claim import advance_cursors
from zf_platform.errors import Conflict, NotFound
from zf_platform.tables import inbox, skip_request
from zf_platform.transaction import Scope

RETRY_ALL_LIMIT = 500


@dataclass(frozen=True, slots=True)
class ParkedMessage:
    """One parked message without its content. `waiting` messages of the subject are held up behind it."""

    id: str
    source: str
    type: str
    subject: str
    sequence: int
    error_code: str
    first_error: str
    last_error: str
    attempts: int
    taken_at: datetime
    parked_at: datetime
    traceparent: str | None
    digest: str
    skip_requested_by: str | None
    skip_requested_by_name: str | None
    waiting: int = 0


_COLUMNS = (
    inbox.c.id, inbox.c.source, inbox.c.type, inbox.c.subject, inbox.c.sequence, inbox.c.error_code,
    inbox.c.first_error, inbox.c.last_error, inbox.c.attempts, inbox.c.taken_at, inbox.c.parked_at,
    inbox.c.traceparent, inbox.c.digest, skip_request.c.requested_by, skip_request.c.requested_by_name,
)  # fmt: skip


async def parked(scope: Scope, *, after: str = "", limit: int = 50, error_code: str = "") -> list[ParkedMessage]:
    """Parked messages, oldest id first, by keyset."""
    statement = (
        select(*_COLUMNS)
        .join_from(inbox, skip_request, skip_request.c.message_id == inbox.c.id, isouter=True)
        .where(inbox.c.state == "parked", inbox.c.id > after)
        .order_by(inbox.c.id)
        .limit(limit)
    )
    if error_code:
        statement = statement.where(inbox.c.error_code == error_code)
    return [ParkedMessage(*tuple(row)) for row in await scope.session.execute(statement)]


async def parked_one(scope: Scope, *, message_id: str) -> ParkedMessage:
    statement = (
        select(*_COLUMNS)
        .join_from(inbox, skip_request, skip_request.c.message_id == inbox.c.id, isouter=True)
        .where(inbox.c.state == "parked", inbox.c.id == message_id)
    )
    row = (await scope.session.execute(statement)).first()
    if row is None:
        raise NotFound
    waiting = await scope.session.execute(
        select(func.count())
        .select_from(inbox)
        .where(inbox.c.source == row.source, inbox.c.subject == row.subject, inbox.c.state == "taken")
    )
    return replace(ParkedMessage(*tuple(row)), waiting=waiting.scalar_one())


async def retry_parked(scope: Scope, *, message_ids: Sequence[str], reason: str) -> int:
    """Put these back to work; returns how many were parked."""
    result = await scope.session.execute(
        update(inbox)
        .where(inbox.c.id.in_(list(message_ids)), inbox.c.state == "parked")
        .values(state="taken", parked_at=None, attempts=0, crashes=0, next_at=func.now())
        .returning(inbox.c.id)
    )
    ids = [row.id for row in result]
    for message_id in ids:
        scope.record("message.retry", object_kind="message", object_id=message_id, reason=reason)
    return len(ids)


async def count_of_error(scope: Scope, *, error_code: str) -> int:
    """The dry run of `retry_all`: how many would be retried."""
    statement = select(func.count()).select_from(inbox).where(_same_error(error_code))
    return (await scope.session.execute(statement)).scalar_one()


async def retry_all(scope: Scope, *, error_code: str, reason: str) -> int:
    """Retry up to 500 messages parked with one error; call again for more, so the service is not flooded."""
    statement = select(inbox.c.id).where(_same_error(error_code)).order_by(inbox.c.id).limit(RETRY_ALL_LIMIT)
    ids = list((await scope.session.execute(statement)).scalars())
    return await retry_parked(scope, message_ids=ids, reason=reason)


async def request_skip(scope: Scope, *, message_id: str, reason: str) -> None:
    """First person of two: asks that the message be skipped."""
    await parked_one(scope, message_id=message_id)
    await scope.session.execute(
        insert(skip_request)
        .values(
            message_id=message_id,
            requested_by=scope.actor.account_id,
            requested_by_name=scope.actor.name,
            reason=reason,
        )
        .on_conflict_do_nothing(index_elements=["message_id"])
    )
    scope.record("message.skip_requested", object_kind="message", object_id=message_id, reason=reason)


async def approve_skip(scope: Scope, *, message_id: str) -> ParkedMessage:
    """Second person: never the first one. The subject goes on with the next message."""
    message = await parked_one(scope, message_id=message_id)
    asked = await scope.session.execute(select(skip_request).where(skip_request.c.message_id == message_id))
    request = asked.first()
    if request is None:
        raise Conflict([Problem("skip.not_requested")])
    if request.requested_by == scope.actor.account_id:
        raise Conflict([Problem("skip.same_person")])
    await _leave(scope, message, state="skipped")
    values: Mapping[str, object] = {"requested_by": request.requested_by}
    scope.record(
        "message.skip_approved", object_kind="message", object_id=message_id, reason=request.reason, after=values
    )
    return message


async def reject_parked(scope: Scope, *, message_id: str, reason: str) -> ParkedMessage:
    """Answer the sender *rejected*; the caller (liaison) writes the signed receipt in the same transaction."""
    message = await parked_one(scope, message_id=message_id)
    await _leave(scope, message, state="rejected")
    scope.record("message.rejected", object_kind="message", object_id=message_id, reason=reason)
    return message


async def _leave(scope: Scope, message: ParkedMessage, *, state: str) -> None:
    await scope.session.execute(
        update(inbox).where(inbox.c.id == message.id).values(state=state, ended_at=func.now(), parked_at=None)
    )
    await scope.session.execute(delete(skip_request).where(skip_request.c.message_id == message.id))
    if message.sequence:
        await advance_cursors(scope.session, [(message.source, message.subject, message.sequence)])


def _same_error(error_code: str) -> ColumnElement[bool]:
    return (inbox.c.state == "parked") & (inbox.c.error_code == error_code)


OPEN_COUNTS = text(
    """
    SELECT
      (SELECT count(*) FROM outbox WHERE state = 'open') AS outbox_open,
      (SELECT min(created_at) FROM outbox WHERE state = 'open') AS outbox_oldest,
      (SELECT count(*) FROM outbox WHERE state = 'awaiting_receipt') AS awaiting_receipt,
      (SELECT min(created_at) FROM outbox WHERE state = 'awaiting_receipt') AS awaiting_oldest,
      (SELECT count(*) FROM inbox WHERE state = 'taken') AS inbox_waiting,
      (SELECT min(taken_at) FROM inbox WHERE state = 'taken') AS inbox_oldest,
      (SELECT count(*) FROM inbox WHERE state = 'parked') AS parked,
      (SELECT count(*) FROM quarantine) AS quarantined
    """
)
"""Figures of the operations page in one statement."""

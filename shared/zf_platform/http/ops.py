"""What operators see and do, the same on every service: figures, parked messages, jobs, the audit chain.

An operator sees metadata, never content. Each act has a reason and an audit entry; to skip a message takes two persons.
"""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from zf_contracts.http.base import Page
from zf_contracts.http.operations import (
    AuditVerdictView,
    JobRunView,
    OperationsView,
    OperatorReason,
    ParkedActView,
    ParkedErrorView,
    ParkedView,
    QuarantinedView,
    Retried,
    RetryAll,
)
from zf_law.problems import Problem
from zf_platform import audit, operations, parked
from zf_platform.errors import Conflict, NotFound
from zf_platform.http.access import access
from zf_platform.http.current import ScopeDep
from zf_platform.http.route import service_router
from zf_platform.operations import OperationsParts

MessageId = Annotated[str, Path(pattern=r"^[0-9a-f-]{36}$")]
Cursor = Annotated[str, Query(pattern=r"^[0-9a-f-]{0,36}$")]
Limit = Annotated[int, Query(ge=1, le=200)]
ErrorCode = Annotated[str, Query(max_length=80, pattern=r"^[a-z0-9_.]*$")]


def ops_router(parts: OperationsParts) -> APIRouter:
    router = service_router(prefix="/ops", tag="operations")
    _add_figures(router, parts)
    _add_parked_reads(router)
    _add_parked_acts(router, parts)
    _add_jobs(router, parts)
    _add_audit(router)
    return router


def _add_figures(router: APIRouter, parts: OperationsParts) -> None:
    @router.get("/health", **access("exchange.read"))
    async def health(scope: ScopeDep) -> OperationsView:
        """Queues, receipts outstanding, parked and quarantined messages, jobs, counters."""
        return await operations.figures(scope, parts)

    @router.get("/quarantine", **access("exchange.read"))
    async def quarantined(scope: ScopeDep, limit: Limit = 50) -> tuple[QuarantinedView, ...]:
        """The latest bytes that could not be believed or read."""
        return await operations.quarantined(scope, limit=limit)


def _add_parked_reads(router: APIRouter) -> None:
    @router.get("/parked", **access("exchange.read"))
    async def parked_messages(
        scope: ScopeDep, cursor: Cursor = "", limit: Limit = 50, error: ErrorCode = ""
    ) -> Page[ParkedView]:
        found = await parked.parked(scope, after=cursor, limit=limit, error_code=error)
        following = found[-1].id if len(found) == limit else None
        return Page(items=tuple(operations.parked_view(message) for message in found), next_cursor=following)

    @router.get("/parked-errors", **access("exchange.read"))
    async def parked_errors(scope: ScopeDep) -> tuple[ParkedErrorView, ...]:
        """Parked messages grouped by error, most first."""
        return await operations.parked_errors(scope)

    @router.get("/parked/{message_id}", **access("exchange.read"))
    async def parked_message(scope: ScopeDep, message_id: MessageId) -> ParkedView:
        return operations.parked_view(await parked.parked_one(scope, message_id=message_id))


def _add_parked_acts(router: APIRouter, parts: OperationsParts) -> None:
    @router.post("/parked-errors/retry", **access("exchange.operate"))
    async def retry_all(scope: ScopeDep, command: RetryAll) -> Retried:
        """Retry everything parked with one error; a dry run unless told otherwise."""
        matched = await parked.count_of_error(scope, error_code=command.error_code)
        if command.dry_run:
            return Retried(matched=matched, retried=0)
        retried = await parked.retry_all(scope, error_code=command.error_code, reason=command.reason)
        return Retried(matched=matched, retried=retried)

    @router.post("/parked/{message_id}/retry", **access("exchange.operate"))
    async def retry(scope: ScopeDep, message_id: MessageId, command: OperatorReason) -> ParkedActView:
        if not await parked.retry_parked(scope, message_ids=[message_id], reason=command.reason):
            raise NotFound
        return ParkedActView(id=message_id, state="taken")

    @router.post("/parked/{message_id}/skip", **access("exchange.operate"))
    async def request_skip(scope: ScopeDep, message_id: MessageId, command: OperatorReason) -> ParkedActView:
        """First person: asks that the message be skipped."""
        await parked.request_skip(scope, message_id=message_id, reason=command.reason)
        return ParkedActView(id=message_id, state="skip_requested")

    @router.post("/parked/{message_id}/skip/approval", **access("exchange.approve"))
    async def approve_skip(scope: ScopeDep, message_id: MessageId) -> ParkedActView:
        """Second person, never the first; the subject goes on with its next message."""
        message = await parked.approve_skip(scope, message_id=message_id)
        if parts.on_skipped is not None:
            await parts.on_skipped(scope, message)
        return ParkedActView(id=message_id, state="skipped")

    @router.post("/parked/{message_id}/rejection", **access("exchange.operate"))
    async def reject(scope: ScopeDep, message_id: MessageId, command: OperatorReason) -> ParkedActView:
        """Give the message back to its sender as rejected."""
        message = await parked.reject_parked(scope, message_id=message_id, reason=command.reason)
        if parts.on_rejected is not None:
            await parts.on_rejected(scope, message)
        return ParkedActView(id=message_id, state="rejected")


def _add_jobs(router: APIRouter, parts: OperationsParts) -> None:
    @router.post("/jobs/{name}/run", **access("exchange.operate"))
    async def run_job(
        scope: ScopeDep, name: Annotated[str, Path(max_length=60)], command: OperatorReason
    ) -> JobRunView:
        """Run a job now, in a transaction of its own; refused while it runs elsewhere."""
        if name not in parts.job_names:
            raise NotFound
        scope.record("job.run", object_kind="job", object_id=name, reason=command.reason)
        if not await parts.run_job(name):
            raise Conflict((Problem("ops.job_not_run", {"job": name}),))
        return JobRunView(name=name, ran=True)


def _add_audit(router: APIRouter) -> None:
    @router.get("/audit/verification", **access("audit.verify"))
    async def verify_audit(scope: ScopeDep) -> AuditVerdictView:
        """Recompute the whole hash chain of this service and name the first wrong entry."""
        report = await audit.verify(scope.session)
        scope.record("audit.verify", object_kind="audit_log", object_id=str(scope.identity))
        return operations.verdict_view(report)

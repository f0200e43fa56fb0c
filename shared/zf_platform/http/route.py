"""The route that owns the transaction: who calls, may he, was it done before, do it, commit, and only then answer.

A commit that fails answers 5xx and nothing has changed; an answer that left is in the database. A GET commits only when
it recorded something (the reading of sensitive content).
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum
from typing import get_args, get_origin

from fastapi import APIRouter
from fastapi._compat import ModelField
from fastapi.dependencies.utils import get_flat_params
from fastapi.params import Query
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response

from zf_platform.actors import Actor, Cause
from zf_platform.errors import Forbidden, Record, Refused
from zf_platform.failpoints import failpoint
from zf_platform.http import idempotency, limits
from zf_platform.http.access import (
    KEYLESS_KEY,
    KIND_KEY,
    ONCE_KEY,
    PERMISSION_KEY,
    TOUCHES_KEY,
    UPLOAD_KEY,
    AccessMissing,
)
from zf_platform.http.authentication import Gate, anonymous
from zf_platform.http.current import SCOPE_KEY
from zf_platform.http.problems import request_id_of
from zf_platform.http.turns import Turns
from zf_platform.telemetry import inject_traceparent
from zf_platform.transaction import Scope, TransactionFactory

Handler = Callable[[Request], Coroutine[None, None, Response]]

RUNTIME_KEY = "zf_runtime"
REFUSED_ACT = "act.refused"
"""Name of the audit entry."""
_SEVERAL = (list, tuple, set, frozenset)
_DATES = (date, datetime, time)


@dataclass(frozen=True, slots=True)
class HttpRuntime:
    """What the routes of one service share; the application keeps it in its state."""

    factory: TransactionFactory
    gate: Gate
    turns: Turns
    body_seconds: float = 30.0


@dataclass(frozen=True, slots=True)
class RouteRule:
    """The access rule, read once when the route is built."""

    permission: str
    kind: str
    upload: int
    changes: bool
    keyed: bool
    takes_json: bool
    touches: bool
    once: str
    keeps_refusals: bool
    query: limits.Names
    form: limits.Names


def service_router(*, prefix: str = "", tag: str, keeps_refusals: bool = False) -> APIRouter:
    """The router every `api.py` starts with. `keeps_refusals`: acts that a known person was refused stand in the audit."""
    tags: list[str | Enum] = [tag]
    route = RecordingRoute if keeps_refusals else TransactionalRoute
    return APIRouter(prefix=prefix, tags=tags, route_class=route)


class TransactionalRoute(APIRoute):
    """One request, one scope, one commit."""

    keeps_refusals = False

    def get_route_handler(self) -> Handler:
        rule = self._rule()
        act = super().get_route_handler()

        async def handle(request: Request) -> Response:
            runtime: HttpRuntime = getattr(request.app.state, RUNTIME_KEY)
            return await _handle(request, act, rule=rule, runtime=runtime)

        return handle

    def _rule(self) -> RouteRule:
        extra = self.openapi_extra or {}
        if KIND_KEY not in extra:
            raise AccessMissing(f'{self.path}: give the route **access("…")')
        kind = str(extra[KIND_KEY])
        changes = bool(idempotency.UNSAFE_METHODS & (self.methods or set()))
        upload = int(extra.get(UPLOAD_KEY, 0))
        return RouteRule(
            permission=str(extra.get(PERMISSION_KEY, "")),
            kind=kind,
            upload=upload,
            changes=changes,
            keyed=changes and kind != "public" and KEYLESS_KEY not in extra,
            takes_json=self.body_field is not None and not upload,
            touches=bool(extra.get(TOUCHES_KEY)),
            once=str(extra.get(ONCE_KEY, "")),
            keeps_refusals=self.keeps_refusals and changes,
            query=_names([one for one in get_flat_params(self.dependant) if isinstance(one.field_info, Query)]),
            form=_names(self.dependant.body_params),
        )


class RecordingRoute(TransactionalRoute):
    """What agencies do to each other: also what somebody tried and was refused must be found again."""

    keeps_refusals = True


def _names(fields: Sequence[ModelField]) -> limits.Names:
    known = frozenset(field.alias for field in fields)
    return limits.Names(known, repeated=_named(fields, of=_SEVERAL), dates=_named(fields, of=_DATES))


def _named(fields: Sequence[ModelField], *, of: tuple[type, ...]) -> frozenset[str]:
    """Names of the parameters whose type is one of these, alone or among others."""
    return frozenset(field.alias for field in fields if _is_of(field.field_info.annotation, of))


def _is_of(annotation: object, wanted: tuple[type, ...]) -> bool:
    found = get_origin(annotation) or annotation
    return found in wanted or any(_is_of(part, wanted) for part in get_args(annotation))


async def _handle(request: Request, act: Handler, *, rule: RouteRule, runtime: HttpRuntime) -> Response:
    actor = anonymous(runtime.factory.identity)
    try:
        if rule.kind != "public":
            actor = runtime.gate.admit(request, permission=rule.permission, kind=rule.kind)
        return await _carry_out(request, act, actor=actor, rule=rule, runtime=runtime)
    except Refused as refusal:
        who = (refusal.who if isinstance(refusal, Forbidden) else None) or actor
        record = refusal.record or (
            _refused(request, refusal) if rule.keeps_refusals and who.kind == "person" else None
        )
        if record is not None:
            await _record(request, record, actor=who, factory=runtime.factory)
        raise


async def _carry_out(
    request: Request, act: Handler, *, actor: Actor, rule: RouteRule, runtime: HttpRuntime
) -> Response:
    limits.refuse_strange_query(request, rule.query)
    key_value = idempotency.read_key(request) if rule.keyed else ""
    request = limits.capped(request, cap=rule.upload or limits.JSON_CAP, seconds=runtime.body_seconds)
    parts = await _read(request, rule)
    key = None
    if key_value:
        seen = idempotency.request_hash(request, parts)
        key = idempotency.Key(actor.account_id, key_value, seen, once=rule.once)
    commits = rule.changes or rule.touches
    async with runtime.turns.turn():
        return await _act(request, act, actor=actor, key=key, commits=commits, factory=runtime.factory)


def _refused(request: Request, refusal: Refused) -> Record:
    """The reasons by their codes: what was typed may hold a person's data."""
    codes = ", ".join(problem.code for problem in refusal.problems)

    async def record(scope: Scope) -> None:
        scope.record(REFUSED_ACT, object_kind="request", object_id=request.url.path, reason=codes)

    return record


async def _read(request: Request, rule: RouteRule) -> Sequence[bytes]:
    """The body is complete before a transaction opens: a slow sender holds no database connection."""
    if rule.upload:
        limits.refuse_null_characters(request)
        limits.refuse_strange_form(await idempotency.read_form(request, cap=rule.upload), rule.form)
        return await idempotency.form_parts(request, cap=rule.upload)
    body = await request.body()
    limits.refuse_null_characters(request, body)
    if rule.takes_json:
        limits.require_json(request, body)
        limits.refuse_ambiguous(body)
    return (body,)


async def _act(
    request: Request,
    act: Handler,
    *,
    actor: Actor,
    key: idempotency.Key | None,
    commits: bool,
    factory: TransactionFactory,
) -> Response:
    async with factory.begin() as transaction:
        request.scope[SCOPE_KEY] = transaction.scope(actor=actor, cause=_cause(request))
        if key:
            earlier = await idempotency.claim(transaction.session, key)
            if earlier is not None:
                return earlier
        answer = await act(request)
        if key:
            await idempotency.keep(transaction.session, key, answer)
        if commits or transaction.has_changes:
            await transaction.commit()
            failpoint("http.after_commit")
        return answer


async def _record(request: Request, record: Record, *, actor: Actor, factory: TransactionFactory) -> None:
    """The act itself is rolled back; that it was tried is written down by itself."""
    async with factory.begin() as transaction:
        await record(transaction.scope(actor=actor, cause=_cause(request)))
        await transaction.commit()


def _cause(request: Request) -> Cause:
    request_id = request_id_of(request)
    client = request.client.host if request.client else ""
    return Cause(correlation_id=request_id, traceparent=inject_traceparent(), request_id=request_id, client=client)

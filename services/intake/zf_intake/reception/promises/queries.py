"""The read side of promises: what is promised, how often it was broken, and every breach."""

from datetime import date, timedelta

from sqlalchemy import ColumnElement, func, select

from zf_contracts.http.base import Page
from zf_contracts.http.promises import BreachView, PromiseView
from zf_intake.reception.promises.tables import PromiseBreach
from zf_law.deadlines import ZONE
from zf_law.loader import Law
from zf_law.reception import Promise
from zf_platform.transaction import Scope

RECENT = timedelta(days=30)
PAGE_SIZE = 50


async def list_promises(scope: Scope, *, law: Law) -> tuple[PromiseView, ...]:
    counted = await scope.session.execute(
        select(PromiseBreach.promise, func.count())
        .where(PromiseBreach.found_at > scope.now - RECENT)
        .group_by(PromiseBreach.promise)
    )
    broken = {row[0]: int(row[1]) for row in counted}
    return tuple(
        PromiseView(
            id=one.id,
            zh=one.zh,
            en=one.en,
            amount=one.amount,
            unit=one.unit,
            accountable_zh=one.accountable_zh,
            accountable_en=one.accountable_en,
            valid_from=one.valid_from,
            broken=broken.get(one.id, 0),
        )
        for one in law.reception.promises_on(_today(scope))
    )


async def list_breaches(scope: Scope, *, waiting: bool, cursor: str, law: Law) -> Page[BreachView]:
    """Newest first; `waiting` shows those without a cause."""
    wanted: list[ColumnElement[bool]] = []
    if waiting:
        wanted.append(PromiseBreach.cause == "")
    if cursor:
        wanted.append(PromiseBreach.id < cursor)
    statement = select(PromiseBreach).where(*wanted).order_by(PromiseBreach.id.desc()).limit(PAGE_SIZE + 1)
    found = (await scope.session.scalars(statement)).all()
    rows = tuple(breach_view(one, law=law) for one in found[:PAGE_SIZE])
    return Page(items=rows, next_cursor=rows[-1].id if len(found) > PAGE_SIZE else None)


def breach_view(breach: PromiseBreach, *, law: Law) -> BreachView:
    promise = promise_named(breach.promise, law=law)
    return BreachView(
        id=breach.id,
        promise=breach.promise,
        promise_zh=promise.zh if promise else breach.promise,
        promise_en=promise.en if promise else breach.promise,
        object_kind=breach.object_kind,
        object_id=breach.object_id,
        label=breach.label,
        due_at=breach.due_at,
        found_at=breach.found_at,
        accountable_zh=promise.accountable_zh if promise else "",
        accountable_en=promise.accountable_en if promise else "",
        person_name=breach.person_name,
        cause=breach.cause,
        answered_by_name=breach.answered_by_name,
        answered_at=breach.answered_at,
        version=breach.version,
    )


def promise_named(promise_id: str, *, law: Law) -> Promise | None:
    """Also one that is no longer in force: its breaches stay."""
    return next((one for one in law.reception.promises if one.id == promise_id), None)


def _today(scope: Scope) -> date:
    return scope.now.astimezone(ZONE).date()

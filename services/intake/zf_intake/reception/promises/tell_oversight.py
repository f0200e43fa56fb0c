"""Tell oversight of breaches: each once when it is found, and again with its cause (S-028)."""

from sqlalchemy import select, update

from zf_contracts.internal.promises import PromiseBreached
from zf_intake.reception.promises.queries import promise_named
from zf_intake.reception.promises.tables import PromiseBreach
from zf_law.deadlines import ZONE
from zf_law.loader import Law
from zf_platform.transaction import Scope

AT_ONCE = 200


async def tell_untold(scope: Scope, *, law: Law) -> None:
    """Oldest first; breaches from before oversight listened are among them."""
    statement = select(PromiseBreach).where(PromiseBreach.told.is_(False)).order_by(PromiseBreach.id).limit(AT_ONCE)
    found = (await scope.session.scalars(statement)).all()
    for breach in found:
        tell_breach(scope, breach, law=law)
    ids = [breach.id for breach in found]
    await scope.session.execute(update(PromiseBreach).where(PromiseBreach.id.in_(ids)).values(told=True))


def tell_breach(scope: Scope, breach: PromiseBreach, *, law: Law) -> None:
    promise = promise_named(breach.promise, law=law)
    home = law.agencies.by_code(scope.identity.agency)
    scope.enqueue(
        PromiseBreached(
            breach_id=breach.id,
            version=breach.version,
            promise=breach.promise,
            promise_zh=promise.zh if promise else breach.promise,
            promise_en=promise.en if promise else breach.promise,
            unit=promise.unit_of(home) if promise else "",
            label=breach.label,
            due_at=breach.due_at,
            happened_on=breach.due_at.astimezone(ZONE).date(),
            person_name=breach.person_name,
            cause=breach.cause,
            answered_by_name=breach.answered_by_name,
            answered_at=breach.answered_at,
        ),
        to="oversight",
        subject=breach.id,
        acted_at=scope.now,
        correlation=breach.id,
    )

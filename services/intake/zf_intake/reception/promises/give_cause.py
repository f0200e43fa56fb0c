"""Write down why a promise was broken, and who answers for it."""

from sqlalchemy import select

from zf_contracts.http.promises import GiveCause
from zf_intake.reception.promises.rules import cause_problems
from zf_intake.reception.promises.tables import PromiseBreach
from zf_intake.reception.promises.tell_oversight import tell_breach
from zf_law.loader import Law
from zf_law.problems import Problem
from zf_platform.errors import Conflict, NotFound, Refused
from zf_platform.transaction import Scope


async def give_cause(scope: Scope, command: GiveCause, *, breach_id: str, law: Law) -> PromiseBreach:
    breach: PromiseBreach | None = await scope.session.scalar(
        select(PromiseBreach).where(PromiseBreach.id == breach_id).with_for_update()
    )
    if breach is None:
        raise NotFound
    if breach.version != command.version:
        raise Conflict((Problem("version.stale"),))
    problems = cause_problems(cause=command.cause, known=breach.cause)
    if problems:
        raise Refused(problems)
    breach.cause, breach.person_name = command.cause, command.person_name
    breach.answered_by_name, breach.answered_at = scope.actor.name, scope.now
    breach.version += 1
    breach.told = True
    await scope.session.flush()
    tell_breach(scope, breach, law=law)
    scope.record("promise.give_cause", object_kind="promise_breach", object_id=breach.id, reason=command.cause)
    return breach

"""Every minute: whatever a public promise was given for and is over its limit gets a record, once, and oversight knows."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime

from sqlalchemy.dialects.postgresql import insert

from zf_intake.reception.appointments.promise_queries import unanswered_requests
from zf_intake.reception.counter.promise_queries import calls_of_numbers, takings_of_handovers
from zf_intake.reception.promises.rules import Running, due_at, earliest_since, is_broken
from zf_intake.reception.promises.tables import PromiseBreach
from zf_intake.reception.promises.tell_oversight import tell_untold
from zf_intake.reception.sessions.promise_queries import late_publications
from zf_law.deadlines import ZONE
from zf_law.loader import Law
from zf_law.reception import Promise
from zf_platform.transaction import Scope

Looking = Callable[[Scope, datetime], Awaitable[Sequence[Running]]]

_CLOCKS: Mapping[str, Looking] = {
    "ticket_wait": calls_of_numbers,
    "handover_take": takings_of_handovers,
    "appointment_answer": unanswered_requests,
}


async def watch_promises(scope: Scope, *, law: Law) -> None:
    """Promises in force today; each clock is looked at where its facts are."""
    for promise in law.reception.promises_on(scope.now.astimezone(ZONE).date()):
        look = _CLOCKS.get(promise.clock)
        if look is None:
            for late, due in await late_publications(scope):
                await _breach(scope, promise, late, due=due)
            continue
        for one in await look(scope, earliest_since(promise, now=scope.now)):
            due = due_at(promise, since=one.since, calendar=law.calendar)
            if is_broken(one, due=due, now=scope.now):
                await _breach(scope, promise, one, due=due)
    await tell_untold(scope, law=law)


async def _breach(scope: Scope, promise: Promise, one: Running, *, due: datetime) -> None:
    values = {
        "id": scope.new_id(),
        "promise": promise.id,
        "object_kind": one.object_kind,
        "object_id": one.object_id,
        "label": one.label,
        "due_at": due,
        "found_at": scope.now,
        "person_id": one.person_id,
        "person_name": one.person_name,
    }
    made = await scope.session.execute(
        insert(PromiseBreach).values(values).on_conflict_do_nothing().returning(PromiseBreach.id)
    )
    if made.first() is not None:
        scope.record("promise.find_breach", object_kind=one.object_kind, object_id=one.object_id, basis=promise.basis)

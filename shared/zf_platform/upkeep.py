"""Going through all objects of a service once, each batch a transaction: a stopped run is simply begun again."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from zf_platform.actors import Actor, Cause
from zf_platform.transaction import Scope, TransactionFactory


@dataclass(frozen=True, slots=True)
class Batch:
    """What one batch did: how many objects, and the id of the last; no id ends the run."""

    count: int
    last: str = ""


Step = Callable[[Scope, str], Awaitable[Batch]]
"""The objects after this id."""


async def go_through(
    factory: TransactionFactory, step: Step, *, name: str, actor: Actor, told: Callable[[int], None] = lambda _n: None
) -> int:
    """How many objects there were. `told` hears of the sum after each batch; the audit log of the whole at the end."""
    total, after = 0, ""
    cause = Cause(correlation_id=f"upkeep:{name}", request_id=f"upkeep:{name}")
    while True:
        async with factory.begin() as transaction:
            scope = transaction.scope(actor=actor, cause=cause)
            done = await step(scope, after)
            total += done.count
            if not done.last:
                scope.record(
                    f"upkeep.{name}", object_kind="service", object_id=str(factory.identity), after={"count": total}
                )
            await transaction.commit()
        if not done.last:
            return total
        after = done.last
        told(total)

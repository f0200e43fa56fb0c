"""Draw up a circular: everything missed in a period and not named before gets a number and goes to every agency."""

from zf_contracts.catalogue import entry_for
from zf_contracts.http.circulars import DrawUpCircular
from zf_contracts.interagency.tasks import SupervisedTaskCircular
from zf_contracts.supervision_values import CircularTold
from zf_law.deadlines import ZONE
from zf_liaison.circulars.keep_circular import keep_circular
from zf_liaison.circulars.missed_queries import missed_days, named_already
from zf_liaison.circulars.rules import content_problems, period_problems
from zf_liaison.desk import Desk
from zf_liaison.exchange.ledger import send
from zf_liaison.numbers.give_number import give_number
from zf_platform.errors import Refused
from zf_platform.transaction import Scope

DOCUMENT = "task_circular"


async def draw_up(scope: Scope, command: DrawUpCircular, *, desk: Desk) -> str:
    """The id. An agency that supervises only its own units keeps its circular at home."""
    today = scope.now.astimezone(ZONE).date()
    problems = period_problems(since=command.since, until=command.until, today=today)
    if problems:
        raise Refused(problems)
    number = await give_number(scope, DOCUMENT, law=desk.law)  # Its row also makes two circulars follow each other.
    named = await named_already(scope)
    missed = await missed_days(scope, since=command.since, until=command.until)
    lines = tuple(one for one in missed if (one.task_id, one.due.isoformat()) not in named)
    problems = content_problems(len(lines))
    if problems:
        raise Refused(problems)
    told = CircularTold(
        circular_id=scope.new_id(),
        number=number,
        title=command.title,
        since=command.since,
        until=command.until,
        text=command.text,
        lines=lines,
        by_name=scope.actor.name,
        acted_at=scope.now,
    )
    await keep_circular(scope, told, issuer=scope.identity.agency)
    _tell(scope, told, desk=desk)
    after = {"number": number, "lines": len(lines)}
    scope.record("task.circular", object_kind="task_circular", object_id=told.circular_id, after=after)
    return told.circular_id


def _tell(scope: Scope, told: CircularTold, *, desk: Desk) -> None:
    kind = desk.law.agencies.by_code(scope.identity.agency).kind.value
    for peer in desk.partners.all() if kind in entry_for(SupervisedTaskCircular).senders else ():
        send(scope, SupervisedTaskCircular(body=told), peer=peer, collab_no=told.circular_id, acted_at=told.acted_at)

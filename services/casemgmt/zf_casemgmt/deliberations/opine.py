"""A member's own opinion: for, against or another, with reasons, once."""

from sqlalchemy import update

from zf_casemgmt.deliberations import rules
from zf_casemgmt.deliberations.load import load_deliberation
from zf_casemgmt.deliberations.save import save_deliberation
from zf_casemgmt.deliberations.tables import DeliberationSeat
from zf_casemgmt.office import Office
from zf_contracts.http.deliberations import GiveOpinion
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def give_opinion(scope: Scope, deliberation_id: str, command: GiveOpinion, *, office: Office) -> None:
    """The seat is the authority, with the permission to vote at all."""
    loaded = await load_deliberation(scope, deliberation_id, office=office)
    problems = rules.opinion_problems(
        loaded.discussion,
        loaded.seats,
        actor_id=scope.actor.account_id,
        now=scope.now,
        committee=loaded.committee,
    )
    if problems:
        raise Refused(problems)
    await save_deliberation(scope, loaded.row, {})
    await scope.session.execute(
        update(DeliberationSeat)
        .where(
            DeliberationSeat.deliberation_id == deliberation_id,
            DeliberationSeat.account_id == scope.actor.account_id,
        )
        .values(opinion=command.opinion, reason=command.reason, spoke_at=scope.now)
        .execution_options(synchronize_session=False)
    )
    scope.record(
        "deliberation.opine", object_kind="deliberation", object_id=deliberation_id, after={"opinion": command.opinion}
    )

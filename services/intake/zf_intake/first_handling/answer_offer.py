"""The person it was offered to takes over as first handler, or declines; until then the former one answers (S-005)."""

from sqlalchemy import select, update

from zf_contracts.http.petition_acts import AnswerFirstHandling
from zf_intake.desk import Desk
from zf_intake.first_handling.tables import FirstHandlingTerm
from zf_intake.petitions.route_rules import TRACK, duty_inside
from zf_intake.petitions.take_up import take_up
from zf_intake.petitions.touch_petition import touch_petition
from zf_law.problems import Problem
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def answer_first_handling(scope: Scope, petition_id: str, command: AnswerFirstHandling, *, desk: Desk) -> None:
    """With the acceptance one term ends and the next begins, at the same moment: the matter is never nobody's."""
    file = await take_up(scope, petition_id, "petition.read", version=command.version)
    mine = FirstHandlingTerm.petition_id == petition_id
    offer = await scope.session.scalar(select(FirstHandlingTerm).where(mine, FirstHandlingTerm.state == "offered"))
    if offer is None or offer.account_id != scope.actor.account_id:
        raise Refused((Problem("petition.no_offer_for_you"),))
    act = "accept_first_handling" if command.accept else "decline_first_handling"
    changes: dict[str, object] = {}
    if command.accept:
        await scope.session.execute(
            update(FirstHandlingTerm)
            .where(mine, FirstHandlingTerm.state == "current")
            .values(state="past", until=scope.now)
            .execution_options(synchronize_session=False)
        )
        offer.state, offer.since = "current", scope.now
        duty = file.duty if file.duty == TRACK else duty_inside(unit=file.unit, first_handler_unit=offer.unit)
        changes = {
            "first_handler_id": offer.account_id,
            "first_handler_name": offer.account_name or scope.actor.name,
            "first_handler_unit": offer.unit,
            "duty": duty,
            "participants": {**file.participants, offer.account_id: "receiver"},
        }
    else:
        offer.state, offer.until = "declined", scope.now
    await scope.session.flush()
    await touch_petition(scope, file, desk=desk, act=act, basis="S-005", note=command.reason, changes=changes)

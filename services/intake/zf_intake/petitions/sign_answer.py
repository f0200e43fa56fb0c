"""A leader signs the answer that is about to be served; in major or difficult matters none goes out without it (S-004)."""

from sqlalchemy import update

from zf_contracts.http.petition_acts import SignAnswer
from zf_intake.desk import Desk
from zf_intake.petitions.newest_answer import newest_answer
from zf_intake.petitions.tables import PetitionAnswer
from zf_intake.petitions.take_up import take_up
from zf_intake.petitions.touch_petition import touch_petition
from zf_law.problems import Problem
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def sign_answer(scope: Scope, petition_id: str, command: SignAnswer, *, desk: Desk) -> None:
    """Only an answer that has not been served yet: nothing is signed for a day that is past."""
    file = await take_up(scope, petition_id, "petition.receive", version=command.version)
    newest = await newest_answer(scope, petition_id)
    if newest is None or newest.served_at is not None:
        raise Refused((Problem("petition.nothing_to_sign"),))
    await scope.session.execute(
        update(PetitionAnswer)
        .where(PetitionAnswer.id == newest.id)
        .values(signed_by=scope.actor.account_id, signed_by_name=scope.actor.name, signed_as_leader=True)
        .execution_options(synchronize_session=False)
    )
    await touch_petition(scope, file, desk=desk, act="sign_answer", basis="S-004", note=newest.document_no)

"""A petitioner consents to another leader, a time or a refusal, or declines, with number and code; silence changes nothing."""

from zf_contracts.http.appointments import AnswerOffer
from zf_contracts.http.petition_query import AnswerByCode
from zf_intake.desk import Desk
from zf_intake.public_query.open_by_code import open_by_code
from zf_intake.reception.appointments.answer import answer
from zf_intake.reception.appointments.booked_queries import asked_appointment
from zf_law.problems import Problem
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def answer_by_code(scope: Scope, command: AnswerByCode, *, desk: Desk) -> str:
    """The id of the petition. He answers the offer he was shown: to a newer one, or to another's, this is no word."""
    file = await open_by_code(scope, command, desk=desk, lock=True)
    asked = await asked_appointment(scope, file.id, appointment_no=command.appointment_no, offer_no=command.offer_no)
    if asked is None:
        raise Refused((Problem("appointment.not_asked"),))
    said = AnswerOffer(version=asked.version, accepted=command.accepted, note=command.note)
    await answer(scope, said, appointment_id=asked.id)
    return file.id

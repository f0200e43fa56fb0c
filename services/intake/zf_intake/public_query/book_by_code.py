"""A petitioner books a leader himself, with number and code (S-002, S-029). One open appointment for a matter at a time."""

from zf_contracts.http.appointments import RequestAppointment
from zf_contracts.http.petition_query import BookByCode
from zf_intake.desk import Desk
from zf_intake.petitions.name_queries import petitioner_of
from zf_intake.public_query.open_by_code import open_by_code
from zf_intake.reception.appointments.booked_queries import has_open_appointment
from zf_intake.reception.appointments.request_appointment import request_appointment
from zf_law.problems import Problem
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def book_by_code(scope: Scope, command: BookByCode, *, desk: Desk) -> str:
    """The id of the petition. Whose name stands on the matter books; a matter without a name takes the one given."""
    file = await open_by_code(scope, command, desk=desk, lock=True)
    if await has_open_appointment(scope, file.id):
        raise Refused((Problem("appointment.booked_already"),))
    name = await petitioner_of(scope, file.id) or command.petitioner_name
    if not name:
        raise Refused((Problem("appointment.name_needed", {"field": "petitioner_name"}),))
    await request_appointment(
        scope,
        RequestAppointment(
            host=scope.identity.agency,
            matter=command.matter,
            brief=command.brief,
            petitioner_name=name,
            phone=command.phone,
            named_name=command.named_name,
            wish=command.wish,
            petition_id=file.id,
            petition_no=file.petition_no,
        ),
        desk=desk,
    )
    return file.id

"""A petitioner registers online, with the same fields as at the window (S-029). Whoever takes it up becomes first handler."""

from zf_contracts.http.petition_query import RegisterOnline
from zf_contracts.http.petitions import RegisterPetition
from zf_intake.desk import Desk
from zf_intake.petitions.register import Registered, register
from zf_intake.public_query.rules import ONLINE_LIMIT, online_key
from zf_intake.public_query.tries import count_tries
from zf_law.problems import Problem
from zf_platform.errors import Refused
from zf_platform.transaction import Scope

PETITION_UNIT = "petition"


async def register_online(scope: Scope, command: RegisterOnline, *, desk: Desk) -> Registered:
    key = online_key(scope.cause.client)
    if (await count_tries(scope, (key,)))[key] > ONLINE_LIMIT:
        raise Refused((Problem("petition.query_too_often"),), status=429)
    agency = desk.law.agencies.by_code(scope.identity.agency)
    unit = next((unit.code for unit in agency.units if unit.kind == PETITION_UNIT), agency.units[0].code)
    form = RegisterPetition.model_validate({**command.model_dump(), "channel": "online", "unit": unit})
    return await register(scope, form, desk=desk)

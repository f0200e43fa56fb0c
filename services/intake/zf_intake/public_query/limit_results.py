"""Reading what was published is limited by address, so that nobody copies it by machine."""

from zf_intake.public_query.rules import RESULTS_LIMIT, results_key
from zf_intake.public_query.tries import count_tries
from zf_law.problems import Problem
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def limit_results(scope: Scope) -> None:
    """Raises Refused (429) beyond the limit of this address in a quarter of an hour."""
    key = results_key(scope.cause.client)
    if (await count_tries(scope, [key]))[key] > RESULTS_LIMIT:
        raise Refused((Problem("hearing.results_too_often"),), status=429)

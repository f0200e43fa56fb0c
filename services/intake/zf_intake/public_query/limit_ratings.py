"""Public ratings are limited by address, whatever code they name: guessing codes must not pay."""

from zf_intake.public_query.rules import RATING_LIMIT, rating_key
from zf_intake.public_query.tries import count_tries
from zf_law.problems import Problem
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def limit_ratings(scope: Scope) -> None:
    """Raises Refused (429) beyond the limit of this address in a quarter of an hour."""
    key = rating_key(scope.cause.client)
    if (await count_tries(scope, [key]))[key] > RATING_LIMIT:
        raise Refused((Problem("ticket.rating_too_often"),), status=429)

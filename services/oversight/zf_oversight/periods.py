"""The period a count is asked for: the year that ends today, unless days are named."""

from datetime import date, timedelta

from zf_law.problems import Problem
from zf_platform.clock import ZONE
from zf_platform.errors import Refused
from zf_platform.transaction import Scope

USUAL = timedelta(days=364)


def asked_period(scope: Scope, *, since: date | None, until: date | None) -> tuple[date, date]:
    """Both days are included. Raises Refused where the first day lies after the last."""
    last = until or scope.now.astimezone(ZONE).date()
    first = since or last - min(USUAL, last - date.min)
    if first > last:
        raise Refused((Problem("board.period_reversed", {"field": "until"}),))
    return first, last

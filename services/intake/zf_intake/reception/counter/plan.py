"""The hall of this node, as reception.toml lays it out."""

from zf_law.loader import Law
from zf_law.problems import Problem
from zf_law.reception import HallPlan
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


def hall_plan(scope: Scope, *, law: Law) -> HallPlan:
    """An agency without an entry there runs no hall; every act of the counter is refused."""
    plan = law.reception.hall(scope.identity.agency)
    if plan is None:
        raise Refused((Problem("hall.not_here"),))
    return plan

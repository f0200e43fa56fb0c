"""The rule of the session calendar for this node, on a day."""

from datetime import date

from zf_law.deadlines import ZONE
from zf_law.loader import Law
from zf_law.problems import Problem
from zf_law.reception import SessionRule
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


def session_rule(scope: Scope, *, law: Law, on: date) -> SessionRule:
    """An agency without a rule plans nothing by itself."""
    kind = law.agencies.by_code(scope.identity.agency).kind
    rule = law.reception.session_rule(kind, on=on)
    if rule is None:
        raise Refused((Problem("reception.no_rule"),))
    return rule


def today(scope: Scope) -> date:
    return scope.now.astimezone(ZONE).date()

"""The person acting, as other agencies are told."""

from zf_contracts import meeting_values as v
from zf_platform.transaction import Scope


def speaker(scope: Scope) -> v.Speaker:
    actor = scope.actor
    return v.Speaker(account_id=actor.account_id, name=actor.name[:60], unit=actor.unit)

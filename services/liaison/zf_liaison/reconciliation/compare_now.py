"""A person asks for a comparison now: with one partner or all, of a day or of today so far."""

from zf_contracts.http.liaison import ReconciliationRow, RunReconciliation
from zf_law.problems import Problem
from zf_liaison.partners import Partners
from zf_liaison.reconciliation.propose import propose
from zf_liaison.reconciliation.queries import runs_by_id
from zf_liaison.reconciliation.rules import SETTLING
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def compare_now(scope: Scope, command: RunReconciliation, *, partners: Partners) -> tuple[ReconciliationRow, ...]:
    today = scope.now.date()
    day = command.day or today
    if day > today:
        raise Refused((Problem("reconciliation.day_in_future", {"field": "day"}),))
    if command.peer is not None and not partners.allows(command.peer):
        raise Refused((Problem("exchange.peer_not_allowed", {"peer": command.peer, "field": "peer"}),))
    peers = (command.peer,) if command.peer else partners.all()
    until = scope.now - SETTLING if day == today else None
    run_ids = [await propose(scope, peer=peer, day=day, until=until) for peer in peers]
    return await runs_by_id(scope, run_ids)

"""One line for each partner: what waits for it, what failed, when it was last heard, how the last comparison ended."""

from zf_contracts.http.liaison import PeerHealth
from zf_liaison.exchange.queries import PeerLine, last_heard, peer_lines
from zf_liaison.partners import Partners
from zf_liaison.reconciliation.queries import latest_by_peer
from zf_platform.transaction import Scope

_NOTHING = PeerLine(waiting=0, oldest_waiting_at=None, failed=0)


async def peer_health(scope: Scope, *, partners: Partners) -> tuple[PeerHealth, ...]:
    """Also peers that left the directory while something still waits for them."""
    lines, heard, compared = await peer_lines(scope), await last_heard(scope), await latest_by_peer(scope)
    found = []
    for peer in sorted({*partners.all(), *lines}):
        line = lines.get(peer, _NOTHING)
        day, state = compared.get(peer, (None, None))
        found.append(
            PeerHealth(
                peer=peer,
                waiting=line.waiting,
                oldest_waiting_at=line.oldest_waiting_at,
                failed=line.failed,
                last_heard_at=heard.get(peer),
                reconciled_day=day,
                reconciled_state=state,
            )
        )
    return tuple(found)

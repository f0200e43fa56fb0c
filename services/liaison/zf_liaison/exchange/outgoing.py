"""What must hold before anything is sent to a peer."""

from zf_law.problems import Problem
from zf_liaison.partners import Partners
from zf_platform.errors import Refused


def require_partner(partners: Partners, peer: str) -> None:
    """A receiver outside the directory parks the message: it can only be right after somebody corrects one of the two."""
    if not partners.allows(peer):
        raise Refused((Problem("exchange.peer_not_allowed", {"peer": peer}),))

"""When a message whose worker did not come back has its turn beside healthy work.

A suspect is tried alone. One of a batch whose culprit is not known is most likely a healthy neighbour: it goes as soon as
no fresh message is due, and ten times per lease while fresh messages are. An offender was in hand when a process died
(in_hand.py) or crashed again when it was alone: it waits for a quiet spell, but never longer than `OVERDUE` leases; after
that one per lease goes ahead of everything, the longest due first. So with n of them each waits OVERDUE + n leases at most,
however much is to do.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import asyncpg

from zf_platform import claim
from zf_platform.claim import Work

OVERDUE = 4
"""Leases that a repeat offender must have been due before it goes ahead of fresh work."""
NEVER = 1e9
"""So many seconds nothing has been due: no repeat offender is taken."""
_QUIET = 1 / 3
_SOON = 1 / 10
_LATER = 1 / 3


@dataclass(slots=True)
class SuspectTurns:
    """Parts of a lease and monotonic seconds. `quiet_since`: when this process began or last found fresh work."""

    lease: float
    quiet_since: float = 0.0
    ahead_at: float = 0.0
    idle_at: float = 0.0
    offender_at: float = 0.0

    @property
    def overdue(self) -> float:
        """Seconds due after which a suspect goes by its age alone."""
        return self.lease * OVERDUE

    def begin(self, *, at: float) -> None:
        """A new process: what killed the last one must not kill this one before it did anything."""
        self.quiet_since = at
        self.ahead_at = at + self.lease * _SOON
        self.offender_at = at + self.lease

    def ahead_of_fresh(self, *, at: float) -> float | None:
        """Seconds that a repeat offender must have been due to be taken now; None when it is no suspect's turn."""
        if at < self.ahead_at:
            return None
        return self.overdue if at >= self.offender_at else NEVER

    def nothing_fresh(self, *, at: float) -> float | None:
        """The same when no fresh message is due."""
        if at < self.idle_at:
            return None
        return 0.0 if at >= self.quiet_since + self.lease * _QUIET else NEVER

    def found_fresh(self, *, at: float) -> None:
        self.quiet_since = at

    def looked_ahead(self, found: Sequence[Work], *, at: float) -> None:
        """Where one was there may be more; where none was, the next look can wait."""
        self.ahead_at = at + self.lease * (_SOON if found else _LATER)
        if any(work.crashes > 1 for work in found):
            self.offender_at = at + self.lease

    def looked_idly(self, found: Sequence[Work], *, at: float) -> None:
        self.idle_at = at if found else at + self.lease * _SOON


async def claim_in_turn(
    connection: asyncpg.Connection, turns: SuspectTurns, *, token: str, limit: int, many: bool, at: float
) -> list[Work]:
    """A suspect when it is its turn, else fresh work, else again a suspect: up to `limit` fresh ones, or one suspect.

    `many`: far more fresh messages are waiting than go into a claim.
    """
    due = turns.ahead_of_fresh(at=at)
    if due is not None:
        works = await claim.claim_suspect(
            connection, token=token, lease=turns.lease, offenders_due=due, overdue=turns.overdue
        )
        turns.looked_ahead(works, at=at)
        if works:
            return works
    works = await claim.claim(connection, token=token, lease=turns.lease, limit=limit, many=many)
    if works:
        turns.found_fresh(at=at)
        return works
    due = turns.nothing_fresh(at=at)
    if due is not None:
        # By crashes alone: what is overdue has its turn above, and must not kill the process before the neighbours are done.
        works = await claim.claim_suspect(connection, token=token, lease=turns.lease, offenders_due=due, overdue=NEVER)
        turns.looked_idly(works, at=at)
    return works

"""A dispute was decided: its clock ends, in time or late."""

from datetime import datetime
from typing import Literal

from zf_contracts.internal.deadlines import DeadlineEnded
from zf_intake.desk import Desk
from zf_intake.joint.tables import Dispute
from zf_intake.joint.watch_dispute import owes_decision
from zf_platform.transaction import Scope


async def end_dispute_watch(scope: Scope, dispute: Dispute, *, at: datetime, desk: Desk) -> None:
    if not owes_decision(scope, desk=desk):
        return
    outcome: Literal["met", "met_late"] = "met_late" if at > dispute.due_at else "met"
    scope.enqueue(
        DeadlineEnded(deadline_id=dispute.id, revision=1, outcome=outcome, at=at, act="decide_dispute"),
        to="oversight",
        subject=dispute.collab_no,
        acted_at=at,
        correlation=dispute.collab_no,
    )

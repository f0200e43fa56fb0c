"""A proposed topic is taken or declined; its proposer hears it."""

from sqlalchemy import update

from zf_contracts import meeting_values as v
from zf_contracts.interagency.meetings import JointMeetingTopicDecided
from zf_liaison.exchange.ledger import send
from zf_liaison.meetings.tables import TopicProposalRow
from zf_platform.transaction import Scope


async def decide_proposal(
    scope: Scope, row: TopicProposalRow, *, taken: bool, meeting_id: str = "", reason: str = ""
) -> None:
    await scope.session.execute(
        update(TopicProposalRow)
        .where(TopicProposalRow.id == row.id)
        .values(state="taken" if taken else "declined", meeting_id=meeting_id, reason=reason, decided_at=scope.now)
    )
    if row.proposer == scope.identity.agency:
        return
    decision = v.TopicDecision(
        notice_id=scope.new_id(),
        meeting_id=meeting_id,
        acted_at=scope.now,
        topic_id=row.id,
        taken=taken,
        reason=reason,
    )
    send(
        scope,
        JointMeetingTopicDecided(body=decision),
        peer=row.proposer,
        collab_no=row.id,
        acted_at=scope.now,
        notice_id=decision.notice_id,
    )

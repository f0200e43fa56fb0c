"""A topic that waits for an agenda, kept by its proposer and by the convener."""

from sqlalchemy.dialects.postgresql import insert

from zf_contracts import meeting_values as v
from zf_liaison.meetings.tables import TopicProposalRow
from zf_platform.transaction import Scope


async def keep_proposal(scope: Scope, act: v.TopicProposal, *, convener: str, proposer: str) -> None:
    await scope.session.execute(
        insert(TopicProposalRow)
        .values(
            id=act.notice_id,
            convener=convener,
            proposer=proposer,
            state="proposed",
            meeting_id=act.meeting_id,
            body=act.model_dump(mode="json"),
            proposed_at=act.acted_at,
        )
        .on_conflict_do_nothing()
    )

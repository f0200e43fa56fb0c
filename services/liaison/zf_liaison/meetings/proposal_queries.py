"""Topics that were proposed and wait for an agenda."""

from sqlalchemy import select

from zf_contracts import meeting_values as v
from zf_contracts.http.meetings import ProposalView
from zf_law.problems import Problem
from zf_liaison.meetings.tables import TopicProposalRow
from zf_platform.errors import Refused
from zf_platform.transaction import Scope

_MOST = 200


async def open_proposal(scope: Scope, topic_id: str) -> TopicProposalRow:
    """Proposed to us and not yet decided, locked."""
    statement = select(TopicProposalRow).where(
        TopicProposalRow.id == topic_id, TopicProposalRow.convener == scope.identity.agency
    )
    row = (await scope.session.execute(statement.with_for_update())).scalar_one_or_none()
    if row is None:
        raise Refused((Problem("meeting.topic_unknown", {"field": "topics"}),))
    if row.state != "proposed":
        raise Refused((Problem("meeting.topic_decided", {"field": "topics"}),))
    return row


async def list_proposals(scope: Scope, *, open_only: bool) -> tuple[ProposalView, ...]:
    """Ours and those proposed to us, newest first."""
    statement = select(TopicProposalRow).order_by(TopicProposalRow.id.desc()).limit(_MOST)
    if open_only:
        statement = statement.where(TopicProposalRow.state == "proposed")
    return tuple(_view(row) for row in (await scope.session.execute(statement)).scalars())


def _view(row: TopicProposalRow) -> ProposalView:
    proposal = v.TopicProposal.model_validate(row.body)
    return ProposalView(
        topic_id=row.id,
        convener=row.convener,
        proposer=row.proposer,
        state=row.state,
        meeting_id=row.meeting_id,
        reason=row.reason,
        proposal=proposal,
        warning=bool(proposal.case_no),
    )

"""Make a resolution: its numbered paper, what it takes the place of, and who is told of it."""

from dataclasses import asdict

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert

from zf_casemgmt.deliberations import queries
from zf_casemgmt.deliberations.load import Loaded
from zf_casemgmt.deliberations.paper_rules import decision_text
from zf_casemgmt.deliberations.rules import STANDING, SUPERSEDED, Count
from zf_casemgmt.deliberations.tables import Resolution
from zf_casemgmt.deliberations.tell import Decided, tell_concerned, tell_oversight
from zf_casemgmt.documents.issue import Draft, issue_document
from zf_casemgmt.office import Office
from zf_law.deadlines import ZONE
from zf_law.deliberations import RESOLVED
from zf_platform.transaction import Scope


async def resolve(scope: Scope, loaded: Loaded, *, outcome: str, votes: Count, text: str, office: Office) -> str:
    """Returns the number. The paper stays in the agency's own volume; it holds the votes, not who gave which."""
    row = loaded.row
    transition = office.law.stages.transition(row.act)
    draft = Draft(
        type=loaded.committee.document,
        dated=scope.now.astimezone(ZONE).date(),
        suspect_id=row.suspect_id or None,
        resolved=True,
        text=decision_text(
            loaded.committee, act=transition.zh, asked=row.asked, outcome=outcome, votes=votes, text=text
        ),
    )
    paper = await issue_document(scope, draft, file=loaded.file, office=office)
    superseded = await _supersede(scope, row.supersedes, by=row.id)
    decided = Decided(paper.document_no, row.act, row.suspect_id, outcome, superseded)
    tell_oversight(scope, decided, file=loaded.file)
    told: tuple[str, ...] = ()
    if loaded.committee.tells_when == RESOLVED:
        told = tell_concerned(scope, decided, file=loaded.file, committee=loaded.committee, office=office)
    await scope.session.execute(
        insert(Resolution).values(
            id=scope.new_id(),
            deliberation_id=row.id,
            case_id=row.case_id,
            number=paper.document_no,
            document_id=paper.id,
            act=row.act,
            suspect_id=row.suspect_id,
            outcome=outcome,
            votes=asdict(votes),
            told=list(told),
            state=STANDING,
            made_at=scope.now,
        )
    )
    return paper.document_no


async def _supersede(scope: Scope, resolution_id: str, *, by: str) -> str:
    """The number of the earlier resolution, which from now on binds nobody; empty when there is none."""
    earlier = await queries.resolution_of(scope.session, resolution_id) if resolution_id else None
    if earlier is None:
        return ""
    await scope.session.execute(
        update(Resolution)
        .where(Resolution.id == resolution_id, Resolution.state == STANDING)
        .values(state=SUPERSEDED, ended_at=scope.now, ended_by=by)
        .execution_options(synchronize_session=False)
    )
    return earlier.number

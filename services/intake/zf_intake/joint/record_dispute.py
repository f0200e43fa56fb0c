"""A dispute over the lead or over competence: written down where it was raised, in the hall and at the committee."""

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert

from zf_contracts.petition_statements import CompetenceDispute
from zf_intake.desk import Desk
from zf_intake.joint.tables import Dispute, JointMatter
from zf_intake.joint.watch_dispute import dispute_due, watch_dispute
from zf_law.moments import last_instant, written
from zf_platform.transaction import Scope


async def record_dispute(scope: Scope, body: CompetenceDispute, *, raised_by: str, desk: Desk) -> None:
    """The committee's two working days run from when it was raised. Until it decides nobody answers for all."""
    due = dispute_due(body.acted_at, desk=desk)
    statement = insert(Dispute).values(
        id=body.notice_id,
        about=body.about,
        collab_no=body.collab_no,
        petition_no=body.petition_no,
        title=body.content.title if body.content else "",
        of=body.of,
        part_no=body.part_no,
        raised_by=raised_by,
        agencies=list(body.agencies),
        proposed=body.proposed,
        reason=body.reason,
        raised_at=body.acted_at,
        due=written(due),
        due_at=last_instant(due),
    )
    await scope.session.execute(statement.on_conflict_do_nothing())
    if body.about == "lead":
        await scope.session.execute(
            update(JointMatter)
            .where(JointMatter.collab_no == body.collab_no, JointMatter.state == "open")
            .values(state="disputed", version=JointMatter.version + 1)
            .execution_options(synchronize_session=False)
        )
    await watch_dispute(scope, body, desk=desk)

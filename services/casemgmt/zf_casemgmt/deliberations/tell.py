"""Tell oversight that a collective decision was made, and the agencies it concerns what was decided."""

from zf_casemgmt.deliberations.binding_rules import ADOPTED
from zf_casemgmt.deliberations.load import Loaded
from zf_casemgmt.notices.issue import receivers_of
from zf_casemgmt.notices.rules import RESOLUTION
from zf_casemgmt.office import Office
from zf_contracts.internal.decisions import CollectiveDecisionRecorded
from zf_contracts.internal.transfers import NoticeIssued
from zf_contracts.values import StageNotice
from zf_platform.transaction import Scope


async def tell_of_resolution(
    scope: Scope, loaded: Loaded, *, number: str, outcome: str, superseded: str, office: Office
) -> tuple[str, ...]:
    """The agencies told. Nothing of what members said leaves: the number, the act and the result alone."""
    file, act = loaded.file, loaded.row.act
    recorded = CollectiveDecisionRecorded(
        case_id=file.id,
        case_no=file.case_no,
        collab_no=file.collab_no,
        unit=file.unit,
        number=number,
        act=act,
        outcome="adopted" if outcome == ADOPTED else "rejected",
        superseded=superseded,
        decided_at=scope.now,
    )
    scope.enqueue(recorded, to="oversight", subject=file.collab_no, acted_at=scope.now, correlation=file.collab_no)
    receivers = receivers_of(office.law.deliberations.told_of(act), office=office)
    if not receivers:
        return ()
    notice = _notice(scope, loaded, number=number, outcome=outcome, superseded=superseded, office=office)
    scope.enqueue(
        NoticeIssued(message=RESOLUTION, receivers=receivers, notice=notice),
        to="liaison",
        subject=file.collab_no,
        acted_at=scope.now,
        sensitivity="L3",
        correlation=file.collab_no,
    )
    return receivers


def _notice(scope: Scope, loaded: Loaded, *, number: str, outcome: str, superseded: str, office: Office) -> StageNotice:
    """No step of the stage machine: it is kept for reading, so its act has the name of the message."""
    file, transition = loaded.file, office.law.stages.transition(loaded.row.act)
    return StageNotice(
        notice_id=scope.new_id(),
        collab_no=file.collab_no,
        act=RESOLUTION,
        transition="",
        from_state=file.state,
        to_state=file.state,
        suspect_id=loaded.row.suspect_id or None,
        acted_at=scope.now,
        basis=loaded.committee.basis,
        facts={
            "case_no": file.case_no,
            "number": number,
            "committee": loaded.committee.zh,
            "committee_en": loaded.committee.en,
            "act": transition.act,
            "act_zh": transition.zh,
            "act_en": transition.en,
            "outcome": outcome,
            "superseded": superseded,
        },
    )

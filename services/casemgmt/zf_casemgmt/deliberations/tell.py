"""Tell oversight that a collective decision was made, and the agencies it concerns what was decided."""

from dataclasses import dataclass

from zf_casemgmt.cases.file_rules import CaseFile
from zf_casemgmt.deliberations.binding_rules import ADOPTED
from zf_casemgmt.notices.issue import receivers_of
from zf_casemgmt.notices.rules import RESOLUTION
from zf_casemgmt.office import Office
from zf_contracts.internal.decisions import CollectiveDecisionRecorded
from zf_contracts.internal.transfers import NoticeIssued
from zf_contracts.values import StageNotice
from zf_law.agencies import AgencyKind
from zf_law.deliberations import Committee
from zf_platform.transaction import Scope


@dataclass(frozen=True, slots=True)
class Decided:
    """What is told of a resolution. `superseded` is the number of the one it took the place of."""

    number: str
    act: str
    suspect_id: str
    outcome: str
    superseded: str = ""


def tell_oversight(scope: Scope, decided: Decided, *, file: CaseFile) -> None:
    recorded = CollectiveDecisionRecorded(
        case_id=file.id,
        case_no=file.case_no,
        collab_no=file.collab_no,
        unit=file.unit,
        number=decided.number,
        act=decided.act,
        outcome="adopted" if decided.outcome == ADOPTED else "rejected",
        superseded=decided.superseded,
        decided_at=scope.now,
    )
    scope.enqueue(recorded, to="oversight", subject=file.collab_no, acted_at=scope.now, correlation=file.collab_no)


def tell_concerned(
    scope: Scope, decided: Decided, *, file: CaseFile, committee: Committee, office: Office
) -> tuple[str, ...]:
    """The agencies told. Nothing of what members said leaves: the number, the act and the result alone."""
    law = office.law.deliberations
    kinds = law.told_of(decided.act, own=office.kind, holder=AgencyKind(file.holder))
    receivers = receivers_of(kinds, office=office)
    if not receivers:
        return ()
    notice = _notice(scope, decided, file=file, committee=committee, office=office)
    scope.enqueue(
        NoticeIssued(message=RESOLUTION, receivers=receivers, notice=notice),
        to="liaison",
        subject=file.collab_no,
        acted_at=scope.now,
        sensitivity="L3",
        correlation=file.collab_no,
    )
    return receivers


def _notice(scope: Scope, decided: Decided, *, file: CaseFile, committee: Committee, office: Office) -> StageNotice:
    """No step of the stage machine: it is kept for reading, so its act has the name of the message."""
    transition = office.law.stages.transition(decided.act)
    return StageNotice(
        notice_id=scope.new_id(),
        collab_no=file.collab_no,
        act=RESOLUTION,
        transition="",
        from_state=file.state,
        to_state=file.state,
        suspect_id=decided.suspect_id or None,
        acted_at=scope.now,
        basis=committee.basis,
        facts={
            "case_no": file.case_no,
            "number": decided.number,
            "committee": committee.zh,
            "committee_en": committee.en,
            "act": transition.act,
            "act_zh": transition.zh,
            "act_en": transition.en,
            "outcome": decided.outcome,
            "superseded": decided.superseded,
        },
    )

"""What the committee has to do with one case: the mark, matters, resolutions here and elsewhere, what may be put to it."""

from zf_casemgmt.cases.authority import reasons_against, require
from zf_casemgmt.cases.file_rules import CaseFile
from zf_casemgmt.cases.load import load_case
from zf_casemgmt.deliberations import queries
from zf_casemgmt.deliberations.load import READ
from zf_casemgmt.deliberations.row_view import resolution_view, rows_view
from zf_casemgmt.deliberations.tables import GraveMark
from zf_casemgmt.deliberations.word_rules import NO_WORDS, OUTCOMES
from zf_casemgmt.notices.queries import Told, told_about
from zf_casemgmt.notices.rules import RESOLUTION
from zf_casemgmt.office import Office
from zf_contracts.http.deliberations import (
    CaseDeliberationsView,
    ChoiceView,
    CodeView,
    GraveView,
    ReceivedResolutionView,
)
from zf_platform.transaction import Scope


async def show_case_deliberations(scope: Scope, case_id: str, *, office: Office) -> CaseDeliberationsView:
    file = await load_case(scope, case_id, lock=False)
    require(scope.actor, READ, file=file, agency=office.agency.code)
    law, session = office.law.deliberations, scope.session
    committee = law.committee_of(office.kind)
    suspects = {suspect.id: suspect.name for suspect in file.suspects}
    mark = await queries.grave_mark_of(session, case_id)
    rows = await queries.of_case(session, case_id)
    made = await queries.resolutions_of_case(session, case_id)
    told = await told_about(session, collab_no=file.collab_no, message=RESOLUTION)
    return CaseDeliberationsView(
        case_id=case_id,
        case_no=file.case_no,
        title=file.title,
        version=file.version,
        committee_zh=committee.zh if committee else "",
        committee_en=committee.en if committee else "",
        grave=_grave(mark, office=office) if mark is not None else None,
        deliberations=await rows_view(scope, rows, office=office),
        resolutions=tuple(resolution_view(row, suspects=suspects, office=office) for row in made),
        received=tuple(_received(row) for row in told),
        questions=tuple(
            CodeView(code=one.id, zh=one.zh, en=one.en) for one in law.questions.values() if office.kind in one.kinds
        ),
        grounds=tuple(CodeView(code=code, zh=label.zh, en=label.en) for code, label in law.grounds.items()),
        choices=_choices(file, office=office),
        may_propose=_may(scope, "deliberation.propose", file, office=office) and committee is not None,
        may_lift=_may(scope, "deliberation.convene", file, office=office),
    )


def _may(scope: Scope, permission: str, file: CaseFile, *, office: Office) -> bool:
    return not reasons_against(scope.actor, permission, file=file, agency=office.agency.code)


def _grave(mark: GraveMark, *, office: Office) -> GraveView:
    ground = office.law.deliberations.grounds[mark.ground]
    return GraveView(
        ground=mark.ground,
        ground_zh=ground.zh,
        ground_en=ground.en,
        reason=mark.reason,
        marked_by_name=mark.marked_by_name,
        marked_at=mark.marked_at,
    )


def _choices(file: CaseFile, *, office: Office) -> tuple[ChoiceView, ...]:
    """Acts within the committee's reach that begin where the case stands."""
    return tuple(
        ChoiceView(act=one.act, zh=one.zh, en=one.en, of_suspect=one.aggregate == "suspect")
        for one in office.law.stages.from_state(file.state)
        if office.kind in one.agency_kinds and office.law.deliberations.choices_of(one.act)
    )


def _received(row: Told) -> ReceivedResolutionView:
    facts = row.notice.facts
    outcome = OUTCOMES.get(facts.get("outcome", ""), NO_WORDS)
    return ReceivedResolutionView(
        sender=row.sender,
        number=facts.get("number", ""),
        committee_zh=facts.get("committee", ""),
        committee_en=facts.get("committee_en", ""),
        act_zh=facts.get("act_zh", ""),
        act_en=facts.get("act_en", ""),
        outcome=facts.get("outcome", ""),
        outcome_zh=outcome[0],
        outcome_en=outcome[1],
        superseded_no=facts.get("superseded", ""),
        made_at=row.notice.acted_at,
        received_at=row.received_at,
    )

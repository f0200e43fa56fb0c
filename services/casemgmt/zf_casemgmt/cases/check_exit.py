"""Record the five-point exit check (出口审核). A failed check sends the case back for correction at once."""

from dataclasses import replace

from zf_casemgmt.cases.advance import advance
from zf_casemgmt.cases.authority import require
from zf_casemgmt.cases.file_rules import CaseFile, Paper
from zf_casemgmt.cases.load import load_case
from zf_casemgmt.cases.rules import Move
from zf_casemgmt.cases.search_entries import note_for_search
from zf_casemgmt.cases.touch_case import touch_case
from zf_casemgmt.documents.issue import Draft, issue_document
from zf_casemgmt.office import Office
from zf_contracts.http.casemgmt import RecordExitCheck
from zf_contracts.values import ExitCheck
from zf_law.deadlines import ZONE
from zf_law.problems import Problem
from zf_platform.errors import Refused
from zf_platform.telemetry import step
from zf_platform.telemetry_names import SpanName
from zf_platform.transaction import Scope

CHECKER = "legal_reviewer"
RETURN_ACT = "return_from_exit_review"
CORRECTION = "correction_opinion"
_POINTS = {
    "facts_clear": "事实清楚",
    "evidence_sufficient": "证据充分",
    "charge_accurate": "定性准确",
    "procedure_lawful": "程序合法",
    "formalities_complete": "手续完备",
}


async def check_exit(scope: Scope, case_id: str, command: RecordExitCheck, *, office: Office) -> ExitCheck:
    """Whoever handles or handled the case may not check it; checking again replaces the check and the signature."""
    file = await load_case(scope, case_id)
    require(scope.actor, "transfer.check", file=file, agency=office.agency.code, seen=command.version)
    _refuse_own_case(file, scope.actor.account_id)
    check = ExitCheck(
        **command.model_dump(exclude={"version"}), checked_by=scope.actor.account_id, checked_at=scope.now
    )
    with step(SpanName.REVIEW_SIGN, case_id=case_id, outcome="passed" if check.passed else "failed"):
        await touch_case(
            scope,
            file,
            changes={
                "exit_check": check.model_dump(mode="json"),
                "head_signed_by": "",
                "head_signed_name": "",
                "head_signed_at": None,
                "participants": {**file.participants, scope.actor.account_id: CHECKER},
            },
        )
        note_for_search(scope, case_id, office=office)
        scope.record(
            "transfer.check",
            object_kind="case",
            object_id=case_id,
            reason=command.opinion[:500],
            after=check.model_dump(),
        )
        transition = office.law.stages.transition(RETURN_ACT)
        if not check.passed and file.state in transition.from_:
            await _send_back(scope, case_id, check, office=office)
    return check


def _refuse_own_case(file: CaseFile, account_id: str) -> None:
    played = "handler" if account_id == file.handler_id else file.participants.get(account_id)
    if played == "handler":
        raise Refused((Problem("authority.exclusive_roles", {"played": played, "wanted": CHECKER}),))


async def _send_back(scope: Scope, case_id: str, check: ExitCheck, *, office: Office) -> None:
    """退查补正意见 is written from the failed points, then the case returns to the investigators (S-032)."""
    file = await load_case(scope, case_id)
    failed = "、".join(zh for name, zh in _POINTS.items() if not getattr(check, name))
    draft = Draft(
        type=CORRECTION,
        dated=scope.now.astimezone(ZONE).date(),
        fields={"points": failed},
        text=check.opinion,
    )
    issued = await issue_document(scope, draft, file=file, office=office)
    paper = Paper(issued.id, issued.type, None, file.returns)
    move = Move(act=RETURN_ACT, acted_at=scope.now, documents=(issued.id,), note=check.opinion)
    await advance(scope, move, file=replace(file, papers=(*file.papers, paper)), office=office)

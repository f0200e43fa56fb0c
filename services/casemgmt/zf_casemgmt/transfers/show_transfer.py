"""One outgoing package with its manifest, its evidences and why it cannot be sent yet."""

from collections.abc import Sequence

from zf_casemgmt.cases import rules as case_rules
from zf_casemgmt.cases.advance import numbered_types
from zf_casemgmt.cases.authority import reasons_against
from zf_casemgmt.cases.detail import as_reason
from zf_casemgmt.cases.file_rules import CaseFile
from zf_casemgmt.cases.load import load_case
from zf_casemgmt.cases.party_rules import masked_number, parties
from zf_casemgmt.cases.queries import CaseLabel
from zf_casemgmt.office import Office
from zf_casemgmt.timelimits.queries import on_package
from zf_casemgmt.transfers import queries, rules
from zf_casemgmt.transfers.submit import sending_move
from zf_casemgmt.transfers.tables import Transfer
from zf_contracts.http.casemgmt import SubmitTransfer, TransferView
from zf_contracts.values import CodedProblem, ExitCheck, ManifestItem, Party, RunningClock
from zf_law.problems import Problem
from zf_platform.transaction import Scope


async def show_transfer(scope: Scope, transfer_id: str, *, office: Office) -> TransferView:
    """A draft shows the case as it is now; what has left shows what it took along."""
    row = await queries.find_visible(scope, transfer_id)
    file = await load_case(scope, row.case_id, lock=False)
    label = CaseLabel(file.id, file.case_no, file.title, file.collab_no, {})
    draft = row.state == rules.DRAFT
    check = file.exit_check if draft else _check(row)
    problems = send_problems(scope, row, file=file, office=office) if draft else []
    scope.record("transfer.read", object_kind="transfer", object_id=row.id, sensitive_read=True)
    return TransferView(
        **queries.row_view(row, label=label, sender=office.agency.code).model_dump(),
        collab_no=file.collab_no,
        summary=row.summary,
        items=tuple(ManifestItem.model_validate(item) for item in row.items),
        parties=parties(file, ids=row.suspect_ids, number=masked_number) if draft else _parties(row),
        clocks=on_package(file.clocks) if draft else _clocks(row),
        exit_check=check,
        head_signed_by=file.head_signed_by if draft else row.head_signed_by,
        head_signed_name=file.head_signed_name if draft else row.head_signed_name,
        lawyers=tuple(row.lawyers),
        message_id=row.message_id,
        trace_id=row.trace_id,
        evidences=queries.evidence_views(row, now=scope.now),
        problems=tuple(CodedProblem.model_validate(problem) for problem in row.problems),
        accepted_at=row.accepted_at,
        accepted_by=row.accepted_by,
        accepted_by_name=row.accepted_by_name,
        send_problems=tuple(as_reason(problem) for problem in problems),
    )


def send_problems(scope: Scope, row: Transfer, *, file: CaseFile, office: Office) -> Sequence[Problem]:
    """What the submission would answer this person now."""
    stages = office.law.stages
    act = rules.sending_act(stages, package=row.kind, file=file, kind=office.kind)
    if act is None:
        return rules.submit_problems(row.state, act)
    now = max(scope.now, file.last_act_at) if file.last_act_at is not None else scope.now
    move = sending_move(row, act, SubmitTransfer(version=row.version, acted_at=now), file=file, office=office)
    person = case_rules.Person(scope.actor.account_id, scope.actor.roles)
    facts = case_rules.case_facts(file, move, person=person, kind=office.kind, now=now, numbered=numbered_types(office))
    problems = case_rules.problems_of(act, facts, move, stages=stages)
    return [*problems, *reasons_against(scope.actor, act.permission, file=file, agency=office.agency.code)]


def _check(row: Transfer) -> ExitCheck | None:
    return ExitCheck.model_validate(row.exit_check) if row.exit_check is not None else None


def _parties(row: Transfer) -> tuple[Party, ...]:
    return tuple(Party.model_validate(party) for party in row.parties)


def _clocks(row: Transfer) -> tuple[RunningClock, ...]:
    return tuple(RunningClock.model_validate(clock) for clock in row.clocks)

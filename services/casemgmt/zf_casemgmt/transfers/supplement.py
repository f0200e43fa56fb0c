"""Send a supplemented package (补送): a new version of the same transfer, with a reason."""

from datetime import datetime

from sqlalchemy import update

from zf_casemgmt.cases.answer_rules import supplement_rules
from zf_casemgmt.cases.authority import require
from zf_casemgmt.cases.file_rules import CaseFile
from zf_casemgmt.cases.load import load_case
from zf_casemgmt.cases.party_rules import masked_number, parties
from zf_casemgmt.cases.touch_case import touch_case
from zf_casemgmt.documents import queries as documents
from zf_casemgmt.office import Office
from zf_casemgmt.tables import fresh
from zf_casemgmt.timelimits.apply import Matter, apply_plan
from zf_casemgmt.timelimits.end_rules import done
from zf_casemgmt.timelimits.rules import ClockPlan
from zf_casemgmt.transfers import rules
from zf_casemgmt.transfers.send_package import is_outlet, send_package
from zf_casemgmt.transfers.tables import Transfer
from zf_contracts.http.casemgmt import SupplementTransfer
from zf_contracts.values import ManifestItem
from zf_law.problems import Problem
from zf_law.stages import Transition
from zf_platform.errors import Conflict, NotFound, Refused
from zf_platform.transaction import Scope

ACT = "transfer.supplement"


async def supplement_transfer(scope: Scope, transfer_id: str, command: SupplementTransfer, *, office: Office) -> str:
    """Returns the message id. The manifest takes in what came on file since; the act on the case stays as it was."""
    row = (await scope.session.scalars(fresh(Transfer).where(Transfer.id == transfer_id))).one_or_none()
    if row is None:
        raise NotFound
    file = await load_case(scope, row.case_id)
    require(scope.actor, "transfer.send", file=file, agency=office.agency.code)
    if row.version != command.version:
        raise Conflict((Problem("version.stale", {"seen": command.version, "current": row.version}),))
    problems = _problems(scope, row, command, act=office.law.stages.transition(row.act))
    if problems:
        raise Refused(problems)
    row.items = await _manifest(scope, row, command)
    version = row.package_version + 1
    message_id = send_package(
        scope, row, file=file, people=file, version=version, submitted_at=command.acted_at, office=office
    )
    await _save(scope, row, command, file=file, version=version, message_id=message_id)
    await _end_clocks(scope, file, at=command.acted_at, office=office)
    scope.record(
        ACT,
        object_kind="transfer",
        object_id=row.id,
        reason=command.reason,
        after={"version": version},
    )
    return message_id


async def _save(
    scope: Scope, row: Transfer, command: SupplementTransfer, *, file: CaseFile, version: int, message_id: str
) -> None:
    shown = parties(file, ids=row.suspect_ids, number=masked_number)
    await scope.session.execute(
        update(Transfer)
        .where(Transfer.id == row.id, Transfer.version == command.version)
        .values(
            state=rules.SUBMITTED,
            items=row.items,
            parties=[party.model_dump(mode="json") for party in shown],
            reason=command.reason,
            submitted_at=command.acted_at,
            evidence_step="submitted",
            evidences={"submitted": scope.now.isoformat()},
            message_id=message_id,
            package_version=version,
            version=command.version + 1,
        )
        .execution_options(synchronize_session=False)
    )


async def _end_clocks(scope: Scope, file: CaseFile, *, at: datetime, office: Office) -> None:
    """The request for the papers started them."""
    law = office.law
    asked = supplement_rules(law.stages)
    ended = tuple(
        done(clock, law.deadlines.rule(clock.rule, on=clock.anchor), at=at)
        for clock in file.clocks
        if clock.rule in asked
    )
    if ended:
        matter = Matter(file.id, file.case_no, file.collab_no, file.unit, file.handler_id)
        await apply_plan(scope, ClockPlan(ended=ended), matter=matter, act=ACT, at=at)
        await touch_case(scope, file)


def _problems(scope: Scope, row: Transfer, command: SupplementTransfer, *, act: Transition) -> list[Problem]:
    problems: list[Problem] = []
    if row.state != rules.SUPPLEMENT_REQUESTED:
        problems.append(Problem("transfer.no_supplement_requested", {"state": row.state}))
    if act.gate and not is_outlet(scope.actor.roles):
        problems.append(Problem("gate.not_the_outlet"))
    if command.acted_at > scope.now:
        problems.append(Problem("stage.act_in_future", {"acted_at": command.acted_at.isoformat()}))
    return problems


async def _manifest(scope: Scope, row: Transfer, command: SupplementTransfer) -> list[dict[str, object]]:
    """Lines by hand stay, lines from the file are made anew."""
    by_hand = [item for item in map(ManifestItem.model_validate, row.items) if item.blob is None]
    on_file = await documents.manifest(scope.session, row.case_id)
    known = {(item.document_type, item.title) for item in on_file}
    kept = [item for item in by_hand if (item.document_type, item.title) not in known]
    lines = rules.numbered((*on_file, *kept, *command.extra_items))
    return [item.model_dump(mode="json") for item in lines]

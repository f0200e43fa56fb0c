"""Hand over a package: the act on the case, the package to liaison and the proof of both, in one commit. Hot path."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import bindparam, select

from zf_casemgmt.cases import rules as case_rules
from zf_casemgmt.cases.advance import advance, numbered_types
from zf_casemgmt.cases.authority import require
from zf_casemgmt.cases.file_rules import CaseFile
from zf_casemgmt.cases.load import load_case, locking_case
from zf_casemgmt.cases.party_rules import masked_number, parties
from zf_casemgmt.cases.queries import CaseLabel
from zf_casemgmt.cases.rules import SUSPECT, Move
from zf_casemgmt.office import Office
from zf_casemgmt.timelimits.queries import on_package
from zf_casemgmt.transfers import rules
from zf_casemgmt.transfers.queries import row_view, sent_receivers
from zf_casemgmt.transfers.send_package import send_package
from zf_casemgmt.transfers.tables import Transfer
from zf_contracts.http.casemgmt import SubmitTransfer, TransferRow
from zf_law import guards
from zf_law.case_facts import CaseFacts
from zf_law.problems import Problem
from zf_law.stages import Transition
from zf_platform.errors import Conflict, NotFound, Refused
from zf_platform.prepared import Prepared, change_one
from zf_platform.telemetry import step
from zf_platform.telemetry_names import SpanName
from zf_platform.transaction import Scope

_TRANSFER = Prepared(
    locking_case(select(*Transfer.__table__.c).where(Transfer.id == bindparam("wanted")), case_id=Transfer.case_id)
)
_SENT = change_one(
    Transfer,
    ("state", "act", "round", "submitted_at", "evidence_step", "evidences", "message_id", "trace_id", "exit_check",
     "head_signed_by", "head_signed_name", "parties", "clocks", "version"),
)  # fmt: skip


async def submit_transfer(scope: Scope, transfer_id: str, command: SubmitTransfer, *, office: Office) -> TransferRow:
    """The transfer as it left. Every guard of the exit is asked here, last of all."""
    found = await _TRANSFER.one(scope.session, wanted=transfer_id)
    if found is None:
        raise NotFound
    row = Transfer(**found)
    file = await load_case(scope, row.case_id, lock=False)
    require(scope.actor, "transfer.send", file=file, agency=office.agency.code)
    if row.version != command.version:
        raise Conflict((Problem("version.stale", {"seen": command.version, "current": row.version}),))
    act = rules.sending_act(office.law.stages, package=row.kind, file=file, kind=office.kind)
    problems = rules.submit_problems(row.state, act)
    if problems or act is None:
        raise Refused(problems)
    move = sending_move(row, act, command, file=file, office=office)
    with step(SpanName.TRANSFER_SEND, case_id=file.id, receiver=row.receiver):
        after = await _move_case(scope, move, act, row=row, file=file, office=office)
        message_id = send_package(
            scope,
            row,
            file=file,
            people=after,
            version=row.package_version,
            submitted_at=command.acted_at,
            office=office,
        )
        await _save(scope, row, command, act=act, file=file, after=after, message_id=message_id)
    scope.record(
        "transfer.submit",
        object_kind="transfer",
        object_id=row.id,
        reason=command.note[:500],
        basis=act.basis,
        after={"message": message_id, "receiver": row.receiver, "version": row.package_version},
    )
    return _as_sent(row, command, file=file, office=office)


def _as_sent(row: Transfer, command: SubmitTransfer, *, file: CaseFile, office: Office) -> TransferRow:
    label = CaseLabel(file.id, file.case_no, file.title, file.collab_no, {})
    return row_view(row, label=label, sender=office.agency.code).model_copy(
        update={
            "version": row.version + 1,
            "state": rules.SUBMITTED,
            "state_zh": rules.STATE_LABELS[rules.SUBMITTED][0],
            "state_en": rules.STATE_LABELS[rules.SUBMITTED][1],
            "submitted_at": command.acted_at,
            "evidence_step": "submitted",
        }
    )


def sending_move(row: Transfer, act: Transition, command: SubmitTransfer, *, file: CaseFile, office: Office) -> Move:
    """The act of this package. An act on suspects concerns those the package names, and cites the case's papers."""
    return Move(
        act=act.act,
        acted_at=command.acted_at,
        targets=frozenset(row.suspect_ids) if act.aggregate == SUSPECT else frozenset(),
        documents=_cited(act, file),
        note=command.note,
        agency_kind=office.kind,
        transfer_id=row.id,
    )


def _cited(act: Transition, file: CaseFile) -> tuple[str, ...]:
    named = {*act.documents, *act.documents_optional, *(one for group in act.documents_any for one in group)}
    return tuple(paper.id for paper in file.papers if paper.type in named)


async def _move_case(
    scope: Scope, move: Move, act: Transition, *, row: Transfer, file: CaseFile, office: Office
) -> CaseFile:
    """The case moves with the first package of an act; a further addressee of the same act joins it."""
    sent: Sequence[str] = ()
    if file.state == act.to and file.state not in act.from_:
        sent = await sent_receivers(scope.session, case_id=file.id, kind=row.kind)
    if row.receiver in sent:
        raise Refused((Problem("transfer.sent_before", {"receiver": row.receiver}),))
    if not rules.joins_earlier_act(act, file, sent_receivers=sent):
        return (await advance(scope, move, file=file, office=office)).file
    person = case_rules.Person(scope.actor.account_id, scope.actor.roles)
    facts = case_rules.case_facts(
        file, move, person=person, kind=office.kind, now=scope.now, numbered=numbered_types(office)
    )
    problems = guards.decide(act, _as_before(facts, act))
    if problems:
        raise Refused(problems)
    return file


def _as_before(facts: CaseFacts, act: Transition) -> CaseFacts:
    """The same facts as they stood before the first package of this act left."""
    return replace(facts, state=act.from_[0], open_transfer=False)


async def _save(
    scope: Scope,
    row: Transfer,
    command: SubmitTransfer,
    *,
    act: Transition,
    file: CaseFile,
    after: CaseFile,
    message_id: str,
) -> None:
    shown = parties(after, ids=row.suspect_ids, number=masked_number)
    trace = (scope.cause.traceparent or "").split("-")
    saved = await _SENT.rows(
        scope.session,
        at_id=row.id,
        at_version=row.version,
        state=rules.SUBMITTED,
        act=act.act,
        round=file.returns,
        submitted_at=command.acted_at,
        evidence_step="submitted",
        evidences={"submitted": scope.now.isoformat()},
        message_id=message_id,
        trace_id=trace[1] if len(trace) > 1 else None,
        exit_check=file.exit_check.model_dump(mode="json") if file.exit_check else None,
        head_signed_by=file.head_signed_by,
        head_signed_name=file.head_signed_name,
        parties=[party.model_dump(mode="json") for party in shown],
        clocks=[clock.model_dump(mode="json") for clock in on_package(file.clocks)],
        version=row.version + 1,
    )
    if not saved:  # It was read while the lock was waited for: somebody else may have sent it meanwhile.
        raise Conflict((Problem("version.stale", {"seen": row.version, "current": row.version + 1}),))

"""Bring our own record of the matter to where an accepted package stands: people, papers, steps, then our own act."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from zf_casemgmt.cases.advance import advance
from zf_casemgmt.cases.answer_rules import accept_act
from zf_casemgmt.cases.file_rules import CaseFile, Paper
from zf_casemgmt.cases.load import load_case
from zf_casemgmt.cases.open_record import NewCase, open_record
from zf_casemgmt.cases.queries import case_id_of
from zf_casemgmt.cases.rules import SUSPECT, Move, package_acts
from zf_casemgmt.cases.write_suspect import NewSuspect, write_suspect
from zf_casemgmt.documents.file_received import file_received
from zf_casemgmt.documents.issue import Draft, issue_document
from zf_casemgmt.notices.apply_waiting import apply_waiting
from zf_casemgmt.office import Office
from zf_contracts.values import Package
from zf_law.deadlines import ZONE
from zf_law.problems import Problem
from zf_law.stages import Transition
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


@dataclass(frozen=True, slots=True)
class TakenOver:
    case_id: str
    case_no: str
    state: str


async def take_over(
    scope: Scope, package: Package, *, number: str, acted_at: datetime, note: str, continues: bool, office: Office
) -> TakenOver:
    """A new record linked by collab_no, or the one we have, moved on as the package proves. Refused if it does not fit.

    `continues`: an earlier version of this package was taken over; the supplement adds people and papers, no step.
    """
    sender = office.law.agencies.by_code(package.sender)
    file = await _record(scope, package, number=number, sender_kind=sender.kind, office=office)
    file = await _people(scope, package, file=file, office=office)
    papers = await file_received(scope, package.items, file=file, sender=package.sender, origin="received")
    file = replace(file, papers=(*file.papers, *papers))
    known = office.law.stages.states.get(file.state)
    if not continues and (known is None or not known.end):
        file = await _adopt(scope, package, file=file, acted_at=acted_at, sender_kind=sender.kind, office=office)
        file = await _accept(scope, package, file=file, number=number, acted_at=acted_at, note=note, office=office)
    await apply_waiting(scope, file.id, office=office)
    return TakenOver(file.id, file.case_no, file.state)


async def _record(scope: Scope, package: Package, *, number: str, sender_kind: str, office: Office) -> CaseFile:
    known = await case_id_of(scope.session, collab_no=package.collab_no)
    if known is not None:
        return await load_case(scope, known)
    new = NewCase(
        case_no=number,
        collab_no=package.collab_no,
        kind="criminal",
        title=package.title,
        facts=package.summary,
        charge=package.charge,
        unit=scope.actor.unit,
        holder=sender_kind,
        opened_at=package.submitted_at,
        sensitivity=package.sensitivity,
    )
    return await open_record(scope, new)


async def _people(scope: Scope, package: Package, *, file: CaseFile, office: Office) -> CaseFile:
    """Suspects of the package join the record or are renewed; their measures follow with the adopted act."""
    written = []
    for party in package.parties:
        new = NewSuspect(
            id=party.suspect_id,
            name=party.name,
            id_kind=party.id_kind,
            id_number=party.id_number,
            sex=party.sex,
            birth_date=party.birth_date,
            minor=party.minor,
            charge=party.charge,
            at_large=party.state == "at_large",
            custody_until=party.custody_until,
        )
        written.append(await write_suspect(scope, new, case_id=file.id, office=office))
    renewed = {suspect.id for suspect in written}
    others = [suspect for suspect in file.suspects if suspect.id not in renewed]
    return replace(file, suspects=tuple(sorted((*others, *written), key=lambda suspect: suspect.id)))


async def _adopt(
    scope: Scope, package: Package, *, file: CaseFile, acted_at: datetime, sender_kind: str, office: Office
) -> CaseFile:
    """The sender's act, proven by the package. Our clocks of an arrest request run from our receipt, not from its sending."""
    acts = package_acts(office.law.stages, package=package.kind, kind=sender_kind)
    act = next((one for one in acts if file.state in one.from_), next(iter(acts), None))
    if act is None:
        raise Refused((Problem("package.does_not_fit", {"state": file.state, "act": package.kind}),))
    people = frozenset(party.suspect_id for party in package.parties)
    move = Move(
        act=act.act,
        acted_at=package.submitted_at,
        targets=people if act.aggregate == SUSPECT else frozenset(),
        note=package.case_no,
        told=True,
        adopted=True,
        actor_id=package.sent_by,
        agency=package.sender,
        agency_kind=sender_kind,
        transfer_id=package.transfer_id,
        clock_from=acted_at,
        suspect_states={party.suspect_id: party.state for party in package.parties},
    )
    return (await advance(scope, move, file=file, office=office)).file


async def _accept(
    scope: Scope, package: Package, *, file: CaseFile, number: str, acted_at: datetime, note: str, office: Office
) -> CaseFile:
    """Our own act of acceptance with the papers it produces; an arrest request is taken without one."""
    act = accept_act(office.law.stages, file, kind=office.kind)
    if act is None:
        return file
    papers = await _receipts(scope, act, package, file=file, number=number, acted_at=acted_at, office=office)
    move = Move(
        act=act.act,
        acted_at=acted_at,
        documents=tuple(paper.id for paper in papers),
        note=note,
        facts={"receiving_no": number},
        agency_kind=office.kind,
        transfer_id=package.transfer_id,
    )
    file = replace(file, papers=(*file.papers, *papers))
    return (await advance(scope, move, file=file, office=office)).file


async def _receipts(
    scope: Scope,
    act: Transition,
    package: Package,
    *,
    file: CaseFile,
    number: str,
    acted_at: datetime,
    office: Office,
) -> Sequence[Paper]:
    """The papers that acceptance itself makes: register and receipt, filled from the package."""
    values = {
        "transfer_id": package.transfer_id,
        "received_at": acted_at.astimezone(ZONE).isoformat(timespec="minutes"),
        "number": number,
        "department_case_no": number,
        "person": "、".join(party.name for party in package.parties),
    }
    papers = []
    for type_id in act.documents:
        document = office.law.documents.by_id(type_id)
        fields = {name: values[name] for name in document.fields if name in values}
        draft = Draft(type=type_id, dated=acted_at.astimezone(ZONE).date(), fields=fields)
        issued = await issue_document(scope, draft, file=file, office=office)
        papers.append(Paper(issued.id, issued.type, None, file.returns))
    return papers

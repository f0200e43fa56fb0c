"""Tell the other agencies of the matter about an act of ours, by the tells of the stage table."""

from collections.abc import Mapping, Sequence

from zf_casemgmt.cases.file_rules import CaseFile
from zf_casemgmt.cases.rules import Move, notices
from zf_casemgmt.documents import queries as documents
from zf_casemgmt.office import Office
from zf_contracts.catalogue import CATALOGUE
from zf_contracts.internal.transfers import NoticeIssued
from zf_contracts.values import StageNotice
from zf_law.agencies import AgencyKind
from zf_law.stages import Transition
from zf_platform.transaction import Scope


async def issue_notices(
    scope: Scope, transition: Transition, move: Move, *, before: CaseFile, after: CaseFile, office: Office
) -> tuple[str, ...]:
    """Enqueue one notice per tell; returns `message→agency` of each.

    Acts of others are never told on. What our own people did in liaison's room, such as filing by order, is ours to tell.
    """
    of_others = move.told and move.agency != office.agency.code
    if of_others or move.adopted:
        return ()
    wanted = [
        (message, receivers)
        for message, kinds in notices(transition)
        if message in CATALOGUE and (receivers := receivers_of(kinds, office=office))
    ]
    if not wanted:
        return ()
    notice = await _notice(scope, transition, move, before=before, after=after)
    for message, receivers in wanted:
        scope.enqueue(
            NoticeIssued(message=message, receivers=receivers, notice=notice),
            to="liaison",
            subject=after.collab_no,
            acted_at=move.acted_at,
            sensitivity="L3",
            correlation=after.collab_no,
        )
    return tuple(f"{message}→{receiver}" for message, receivers in wanted for receiver in receivers)


def receivers_of(kinds: Sequence[AgencyKind], *, office: Office) -> tuple[str, ...]:
    """The usual partners of these kinds that run a node."""
    partners = (office.law.agencies.partner_of_kind(office.agency.code, kind) for kind in kinds)
    return tuple(partner.code for partner in partners if partner is not None and partner.node)


async def _notice(
    scope: Scope, transition: Transition, move: Move, *, before: CaseFile, after: CaseFile
) -> StageNotice:
    cited = move.documents or _required(transition, after, move)
    return StageNotice(
        notice_id=scope.new_id(),
        collab_no=after.collab_no,
        act=transition.act,
        transition=transition.id,
        from_state=before.state,
        to_state=after.state,
        suspect_id=next(iter(move.targets)) if len(move.targets) == 1 else None,
        transfer_id=move.transfer_id,
        acted_at=move.acted_at,
        basis=transition.basis[:300],
        documents=await documents.manifest(scope.session, after.id, ids=cited),
        facts=dict(_facts(move, after)),
        text=move.note,
    )


def _required(transition: Transition, file: CaseFile, move: Move) -> tuple[str, ...]:
    """The newest paper of each type the act needs: that is what the other side wants to read."""
    types = {*transition.documents, *transition.documents_optional}
    newest = {
        paper.type: paper.id
        for paper in file.papers
        if paper.type in types and (not move.targets or paper.suspect_id in (None, *move.targets))
    }
    return tuple(newest.values())


def _facts(move: Move, file: CaseFile) -> Mapping[str, str]:
    """`case_no` and `unit` let the receiver name the matter before it has a record of its own."""
    return {"case_no": file.case_no, "kind": file.kind, "unit": file.unit, **move.facts}

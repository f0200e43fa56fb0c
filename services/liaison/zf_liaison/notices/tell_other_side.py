"""Tell the other side of an act. A document to a unit of the own agency stays at home."""

from collections.abc import Mapping

from zf_contracts.interagency import supervision as w
from zf_contracts.supervision_values import EvidenceFile, NoticeMatter
from zf_law.loader import Law
from zf_liaison.exchange.ledger import send
from zf_liaison.exchange.outgoing import require_partner
from zf_liaison.notices.tables import SupervisionNotice
from zf_liaison.partners import Partners
from zf_liaison.steps.deed import Deed
from zf_liaison.steps.told import told_body
from zf_platform.transaction import Scope

SERVED_MESSAGES: Mapping[str, type[w.NoticeServedPayload]] = {
    message.TYPE: message
    for message in (
        w.SupervisionNoticeIssued,
        w.FilingSupervisionReasonRequested,
        w.FilingSupervisionFilingOrdered,
    )
}
ACT_MESSAGES: Mapping[str, type[w.NoticeActPayload]] = {
    message.TYPE: message
    for message in (
        w.SupervisionNoticeReceipted,
        w.SupervisionNoticeReplied,
        w.SupervisionNoticeObjected,
        w.SupervisionNoticeAssessed,
        w.FilingSupervisionReasonGiven,
    )
}


async def tell_other_side(
    scope: Scope,
    notice: SupervisionNotice,
    deed: Deed,
    *,
    files: tuple[EvidenceFile, ...],
    partners: Partners,
    law: Law,
) -> str:
    """The id of the message, which is the key of its four evidences; empty when nobody has to be told."""
    here = scope.identity.agency
    peer = notice.addressee if here == notice.issuer else notice.issuer
    message = law.notices.kinds[notice.kind].message_of(deed.act)
    if peer == here or not message:
        return ""
    require_partner(partners, peer)
    if deed.act.id == "serve":
        served = SERVED_MESSAGES[message](body=_matter(notice, deed, files))
        return send(scope, served, peer=peer, collab_no=notice.id, acted_at=deed.at, sensitivity="L3")
    told = ACT_MESSAGES[message](body=told_body(deed, matter_id=notice.id, files=files))
    return send(scope, told, peer=peer, collab_no=notice.id, acted_at=deed.at, sensitivity="L3")


def _matter(notice: SupervisionNotice, deed: Deed, files: tuple[EvidenceFile, ...]) -> NoticeMatter:
    return NoticeMatter(
        act_id=deed.id,
        matter_id=notice.id,
        notice_no=notice.notice_no,
        kind=notice.kind,
        issuer=notice.issuer,
        addressee=notice.addressee,
        collab_no=notice.collab_no,
        clue=notice.clue,
        source_ref=notice.source_ref,
        title=notice.title,
        facts=notice.facts,
        demand=notice.demand,
        basis=notice.basis,
        due=notice.due,
        by_name=notice.drafter_name,
        approved_by=notice.approver_name,
        files=files,
        acted_at=deed.at,
    )

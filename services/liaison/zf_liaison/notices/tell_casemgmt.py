"""Filing supervision moves the case: serving and answering are told to the addressee's casemgmt, which alone moves stages."""

from zf_contracts.internal.transfers import NoticeArrived
from zf_contracts.values import StageNotice
from zf_law.loader import Law
from zf_liaison.notices.tables import SupervisionNotice
from zf_liaison.steps.deed import Deed
from zf_platform.transaction import Scope


async def tell_casemgmt(scope: Scope, notice: SupervisionNotice, deed: Deed, *, law: Law) -> None:
    """Only where the case record is: at the addressee. `message_id` is the act itself when nothing arrived."""
    kind = law.notices.kinds[notice.kind]
    act = kind.case_act_of(deed.act)
    if not act or scope.identity.agency != notice.addressee:
        return
    told = StageNotice(
        notice_id=deed.id,
        collab_no=notice.collab_no,
        act=act,
        transition=law.stages.transition(act).id,
        from_state="",
        to_state="",
        acted_at=deed.at,
        basis=kind.basis,
        text=f"{kind.zh} {notice.notice_no}\n{deed.text or notice.demand}",
        facts={"notice_id": notice.id, "notice_no": notice.notice_no},
    )
    scope.enqueue(
        NoticeArrived(
            message=kind.message_of(deed.act),
            message_id=deed.message_id or deed.id,
            sender=deed.agency,
            notice=told,
            received_at=scope.now,
        ),
        to="casemgmt",
        subject=notice.collab_no,
        acted_at=deed.at,
        sensitivity="L3",
        correlation=notice.collab_no,
    )

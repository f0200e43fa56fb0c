"""A step of another agency was told: move our record of the matter along, or keep the notice until its turn comes."""

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from zf_casemgmt.cases.queries import case_id_of
from zf_casemgmt.notices.apply_waiting import apply_waiting
from zf_casemgmt.notices.rules import INFORMATIVE
from zf_casemgmt.notices.tables import Notice
from zf_casemgmt.office import Office
from zf_contracts.internal.transfers import NoticeArrived
from zf_law.problems import Problem
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def follow_notice(scope: Scope, payload: NoticeArrived, *, office: Office) -> None:
    """Idempotent by the notice's id. A notice about a matter nobody here knows is refused, unless it only informs."""
    notice = payload.notice
    known = await scope.session.execute(select(Notice.id).where(Notice.id == notice.notice_id))
    if known.first() is not None:
        return
    case_id = await case_id_of(scope.session, collab_no=notice.collab_no)
    informs = office.law.stages.find(notice.act) is None or (case_id is None and payload.message in INFORMATIVE)
    if case_id is None and not informs:
        raise Refused((Problem("notice.unknown_matter", {"collab_no": notice.collab_no, "act": notice.act}),))
    await scope.session.execute(
        insert(Notice).values(
            id=notice.notice_id,
            collab_no=notice.collab_no,
            case_id=case_id,
            message=payload.message,
            message_id=payload.message_id,
            sender=payload.sender,
            act=notice.act,
            body=notice.model_dump(mode="json"),
            state="informative" if informs else "waiting",
            acted_at=notice.acted_at,
            received_at=payload.received_at,
        )
    )
    scope.record("notice.receive", object_kind="notice", object_id=notice.notice_id, basis=notice.basis)
    if case_id is not None and not informs:
        await apply_waiting(scope, case_id, office=office, must_fit=notice.notice_id)

"""What other agencies answered to something we asked of them."""

from collections.abc import Mapping

from sqlalchemy import select

from zf_contracts.internal.petitions import PetitionNoticeArrived
from zf_contracts.petition_statements import RequestAnswer
from zf_intake.joint.tables import ArrivedNotice
from zf_platform.transaction import Scope


async def answers_to(scope: Scope, notice_id: str, *, collab_no: str) -> Mapping[str, str]:
    """Agency → its newest answer to this request: agreed, declined or done."""
    rows = await scope.session.scalars(
        select(ArrivedNotice.body)
        .where(ArrivedNotice.collab_no == collab_no, ArrivedNotice.message.like("petition.%.answered"))
        .order_by(ArrivedNotice.acted_at, ArrivedNotice.notice_id)
    )
    told = [PetitionNoticeArrived.model_validate_json(row) for row in rows]
    return {
        one.sender: one.body.outcome for one in told if isinstance(one.body, RequestAnswer) and one.body.of == notice_id
    }

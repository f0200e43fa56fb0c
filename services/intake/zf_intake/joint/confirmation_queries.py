"""Who has received what we told, and who has not: with the times at which silence becomes late and failed."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select

from zf_contracts.catalogue import CATALOGUE
from zf_contracts.http.base import Reason
from zf_contracts.http.joint import ConfirmationView
from zf_intake.joint.rules import band
from zf_intake.joint.tables import SentNotice
from zf_platform.transaction import Scope


async def confirmations_of(scope: Scope, petition_id: str) -> Mapping[str, Sequence[ConfirmationView]]:
    """Agency → what it was told of this petition, the oldest first."""
    rows = await scope.session.scalars(
        select(SentNotice).where(SentNotice.petition_id == petition_id).order_by(SentNotice.notice_id)
    )
    found: dict[str, list[ConfirmationView]] = {}
    for row in rows:
        found.setdefault(row.receiver, []).append(confirmation(row, now=scope.now))
    return found


async def split_confirmations(scope: Scope, collab_no: str) -> Mapping[str, ConfirmationView]:
    """Agency → whether it has its newest copy of the split."""
    rows = await scope.session.scalars(
        select(SentNotice)
        .where(SentNotice.collab_no == collab_no, SentNotice.message == "petition.split")
        .order_by(SentNotice.notice_id)
    )
    return {row.receiver: confirmation(row, now=scope.now) for row in rows}


def confirmation(row: SentNotice, *, now: datetime) -> ConfirmationView:
    entry = CATALOGUE[row.message]
    return ConfirmationView(
        agency=row.receiver,
        message=row.message,
        message_zh=entry.zh,
        message_en=entry.en,
        issued_at=row.issued_at,
        step=row.step,
        step_at=row.step_at,
        warn_at=row.warn_at,
        fail_at=row.fail_at,
        band=band(step=row.step, now=now, warn_at=row.warn_at, fail_at=row.fail_at),
        problems=tuple(Reason(code=one["code"], zh=one["text"], en=one["text"]) for one in row.problems),
    )

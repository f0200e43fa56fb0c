"""A mark of a meeting as this node has it: another mark, something is new. It says nothing of what."""

import hashlib

from sqlalchemy import func, select

from zf_contracts.http.meetings import MeetingMark
from zf_liaison.exchange.notice_queries import sent_notices
from zf_liaison.meetings.tables import MeetingPartRow, MeetingRow
from zf_platform.errors import NotFound
from zf_platform.transaction import Scope


async def meeting_mark(scope: Scope, meeting_id: str) -> MeetingMark:
    """Raises NotFound. Versions only rise and parts are never removed, so their sums tell every change."""
    version = await scope.session.scalar(select(MeetingRow.version).where(MeetingRow.id == meeting_id))
    if version is None:
        raise NotFound
    parts = select(func.count(), func.coalesce(func.sum(MeetingPartRow.version), 0))
    counted = (await scope.session.execute(parts.where(MeetingPartRow.meeting_id == meeting_id))).one()
    told = sorted(f"{notice_id} {sent.state}" for notice_id, sent in (await sent_notices(scope, meeting_id)).items())
    text = "\n".join([str(version), str(counted[0]), str(counted[1]), *told])
    return MeetingMark(mark=hashlib.sha256(text.encode()).hexdigest()[:16])

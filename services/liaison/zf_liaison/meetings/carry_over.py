"""What earlier meetings of this convener left open opens the next one."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import aliased

from zf_contracts import meeting_values as v
from zf_liaison.meetings.record_rules import is_withheld
from zf_liaison.meetings.tables import MeetingPartRow, MeetingRow
from zf_platform.transaction import Scope

_MOST = 100


async def carried_resolutions(scope: Scope, *, members: Collection[str]) -> tuple[v.CarriedResolution, ...]:
    """Open resolutions that every one of `members` may know: none of a restricted topic, of secret minutes that one of
    them did not get, or of strangers' meetings.
    """
    topic = aliased(MeetingPartRow)
    same = (topic.meeting_id == MeetingPartRow.meeting_id) & (topic.topic_id == MeetingPartRow.topic_id)
    found = await scope.session.execute(
        select(MeetingRow.head, MeetingPartRow.body, topic.body.label("topic"))
        .join(MeetingRow, MeetingRow.id == MeetingPartRow.meeting_id)
        .outerjoin(topic, same & (topic.kind == "topic"))
        .where(
            MeetingPartRow.kind == "resolution",
            MeetingPartRow.state.in_(("issued", "reported", "sent_back")),
            MeetingRow.convener == scope.identity.agency,
        )
        .order_by(MeetingPartRow.due_on, MeetingPartRow.part_id)
        .limit(_MOST)
    )
    known = [
        (v.MeetingHead.model_validate(row.head), v.Resolution.model_validate(row.body))
        for row in found
        if not (row.topic or {}).get("restricted") and row.body["agency"] in members
    ]
    return tuple(
        _carried(head, resolution)
        for head, resolution in known
        if not any(is_withheld(head, agency=member) for member in members)
    )


def _carried(head: v.MeetingHead, resolution: v.Resolution) -> v.CarriedResolution:
    return v.CarriedResolution(
        meeting_id=head.meeting_id,
        meeting_no=head.number,
        resolution_id=resolution.part_id.removeprefix("resolution:"),
        no=resolution.no,
        agency=resolution.agency,
        deliverable=resolution.deliverable,
        due=resolution.due,
        state=resolution.state,
    )

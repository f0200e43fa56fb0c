"""The record of a meeting as this node has it."""

from pydantic import TypeAdapter
from sqlalchemy import select

from zf_contracts import meeting_values as v
from zf_liaison.meetings.record_rules import Meeting
from zf_liaison.meetings.tables import MeetingPartRow, MeetingRow
from zf_platform.errors import NotFound
from zf_platform.transaction import Scope

_PART: TypeAdapter[v.MeetingPart] = TypeAdapter(v.AnyPart)


async def find_meeting(scope: Scope, meeting_id: str, *, lock: bool = False) -> Meeting | None:
    """The record as it is here; locked, nobody else changes it before the commit."""
    statement = select(MeetingRow.head).where(MeetingRow.id == meeting_id)
    row = (await scope.session.execute(statement.with_for_update() if lock else statement)).first()
    if row is None:
        return None
    parts = await scope.session.execute(
        select(MeetingPartRow.part_id, MeetingPartRow.body).where(MeetingPartRow.meeting_id == meeting_id)
    )
    head = v.MeetingHead.model_validate(row.head)
    return Meeting(head, {one.part_id: _PART.validate_python(one.body) for one in parts})


async def load_meeting(scope: Scope, meeting_id: str, *, lock: bool = False) -> Meeting:
    """Raises NotFound."""
    found = await find_meeting(scope, meeting_id, lock=lock)
    if found is None:
        raise NotFound
    return found

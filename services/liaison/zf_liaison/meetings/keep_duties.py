"""Periods of a meeting that bind this agency run as its clocks: read off the record, told to the own oversight (S-067)."""

from zf_contracts import meeting_values as v
from zf_law.loader import Law
from zf_law.side_acts import ADDRESSEE
from zf_liaison.clocks.keep_clocks import Matter, keep_clocks
from zf_liaison.meetings.duty_rules import Duty, changes, duties
from zf_liaison.meetings.record_rules import Meeting
from zf_platform.transaction import Scope

_LONGEST_NO = 80


async def keep_duties(scope: Scope, before: Meeting | None, after: Meeting, *, law: Law) -> None:
    """The convener and every member do this with their own copy; a record that asks nothing new of us costs nothing."""
    here = scope.identity.agency
    old = duties(before, agency=here, law=law.meetings) if before else {}
    new = duties(after, agency=here, law=law.meetings)
    for change in changes(old, new, meeting=after, now=scope.now):
        await keep_clocks(scope, change.orders, matter=_matter(after, change.duty, agency=here), law=law)


def _matter(meeting: Meeting, duty: Duty, *, agency: str) -> Matter:
    """The unit is that of the person who sat at the table for us, if anybody did."""
    name = meeting.head.number or meeting.head.title
    part = meeting.parts.get(duty.part)
    no = f"第{part.no}项" if isinstance(part, v.Resolution) else ""
    sent = [one.who.unit for one in meeting.attendance if one.agency == agency and one.authorised]
    return Matter(
        kind=duty.matter,
        id=duty.matter_id,
        no=name[: _LONGEST_NO - len(no)] + no,
        collab_no=meeting.id,
        unit=sent[0] if sent else "",
        sides=frozenset({ADDRESSEE}),
    )

"""What can be printed of a matter by whoever sees it; refused as the matter itself is for all others."""

from collections.abc import Sequence
from dataclasses import dataclass

from zf_liaison.circulars.draw_up import DOCUMENT
from zf_liaison.circulars.queries import show_circular
from zf_liaison.meetings.view_queries import meeting_for_reader
from zf_liaison.notices.view_queries import show_notice
from zf_liaison.papers.cooperation_queries import matter_to_print
from zf_liaison.papers.meeting_rules import possible_papers, withheld_papers
from zf_liaison.papers.press import Press
from zf_liaison.tasks.issue_task import SLIP
from zf_liaison.tasks.view_queries import show_task
from zf_platform.transaction import Scope


@dataclass(frozen=True, slots=True)
class Printable:
    """Types of documents. `withheld`: printed ones of these types are not for this agency either."""

    possible: Sequence[str]
    withheld: Sequence[str] = ()


async def printable_meeting(scope: Scope, meeting_id: str, _press: Press) -> Printable:
    """For those who attend: what is printed may hold restricted topics."""
    meeting, here = await meeting_for_reader(scope, meeting_id), scope.identity.agency
    return Printable(possible_papers(meeting, here=here), withheld_papers(meeting, here=here))


async def printable_task(scope: Scope, task_id: str, press: Press) -> Printable:
    await show_task(scope, task_id, law=press.law)
    return Printable((SLIP,))


async def printable_circular(scope: Scope, circular_id: str, press: Press) -> Printable:
    await show_circular(scope, circular_id, law=press.law)
    return Printable((DOCUMENT,))


async def printable_notice(scope: Scope, notice_id: str, press: Press) -> Printable:
    notice = await show_notice(scope, notice_id, law=press.law)
    return Printable((press.law.notices.kinds[notice.kind].document,))


async def printable_cooperation(scope: Scope, matter_id: str, press: Press) -> Printable:
    """Whom a matter of discretion concerns stands on its paper, so it is for the two departments alone."""
    _, document = await matter_to_print(scope, matter_id, press=press)
    return Printable((document,))

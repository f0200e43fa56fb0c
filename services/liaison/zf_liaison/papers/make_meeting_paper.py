"""Notice, sign-in sheet, minutes or task slip of a meeting, as far as this agency may see it."""

from zf_contracts.http.matter_papers import MakeMatterPaper
from zf_liaison.meetings.view_queries import meeting_for_reader
from zf_liaison.papers.make_paper import Order, make_paper
from zf_liaison.papers.meeting_rules import Names, is_draft, meeting_content, paper_problems
from zf_liaison.papers.press import Press
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def make_meeting_paper(scope: Scope, meeting_id: str, command: MakeMatterPaper, *, press: Press) -> None:
    meeting = await meeting_for_reader(scope, meeting_id)
    problems = paper_problems(meeting, command.type, here=scope.identity.agency)
    if problems:
        raise Refused(problems)
    names = Names(press.agency, press.law.meetings.topic_types)
    content = meeting_content(meeting, command.type, title=press.law.documents.by_id(command.type).zh, names=names)
    order = Order("meeting", meeting_id, content, is_draft(meeting, command.type), command.by_hand)
    await make_paper(scope, order, press=press)

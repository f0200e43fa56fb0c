"""An opinion as it would be printed, marked as a draft: nothing is numbered, kept or signed."""

from zf_contracts.http.papers import OpinionText
from zf_intake.papers.draft_rules import PARTS
from zf_intake.papers.petition_rules import earlier_number, matter_of, opinion_fields
from zf_intake.papers.press import Press
from zf_intake.petitions.detail_queries import show_petition
from zf_law import papers as printed
from zf_law.deadlines import ZONE
from zf_law.papers import Content, Sheet
from zf_law.problems import Problem
from zf_platform.errors import Refused
from zf_platform.printing import print_sheet
from zf_platform.transaction import Scope


async def preview_opinion(scope: Scope, petition_id: str, command: OpinionText, *, press: Press) -> bytes:
    if command.type not in PARTS:
        raise Refused((Problem("paper.type_unknown", {"type": command.type, "field": "type"}),))
    petition = await show_petition(scope, petition_id, desk=press.desk)
    law = press.desk.law
    agency, document = law.agencies.by_code(scope.identity.agency), law.documents.by_id(command.type)
    content = printed.cleaned(
        Content(
            type=command.type,
            title=document.zh,
            agency=agency.name_zh,
            number="（文号待编）",
            dated=scope.now.astimezone(ZONE).date(),
            matter=matter_of(petition, agency=agency),
            fields=opinion_fields(command.type, command.model_dump(), earlier=earlier_number(command.type, petition)),
        )
    )
    lacking = await press.typesetter.lacking(content.text())
    data = printed.sheet_data(printed.by_hand(content, lacking), Sheet("", "", "", draft=True), digest="")
    return await print_sheet(
        press.typesetter,
        data,
        template=document.template,
        at=scope.now,
        object_kind="petition",
        object_id=petition_id,
    )

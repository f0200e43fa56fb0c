"""The Word draft of an opinion for an officer to go on with: filled from the record, headings to be kept."""

from zf_intake.papers.draft_rules import PARTS, prompts
from zf_intake.papers.petition_rules import matter_of
from zf_intake.papers.press import Press
from zf_intake.petitions.detail_queries import show_petition
from zf_law.problems import Problem
from zf_platform.errors import Refused
from zf_platform.transaction import Scope
from zf_platform.typeset import TypesetFailed


async def write_draft(scope: Scope, petition_id: str, type_id: str, *, press: Press) -> bytes:
    petition = await show_petition(scope, petition_id, desk=press.desk)
    law = press.desk.law
    if type_id not in PARTS:
        raise Refused((Problem("paper.type_unknown", {"type": type_id}),), status=404)
    agency = law.agencies.by_code(scope.identity.agency)
    claims = [f"{one.no}. {one.content}" for one in petition.requests]
    data = {**matter_of(petition, agency=agency), "agency": agency.name_zh, **prompts(), "claims": claims}
    scope.record("paper.write_draft", object_kind="petition", object_id=petition_id, after={"type": type_id})
    try:
        return await press.typesetter.fill_draft(law.documents.by_id(type_id).draft, data)
    except TypesetFailed as error:
        raise Refused((Problem("paper.typesetting_failed", {"code": error.code}),), status=503) from None

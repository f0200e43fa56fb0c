"""Search petitions and reports within sight: numbers, people, names, words; newest first, each hit with its reasons."""

from collections.abc import Mapping, Sequence

from zf_contracts.http.search import SearchBox, SearchPage
from zf_intake.cursors import read_cursor, write_cursor
from zf_intake.desk import Desk
from zf_intake.petitions.search_hits import petition_hits
from zf_intake.reports.search_hits import report_hits
from zf_intake.search.tables import SEARCH
from zf_law.problems import Problem
from zf_platform.errors import Refused
from zf_platform.search.box import read_box
from zf_platform.search.find import Found
from zf_platform.search.hits import Hit, looked_for
from zf_platform.search.page import asked, search_page
from zf_platform.search.sight import sight_of
from zf_platform.transaction import Scope

KINDS = {"petition": ("petition.read", "petition.restricted"), "report": ("report.read", "restricted.read")}
"""Kind of object → permission to read it, permission for restricted ones and for people who asked for secrecy."""


async def search(scope: Scope, wanted: SearchBox, *, desk: Desk) -> SearchPage:
    box = read_box(wanted.text)
    if box.empty:
        raise Refused((Problem("search.too_short", {"field": "text"}),))

    async def objects(found: Sequence[Found]) -> Mapping[str, Hit]:
        petitions = [one.id for one in found if one.kind == "petition"]
        reports = [one.id for one in found if one.kind == "report"]
        return {
            **(await petition_hits(scope, petitions, desk=desk) if petitions else {}),
            **(await report_hits(scope, reports) if reports else {}),
        }

    question = asked(box, sight=sight_of(scope.actor, KINDS), key=desk.key)
    page = await search_page(scope.session, SEARCH, question, after=read_cursor(wanted.cursor), objects=objects)
    if box.person:
        hashed = desk.key.keyed_hash("search", box.person)
        scope.record("search.person", object_kind="person", object_id=hashed[:16], sensitive_read=True)
    rest = write_cursor(*page.rest) if page.rest else None
    return SearchPage(items=tuple(page.hits), looked_for=looked_for(box), next_cursor=rest)

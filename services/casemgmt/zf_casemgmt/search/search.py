"""Search cases within sight: numbers, suspects, names, words; newest first, each hit with its reasons."""

from collections.abc import Mapping, Sequence

from zf_casemgmt.cases.search_hits import case_hits
from zf_casemgmt.cursor_rules import write_cursor
from zf_casemgmt.office import Office
from zf_casemgmt.page_start import page_start
from zf_casemgmt.search.tables import SEARCH
from zf_contracts.http.search import SearchBox, SearchPage
from zf_law.problems import Problem
from zf_platform.errors import Refused
from zf_platform.search.box import read_box
from zf_platform.search.find import Found
from zf_platform.search.hits import Hit, looked_for
from zf_platform.search.page import asked, search_page
from zf_platform.search.sight import sight_of
from zf_platform.transaction import Scope

KINDS = {"case": ("case.read", "restricted.read")}


async def search(scope: Scope, wanted: SearchBox, *, office: Office) -> SearchPage:
    box = read_box(wanted.text)
    if box.empty:
        raise Refused((Problem("search.too_short", {"field": "text"}),))

    async def objects(found: Sequence[Found]) -> Mapping[str, Hit]:
        return await case_hits(scope, [one.id for one in found], office=office)

    question = asked(box, sight=sight_of(scope.actor, KINDS), key=office.personal)
    page = await search_page(scope.session, SEARCH, question, after=page_start(wanted.cursor), objects=objects)
    if box.person:
        hashed = office.personal.keyed_hash("search", box.person)
        scope.record("search.person", object_kind="person", object_id=hashed[:16], sensitive_read=True)
    rest = write_cursor(*page.rest) if page.rest else None
    return SearchPage(items=tuple(page.hits), looked_for=looked_for(box), next_cursor=rest)

"""The cooperation matter whose paper somebody wants, if it may be known to this person."""

from zf_contracts.http.cooperation import CooperationView
from zf_law.problems import Problem
from zf_liaison.cooperation.view_queries import show_matter
from zf_liaison.papers.press import Press
from zf_platform.errors import Forbidden
from zf_platform.transaction import Scope


async def matter_to_print(scope: Scope, matter_id: str, *, press: Press) -> tuple[CooperationView, str]:
    """The matter and the type of its document. Forbidden for those who may not know whom it concerns."""
    matter = await show_matter(scope, matter_id, law=press.law)
    if matter.veiled:
        raise Forbidden((Problem("cooperation.known_to_departments"),))
    return matter, press.law.cooperation.kinds[matter.kind].document

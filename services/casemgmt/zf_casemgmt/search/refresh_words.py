"""Learn anew which pieces are frequent, so that searches choose the right plan."""

from zf_casemgmt.search.tables import SEARCH
from zf_platform.search.store import refresh_frequent_words
from zf_platform.transaction import Scope


async def refresh_words(scope: Scope) -> None:
    await refresh_frequent_words(scope.session, SEARCH)

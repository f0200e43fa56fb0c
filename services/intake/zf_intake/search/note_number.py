"""An object got another number: it is found by that one too."""

from zf_intake.search.tables import SEARCH
from zf_platform.search.box import number_form
from zf_platform.search.store import add_number
from zf_platform.transaction import Scope


async def note_number(scope: Scope, number: str, *, object_id: str) -> None:
    await add_number(scope.session, SEARCH, number_form(number), entry_id=object_id)

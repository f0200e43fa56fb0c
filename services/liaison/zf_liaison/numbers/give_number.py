"""Give a document its number (文号): one series per type and year, without gaps."""

from zf_law.deadlines import ZONE
from zf_law.loader import Law
from zf_law.numbering import make_document_no
from zf_liaison.numbers.tables import SerialCounter
from zf_platform.serials import Serials
from zf_platform.transaction import Scope

_SERIALS = Serials(SerialCounter)


async def give_number(scope: Scope, document_type: str, *, law: Law) -> str:
    """Empty for a type without a number. The counter row is locked until the act commits."""
    template = law.documents.by_id(document_type).number
    if not template:
        return ""
    year = scope.now.astimezone(ZONE).year
    serial = await _SERIALS.take(scope.session, series=f"document.{document_type}", period=str(year))
    short = law.agencies.by_code(scope.identity.agency).short_zh
    return make_document_no(template=template, short=short, year=year, serial=serial)

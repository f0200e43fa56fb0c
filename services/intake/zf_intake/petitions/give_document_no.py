"""Give a document of a petition its number (文号), one series per type and year."""

from zf_intake.desk import Desk
from zf_intake.reports.take_serial import take_serial
from zf_law.deadlines import ZONE
from zf_law.numbering import make_document_no
from zf_platform.transaction import Scope


async def give_document_no(scope: Scope, document_type: str, *, desk: Desk) -> str:
    """Empty for a type without a number."""
    template = desk.law.documents.by_id(document_type).number
    if not template:
        return ""
    year = scope.now.astimezone(ZONE).year
    serial = await take_serial(scope, series=f"document.{document_type}", period=str(year))
    short = desk.law.agencies.by_code(scope.identity.agency).short_zh
    return make_document_no(template=template, short=short, year=year, serial=serial)

"""Give a document its number (文号): one series per type and year, without gaps."""

from sqlalchemy.dialects.postgresql import insert

from zf_law.deadlines import ZONE
from zf_law.loader import Law
from zf_law.numbering import make_document_no
from zf_liaison.numbers.tables import SerialCounter
from zf_platform.transaction import Scope


async def give_number(scope: Scope, document_type: str, *, law: Law) -> str:
    """Empty for a type without a number. The counter row is locked until the act commits."""
    template = law.documents.by_id(document_type).number
    if not template:
        return ""
    year = scope.now.astimezone(ZONE).year
    start = insert(SerialCounter).values(series=f"document.{document_type}", period=str(year), last=1)
    following = start.on_conflict_do_update(
        index_elements=[SerialCounter.series, SerialCounter.period], set_={"last": SerialCounter.last + 1}
    ).returning(SerialCounter.last)
    serial = int((await scope.session.execute(following)).scalar_one())
    short = law.agencies.by_code(scope.identity.agency).short_zh
    return make_document_no(template=template, short=short, year=year, serial=serial)

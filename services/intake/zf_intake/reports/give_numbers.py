"""Give a new report its two numbers: the receipt's (文号) and the collaboration number that the matter carries everywhere."""

from zf_intake.reports.take_serial import take_serial
from zf_law.agencies import Agency
from zf_law.deadlines import ZONE
from zf_law.loader import Law
from zf_law.numbering import make_collab_no, make_document_no
from zf_platform.transaction import Scope

RECEIPT = "intake_receipt"


async def give_numbers(scope: Scope, *, agency: Agency, law: Law) -> tuple[str, str]:
    """(receipt_no, collab_no). Serials run per year for receipts and per day for matters."""
    day = scope.now.astimezone(ZONE).date()
    receipt = await take_serial(scope, series=RECEIPT, period=str(day.year))
    matter = await take_serial(scope, series="collab_no", period=f"{day:%Y%m%d}")
    template = law.documents.by_id(RECEIPT).number
    return (
        make_document_no(template=template, short=agency.short_zh, year=day.year, serial=receipt),
        make_collab_no(division=agency.division, on=day, serial=matter, block=agency.serial_block),
    )

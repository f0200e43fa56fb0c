"""Give a new petition its two numbers: its own (XF…) and the collaboration number that the matter carries everywhere."""

from datetime import date

from zf_intake.petitions.form_rules import CHANNEL_LETTERS
from zf_intake.reports.take_serial import take_serial
from zf_law.agencies import Agency
from zf_law.deadlines import ZONE
from zf_law.numbering import make_collab_no, make_petition_no
from zf_platform.transaction import Scope


async def give_numbers(
    scope: Scope, *, channel: str, agency: Agency, collab_no: str = "", on: date | None = None
) -> tuple[str, str]:
    """(petition_no, collab_no). Serials run per channel and day; a matter that came from elsewhere keeps its number.

    `on`: the day of the numbers of an older petition that is entered now.
    """
    day = on or scope.now.astimezone(ZONE).date()
    letter = CHANNEL_LETTERS[channel]
    serial = await take_serial(scope, series=f"petition.{letter}", period=f"{day:%Y%m%d}")
    petition_no = make_petition_no(channel=letter, division=agency.division, on=day, serial=serial)
    if collab_no:
        return petition_no, collab_no
    matter = await take_serial(scope, series="collab_no", period=f"{day:%Y%m%d}")
    return petition_no, make_collab_no(division=agency.division, on=day, serial=matter, block=agency.serial_block)

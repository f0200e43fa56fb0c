"""Take the next serial of a series. The counter row is locked until the act commits, so numbers have no gaps."""

from zf_intake.reports.tables import SerialCounter
from zf_platform.serials import Serials
from zf_platform.transaction import Scope

_SERIALS = Serials(SerialCounter)


async def take_serial(scope: Scope, *, series: str, period: str) -> int:
    return await _SERIALS.take(scope.session, series=series, period=period)

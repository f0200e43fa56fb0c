"""Take the next serial of a series. The counter row is locked until the act commits, so numbers have no gaps."""

from zf_casemgmt.numbering.rules import Series
from zf_casemgmt.numbering.tables import Counter
from zf_platform.serials import Serials
from zf_platform.transaction import Scope

_SERIALS = Serials(Counter)


async def take_serial(scope: Scope, series: Series) -> int:
    return await _SERIALS.take(scope.session, series=series.name, period=series.period)

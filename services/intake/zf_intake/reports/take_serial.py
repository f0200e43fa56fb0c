"""Take the next serial of a series. The counter row is locked until the act commits, so numbers have no gaps."""

from sqlalchemy.dialects.postgresql import insert

from zf_intake.reports.tables import SerialCounter
from zf_platform.transaction import Scope


async def take_serial(scope: Scope, *, series: str, period: str) -> int:
    start = insert(SerialCounter).values(series=series, period=period, last=1)
    next_one = start.on_conflict_do_update(
        index_elements=[SerialCounter.series, SerialCounter.period], set_={"last": SerialCounter.last + 1}
    ).returning(SerialCounter.last)
    return int((await scope.session.execute(next_one)).scalar_one())

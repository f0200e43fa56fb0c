"""Take the next serial of a series. The counter row is locked until the act commits, so numbers have no gaps."""

from sqlalchemy.dialects.postgresql import insert

from zf_casemgmt.numbering.rules import Series
from zf_casemgmt.numbering.tables import Counter
from zf_platform.transaction import Scope


async def take_serial(scope: Scope, series: Series) -> int:
    start = insert(Counter).values(series=series.name, period=series.period, last=1)
    statement = start.on_conflict_do_update(
        index_elements=[Counter.series, Counter.period], set_={"last": Counter.last + 1}
    ).returning(Counter.last)
    return int((await scope.session.execute(statement)).scalar_one())

"""Take the first few of very many: walk the index in its order, whatever the statistics say.

A table of messages is at rest nearly always, so its statistics say that nothing waits. When a backlog has come in, the planner
still believes that a handful are due and fetches and sorts them all for the sake of fifty: 20 ms a claim with 20,000 waiting,
a second with a million, until somebody analyses the table. A service that has just claimed as many as it may therefore says so
here. The statement needs a text of its own, because the driver keeps the plan of a text.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg

from zf_platform.direct import whole

_IN_ORDER = "SET LOCAL enable_bitmapscan = off; SET LOCAL enable_seqscan = off"
OWN_TEXT = "/* in the order of the index */"


@asynccontextmanager
async def index_order(connection: asyncpg.Connection) -> AsyncIterator[None]:
    """Statements inside are one transaction. Only for connections on which none is open."""
    with whole(connection):
        async with connection.transaction():
            await connection.execute(_IN_ORDER)
            yield

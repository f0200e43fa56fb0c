"""Count a try before anything is looked at. The counter is committed by itself: a refusal must not undo it."""

from collections.abc import Mapping, Sequence

from sqlalchemy import ARRAY, DateTime, Text, bindparam, text

from zf_intake.public_query.rules import window_of
from zf_platform.transaction import Scope

_COUNT = text(
    """
    INSERT INTO query_try (key, tries, since) SELECT key, 1, :now FROM unnest(:keys, :begins) AS asked (key, begin)
    ON CONFLICT (key) DO UPDATE SET
        tries = CASE WHEN query_try.since <= (:begins)[array_position(:keys, query_try.key)] THEN 1
            ELSE query_try.tries + 1 END,
        since = CASE WHEN query_try.since <= (:begins)[array_position(:keys, query_try.key)] THEN :now
            ELSE query_try.since END
    RETURNING key, tries
    """
).bindparams(bindparam("keys", type_=ARRAY(Text)), bindparam("begins", type_=ARRAY(DateTime(timezone=True))))


async def count_tries(scope: Scope, keys: Sequence[str]) -> Mapping[str, int]:
    """Tries in the running window of each key, this one included. Holds no connection afterwards."""
    ordered = sorted(keys)
    values = {"keys": ordered, "begins": [scope.now - window_of(key) for key in ordered], "now": scope.now}
    async with scope.transaction.factory.database.engine.connect() as connection:
        own = await connection.execution_options(isolation_level="AUTOCOMMIT")
        rows = await own.execute(_COUNT, values)
        return {row.key: row.tries for row in rows}

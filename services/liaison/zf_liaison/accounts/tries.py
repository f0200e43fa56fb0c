"""Count a try before its password is looked at. The counter is committed by itself: a refused sign-in must not undo it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ARRAY, Text, bindparam, text

from zf_liaison.accounts.rules import KNOWN_PLACE_FOR, WINDOW, TryKeys
from zf_platform.transaction import Scope

_COUNT = text(
    """
    INSERT INTO sign_in_try (key, tries, since) SELECT unnest(:keys), 1, :now
    ON CONFLICT (key) DO UPDATE SET
        tries = CASE WHEN sign_in_try.since <= :window THEN 1 ELSE sign_in_try.tries + 1 END,
        since = CASE WHEN sign_in_try.since <= :window THEN :now ELSE sign_in_try.since END
    RETURNING key, tries
    """
).bindparams(bindparam("keys", type_=ARRAY(Text)))

_ACCOUNT = text(
    """
    SELECT a.id, a.password_hash, a.disabled, EXISTS (
        SELECT 1 FROM sign_in_place p WHERE p.account_id = a.id AND p.address = :address AND p.last_at > :recently
    ) AS known_place
    FROM account a WHERE a.username = :username
    """
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """The account somebody tries to enter; `stored` is None for a disabled one."""

    account_id: str
    stored: str | None
    known_place: bool


async def count_try(
    scope: Scope, *, keys: TryKeys, username: str, address: str
) -> tuple[Mapping[str, int], Candidate | None]:
    """Counts of the three keys with this try, and the account if there is one. Holds no connection afterwards."""
    now: datetime = scope.now
    async with scope.transaction.factory.database.engine.connect() as connection:
        own = await connection.execution_options(isolation_level="AUTOCOMMIT")
        values = {"keys": list(keys.all()), "now": now, "window": now - WINDOW}
        counts = {row.key: row.tries for row in await own.execute(_COUNT, values)}
        found = await own.execute(
            _ACCOUNT, {"username": username, "address": address, "recently": now - KNOWN_PLACE_FOR}
        )
        row = found.first()
    if row is None:
        return counts, None
    return counts, Candidate(row.id, None if row.disabled else row.password_hash, row.known_place)

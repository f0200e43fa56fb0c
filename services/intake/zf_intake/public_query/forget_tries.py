"""Counters of tries that lie back long enough to mean nothing any more."""

from sqlalchemy import delete

from zf_intake.public_query.rules import KEEP
from zf_intake.public_query.tables import QueryTry
from zf_platform.transaction import Scope


async def forget_tries(scope: Scope) -> None:
    await scope.session.execute(
        delete(QueryTry).where(QueryTry.since < scope.now - KEEP).execution_options(synchronize_session=False)
    )

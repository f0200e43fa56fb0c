"""Daily at 00:10: yesterday is compared with every partner, and yesterday's *opened* receipts go out once more."""

from datetime import datetime, time, timedelta

from zf_liaison.exchange.reissue_openings import reissue_openings
from zf_liaison.partners import Partners
from zf_liaison.reconciliation.propose import propose
from zf_platform.transaction import Scope


async def compare_yesterday(scope: Scope, *, partners: Partners) -> None:
    today = datetime.combine(scope.now.date(), time.min, tzinfo=scope.now.tzinfo)
    yesterday = today - timedelta(days=1)
    for peer in partners.all():
        await propose(scope, peer=peer, day=yesterday.date())
        await reissue_openings(scope, peer=peer, since=yesterday, until=today)

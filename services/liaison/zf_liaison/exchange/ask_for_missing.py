"""Every minute: numbers missing for two minutes are asked for again; after a quarter of an hour a person must know."""

from collections import defaultdict

from zf_contracts.interagency.exchange import ExchangeResendRequested
from zf_liaison.alarms.clear_alarm import clear_alarms
from zf_liaison.alarms.queries import open_peers
from zf_liaison.alarms.raise_alarm import raise_alarm
from zf_liaison.alarms.rules import SEQUENCE_GAP
from zf_platform.inbox import gaps
from zf_platform.transaction import Scope

ASK_AFTER_SECONDS = 120.0
ALARM_AFTER_SECONDS = 900.0


async def ask_for_missing(scope: Scope, *, ask_after: float = ASK_AFTER_SECONDS) -> None:
    """Gaps of senders inside this node are not asked for: their outbox keeps and repeats what is open."""
    me = scope.identity
    for gap in await gaps(scope.session, older_seconds=ask_after):
        if gap.source.agency == me.agency:
            continue
        scope.enqueue(
            ExchangeResendRequested(subject=gap.subject, first=gap.first, last=gap.last),
            to=gap.source,
            subject=gap.subject,
            acted_at=scope.now,
            correlation=gap.subject,
        )
    await _alarm(scope)


async def _alarm(scope: Scope) -> None:
    old: dict[str, list[str]] = defaultdict(list)
    for gap in await gaps(scope.session, older_seconds=ALARM_AFTER_SECONDS):
        old[gap.source.agency].append(gap.subject)
    for peer, subjects in sorted(old.items()):
        await raise_alarm(scope, kind=SEQUENCE_GAP, peer=peer, objects=subjects)
    await clear_alarms(scope, kind=SEQUENCE_GAP, peers=await open_peers(scope, kind=SEQUENCE_GAP) - old.keys())

"""A person opened an arrived package: the sender gets the fourth evidence."""

from zf_contracts.internal.transfers import TransferOpened
from zf_liaison.exchange.tell_opened import tell_opened
from zf_platform.transaction import Scope


async def dispatch_opened(scope: Scope, payload: TransferOpened) -> None:
    await tell_opened(scope, payload.message_id, opened_at=payload.opened_at)

"""A message came again, so its receipt was lost or is late: send the stored receipts once more, byte for byte."""

from collections.abc import Sequence

from zf_liaison.exchange.settle_known import settle_known
from zf_platform import outbox
from zf_platform.enqueue import RECEIPT_TYPE
from zf_platform.transaction import Transaction


async def reissue_receipts(transaction: Transaction, message_ids: Sequence[str]) -> None:
    """The take's hook for duplicates. A repeated receipt settles the message it was about."""
    await outbox.reopen_answers(transaction.session, message_ids, message_type=RECEIPT_TYPE)
    await settle_known(transaction.session)

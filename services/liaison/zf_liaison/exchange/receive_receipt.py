"""A peer's signed receipt: it moves the evidence of our message, ends its resending, and is told to casemgmt.

Receipts of a batch are applied together, with a handful of statements for all of them.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import select

from zf_contracts.interagency.exchange import ExchangeReceipt
from zf_liaison.alarms.raise_alarm import raise_alarm
from zf_liaison.alarms.rules import RECEIPT_UNKNOWN
from zf_liaison.exchange.evidence import tell_evidence
from zf_liaison.exchange.incoming import arrived
from zf_liaison.exchange.ledger import AMONG, SENT_COLUMNS, Sent, problems_text, standing_of, standing_values
from zf_liaison.exchange.rules import Standing, implied, receipted
from zf_liaison.exchange.tables import ledger, peer_contact
from zf_platform.bulk import as_arrays, insert_many
from zf_platform.direct import Direct
from zf_platform.outbox import lock, mark_receipted, mark_rejected
from zf_platform.prepared import Prepared
from zf_platform.transaction import Scope, Transaction

_MOVED = ("message_id", "state", "relayed_at", "delivered_at", "opened_at", "ended_at", "look_at", "problems")
_UPDATE = Direct(
    """
    UPDATE ledger SET state = new.state, relayed_at = new.relayed_at, delivered_at = new.delivered_at,
        opened_at = new.opened_at, ended_at = new.ended_at, look_at = new.look_at, problems = new.problems
    FROM unnest(
        :message_id ::text[], :state ::text[], :relayed_at ::timestamptz[], :delivered_at ::timestamptz[],
        :opened_at ::timestamptz[], :ended_at ::timestamptz[], :look_at ::timestamptz[], :problems ::text[]
    ) AS new (message_id, state, relayed_at, delivered_at, opened_at, ended_at, look_at, problems)
    WHERE ledger.message_id = new.message_id
    """
)


_SENT = Prepared(
    select(*SENT_COLUMNS).where(AMONG, ledger.c.direction == "out").order_by(ledger.c.message_id).with_for_update()
)
_HEARD = insert_many(
    peer_contact, ("peer", "heard_at"), then="ON CONFLICT (peer) DO UPDATE SET heard_at = EXCLUDED.heard_at"
)


class _Arrived(NamedTuple):
    scope: Scope
    receipt: ExchangeReceipt


async def receive_receipt(scope: Scope, payload: ExchangeReceipt) -> None:
    scope.transaction.collect(_apply, _Arrived(scope, payload))


async def _apply(transaction: Transaction, items: Sequence[_Arrived]) -> None:
    """A receipt for a message we did not send to that agency, or for other bytes, is an alarm and changes nothing."""
    digests = await lock(transaction.session, sorted({item.receipt.of for item in items}))
    sent = await _sent(transaction, sorted(digests))
    standings: dict[str, Standing] = {}
    changed: set[str] = set()
    doubtful: dict[str, list[_Arrived]] = defaultdict(list)
    for item in sorted(items, key=lambda one: one.receipt.at):
        incoming, receipt = arrived(item.scope), item.receipt
        row = sent.get(receipt.of)
        if row is None or row.peer != incoming.source.agency or digests[receipt.of] != receipt.digest:
            doubtful[incoming.source.agency].append(item)
            continue
        before = standings.get(receipt.of) or standing_of(row)
        after = receipted(before, step=receipt.step, at=receipt.at)
        standings[receipt.of] = after or before
        if after is not None:
            changed.add(receipt.of)
            for step in implied(before, after, step=receipt.step):
                tell_evidence(item.scope, row, step=step, at=receipt.at)
            tell_evidence(item.scope, row, step=receipt.step, at=receipt.at, problems=receipt.problems)
    await _save(transaction, sent, {key: standings[key] for key in sorted(changed)}, items=items)
    await _end_resending(transaction, standings)
    await _heard(transaction, items)
    for peer, ones in doubtful.items():
        objects = [one.receipt.of for one in ones]
        await raise_alarm(ones[0].scope, kind=RECEIPT_UNKNOWN, peer=peer, objects=objects)


async def _sent(transaction: Transaction, ids: Sequence[str]) -> Mapping[str, Sent]:
    """Our ledger rows, locked after their outbox rows, as the relay does it too."""
    return {row["message_id"]: Sent(*row) for row in await _SENT.rows(transaction.session, ids=ids)}


async def _save(
    transaction: Transaction,
    sent: Mapping[str, Sent],
    standings: Mapping[str, Standing],
    *,
    items: Sequence[_Arrived],
) -> None:
    """One statement for all rows that moved."""
    if not standings:
        return
    problems = {item.receipt.of: item.receipt.problems for item in items if item.receipt.problems}
    rows: list[dict[str, object]] = [
        {
            "message_id": message_id,
            "problems": problems_text(problems.get(message_id, ())),
            **standing_values(standing, opens=bool(sent[message_id].package)),
        }
        for message_id, standing in standings.items()
    ]
    await _UPDATE.rows(transaction.session, **as_arrays(rows, _MOVED))


async def _end_resending(transaction: Transaction, standings: Mapping[str, Standing]) -> None:
    """Also for a receipt that told nothing new: the message is known to be there."""
    rejected = [key for key, standing in standings.items() if standing.state == "rejected"]
    delivered = [key for key in standings if key not in set(rejected)]
    if delivered:
        await mark_receipted(transaction.session, delivered)
    if rejected:
        await mark_rejected(transaction.session, rejected)


async def _heard(transaction: Transaction, items: Sequence[_Arrived]) -> None:
    peers = sorted({arrived(item.scope).source.agency for item in items})
    await _HEARD.rows(transaction.session, peer=peers, heard_at=[items[0].scope.now] * len(peers))

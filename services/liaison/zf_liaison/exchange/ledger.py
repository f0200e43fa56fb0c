"""Writing the ledger: entries of a batch go in with one statement, just before its commit."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from pydantic import TypeAdapter
from sqlalchemy import ARRAY, Row, Text, any_, bindparam

from zf_contracts.catalogue import entry_for
from zf_contracts.envelope import Address, Payload, Sensitivity
from zf_contracts.values import CodedProblem
from zf_liaison.exchange.rules import (
    DELIVERED,
    WAITING,
    EvidenceTimes,
    Standing,
    evidence_times,
    next_look,
    trace_of,
)
from zf_liaison.exchange.tables import blob_offer, ledger
from zf_liaison.exchange.translation import PACKAGE_TYPES, files_of
from zf_platform.bulk import as_arrays, insert_many
from zf_platform.telemetry import inject_traceparent
from zf_platform.transaction import Scope, Transaction

Values = Mapping[str, object]

_PROBLEMS = TypeAdapter(tuple[CodedProblem, ...])
_COLUMNS = tuple(column.name for column in ledger.columns)
_OFFER_COLUMNS = ("agency", "digest", "message_id")
_INSERT_ENTRIES = insert_many(ledger, _COLUMNS)
_INSERT_OFFERS = insert_many(blob_offer, _OFFER_COLUMNS)


def send(
    scope: Scope,
    payload: Payload,
    *,
    peer: str,
    collab_no: str,
    acted_at: datetime,
    sensitivity: Sensitivity = "L2",
    transfer: tuple[str, int] | None = None,
    notice_id: str | None = None,
    shortest: timedelta | None = None,
) -> str:
    """Enqueue a receipted message to a peer's liaison, with its ledger entry and the offers of its files.

    `shortest` is the shortest legal period that hangs on it. Returns the message id.
    """
    message_id = scope.enqueue(
        payload,
        to=Address(peer, "liaison"),
        subject=collab_no,
        acted_at=acted_at,
        sensitivity=sensitivity,
        correlation=collab_no,
    )
    told: dict[str, object] = {
        "message_id": message_id,
        "peer": peer,
        "subject": collab_no,
        "collab_no": collab_no,
        "notice_id": notice_id,
    }
    standing = Standing(WAITING, scope.now, evidence_times(scope.now, shortest=shortest))
    scope.transaction.collect(insert_entries, told | _outgoing(scope, payload, standing, transfer=transfer))
    for digest in {blob.digest for _, blob in files_of(payload)}:
        scope.transaction.collect(_insert_offers, {"agency": peer, "digest": digest, "message_id": message_id})
    return message_id


def _outgoing(
    scope: Scope, payload: Payload, standing: Standing, *, transfer: tuple[str, int] | None
) -> dict[str, object]:
    package = payload.TYPE in PACKAGE_TYPES
    return {
        "direction": "out",
        "type": entry_for(payload).name,
        "transfer_id": transfer[0] if transfer else None,
        "transfer_version": transfer[1] if transfer else None,
        "package": package,
        "trace_id": trace_of(inject_traceparent() or scope.cause.traceparent),
        "problems": problems_text(()),
        "receipt_id": None,
        **standing_values(standing, opens=package),
    }


def note_received(
    scope: Scope,
    payload: Payload | type[Payload],
    *,
    collab_no: str,
    transfer: tuple[str, int] | None = None,
    notice_id: str | None = None,
    state: str = DELIVERED,
    problems: Sequence[CodedProblem] = (),
) -> None:
    """The ledger entry of the message being acted on."""
    incoming = scope.incoming
    assert incoming is not None
    ended = scope.now if state != DELIVERED else None
    standing = Standing(
        state, incoming.sent_at, evidence_times(incoming.sent_at), delivered_at=scope.now, ended_at=ended
    )
    values: dict[str, object] = {
        "message_id": incoming.id,
        "direction": "in",
        "peer": incoming.source.agency,
        "type": incoming.type,
        "subject": incoming.subject,
        "collab_no": collab_no,
        "transfer_id": transfer[0] if transfer else None,
        "transfer_version": transfer[1] if transfer else None,
        "notice_id": notice_id,
        "package": payload.TYPE in PACKAGE_TYPES,
        "trace_id": trace_of(incoming.traceparent),
        "problems": problems_text(problems),
        "receipt_id": None,
        **standing_values(standing, opens=False),
        "look_at": None,
    }
    scope.transaction.collect(insert_entries, values)


async def insert_entries(transaction: Transaction, rows: Sequence[Values]) -> None:
    await _INSERT_ENTRIES.rows(transaction.session, **as_arrays(rows, _COLUMNS))


async def _insert_offers(transaction: Transaction, rows: Sequence[Values]) -> None:
    await _INSERT_OFFERS.rows(transaction.session, **as_arrays(rows, _OFFER_COLUMNS))


def standing_values(standing: Standing, *, opens: bool) -> dict[str, object]:
    """The columns of a standing."""
    return {
        "state": standing.state,
        "submitted_at": standing.submitted_at,
        "relayed_at": standing.relayed_at,
        "delivered_at": standing.delivered_at,
        "opened_at": standing.opened_at,
        "ended_at": standing.ended_at,
        "relay_warn_at": standing.times.relay_warn,
        "relay_fail_at": standing.times.relay_fail,
        "delivery_warn_at": standing.times.delivery_warn,
        "delivery_fail_at": standing.times.delivery_fail,
        "look_at": next_look(standing, opens=opens),
    }


class Sent(NamedTuple):
    """An entry of ours as the driver reads it: where it stands, and what is told of it."""

    message_id: str
    peer: str
    type: str
    collab_no: str
    package: bool
    transfer_id: str | None
    transfer_version: int | None
    notice_id: str | None
    state: str
    submitted_at: datetime
    relayed_at: datetime | None
    delivered_at: datetime | None
    opened_at: datetime | None
    ended_at: datetime | None
    relay_warn_at: datetime
    relay_fail_at: datetime
    delivery_warn_at: datetime
    delivery_fail_at: datetime


SENT_COLUMNS = tuple(ledger.c[name] for name in Sent._fields)
AMONG = ledger.c.message_id == any_(bindparam("ids", type_=ARRAY(Text)))
Entry = Row[tuple[object, ...]] | Sent


def standing_of(row: Entry) -> Standing:
    """The standing a ledger row tells."""
    return Standing(
        state=row.state,
        submitted_at=row.submitted_at,
        times=EvidenceTimes(row.relay_warn_at, row.relay_fail_at, row.delivery_warn_at, row.delivery_fail_at),
        relayed_at=row.relayed_at,
        delivered_at=row.delivered_at,
        opened_at=row.opened_at,
        ended_at=row.ended_at,
    )


def problems_text(problems: Iterable[CodedProblem]) -> str:
    """Problems as the ledger keeps them."""
    return _PROBLEMS.dump_json(tuple(problems), exclude_none=True).decode()


def problems_of(stored: str) -> tuple[CodedProblem, ...]:
    return _PROBLEMS.validate_json(stored)

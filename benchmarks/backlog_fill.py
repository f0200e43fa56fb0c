"""Hands packages over inside this process, many in one transaction: the product's own use case, without HTTP and without a
commit for each. A process of its own, so that several can fill one backlog at a time.

Reads its task as JSON from standard input. What it leaves are the rows which the API leaves, except those that answer the
client (idempotency keys, spans of requests); `benchmarks.backlog_alike` compares one with the other before the measurement.
"""

import json
import secrets
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import uvloop

from tests.fleet.sites import POLICE
from zf_casemgmt.office import Office
from zf_casemgmt.transfers.submit import submit_transfer
from zf_contracts.envelope import Address
from zf_contracts.http.casemgmt import SubmitTransfer
from zf_law.loader import Law, load_law
from zf_law.templates import FOLDER
from zf_node.wiring import role_table
from zf_platform.actors import Actor, Cause
from zf_platform.blobs import BlobStore
from zf_platform.clock import SystemClock
from zf_platform.database import Database
from zf_platform.ids import new_id
from zf_platform.personal import PersonalKey
from zf_platform.transaction import TransactionFactory, Wakeups
from zf_platform.typeset import Typesetter
from zf_platform.wake import LocalWakeup

_OUTLET = "outlet_clerk"


@dataclass
class Filling:
    """`each`: hand-overs in one transaction."""

    url: str
    personal_key: str
    blobs: str
    drafts: list[str]
    each: int = 100


async def fill(task: Filling) -> None:
    law = load_law()
    database = Database(task.url, schema="casemgmt", pool_size=1, application_name="bench-backlog")
    wakeups = Wakeups(outbox=LocalWakeup(), inbox=LocalWakeup())
    identity = Address(POLICE, "casemgmt")
    factory = TransactionFactory(database=database, identity=identity, clock=SystemClock(), wakeups=wakeups)
    office = Office(
        law=law,
        agency=law.agencies.by_code(POLICE),
        personal=PersonalKey.from_text(task.personal_key),
        blobs=BlobStore(Path(task.blobs)),
        typesetter=Typesetter(FOLDER),
    )
    clerk = _clerk(law)
    try:
        for first in range(0, len(task.drafts), task.each):
            drafts = task.drafts[first : first + task.each]
            await _hand_over(factory, drafts, office=office, clerk=clerk)
    finally:
        await database.close()


def _clerk(law: Law) -> Actor:
    """Whom the token of `tests.fleet.sender.Clerk` names."""
    permissions = role_table(law)[_OUTLET]
    return Actor("police.outlet", POLICE, unit="legal", roles=(_OUTLET,), permissions=permissions)


async def _hand_over(factory: TransactionFactory, drafts: Sequence[str], *, office: Office, clerk: Actor) -> None:
    async with factory.begin() as transaction:
        for draft in drafts:
            scope = transaction.scope(actor=clerk, cause=_request())
            await submit_transfer(scope, draft, SubmitTransfer(version=1, acted_at=scope.now), office=office)
        await transaction.commit()


def _request() -> Cause:
    """As if each had come in a request of its own: the messages of each are one trace."""
    request = new_id(SystemClock().now())
    trace = f"00-{secrets.token_hex(16)}-{secrets.token_hex(8)}-03"
    return Cause(correlation_id=request, traceparent=trace, request_id=request, client="127.0.0.1")


def main() -> None:
    uvloop.run(fill(Filling(**json.load(sys.stdin))))


if __name__ == "__main__":
    main()

"""Several agencies' casemgmt over real databases. A small relay does liaison's part: packages, answers and notices.

The relay reads what casemgmt said to its liaison, copies the files, and hands the peer's casemgmt what its own liaison
would say. Everything else is the real thing: tokens, database, bus, messages.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from zf_casemgmt.main import spec
from zf_contracts.catalogue import payload_class
from zf_contracts.envelope import Address, Payload, decode
from zf_contracts.internal.transfers import (
    NoticeArrived,
    NoticeIssued,
    TransferArrived,
    TransferReceipted,
    TransferReturned,
    TransferSubmitted,
)
from zf_contracts.values import ManifestItem
from zf_law.loader import Law
from zf_platform.clock import FixedClock
from zf_platform.errors import Refused
from zf_platform.ids import new_id
from zf_platform.testing import ServiceUnderTest
from zf_platform.transaction import Cause, service_actor


@dataclass
class Relay:
    """`said` holds every message casemgmt sent to another service, as (agency, receiver, payload).

    While `holding`, messages wait in `held`. `parked` are refused messages, as the platform would park them.
    """

    clock: FixedClock
    services: dict[str, ServiceUnderTest]
    law: Law
    said: list[tuple[str, str, Payload]] = field(default_factory=list)
    parked: list[tuple[str, Payload, Refused]] = field(default_factory=list)
    held: list[tuple[str, str, Payload]] = field(default_factory=list)
    holding: bool = False
    stirred: set[str] = field(default_factory=set)

    async def hand(self, agency: str, payload: Payload, *, source: str = "liaison") -> None:
        """What the worker would do with this message; a refusal is what the platform would park."""
        service = self.services[agency].service
        address = Address(agency, source)
        message_id = new_id(self.clock.now())
        cause = Cause(correlation_id=message_id, causation_id=message_id, request_id=message_id)
        action = spec(law=self.law).consumes(service.parts)[type(payload)]
        async with service.parts.factory.begin() as transaction:
            try:
                await action(transaction.scope(actor=service_actor(address), cause=cause), payload)
            except Refused as refused:
                self.parked.append((agency, payload, refused))
                return
            await transaction.commit()
        self.stirred.add(agency)

    async def settle(self) -> None:
        """Carry messages until there are none."""
        while (self.stirred and await self._relayed()) or (self.held and not self.holding):
            carried, self.held = ([], self.held) if self.holding else (self.held, [])
            for _, receiver, payload in carried:
                await self.hand(receiver, payload)

    async def _relayed(self) -> int:
        """Let the relays of those who may have said something bring it out."""
        asked, self.stirred = self.stirred, set()
        done = 0
        for agency in asked:
            sent = await self.services[agency].service.relay.step()
            done += sent
            self.stirred |= {agency} if sent else set()
        return done

    async def take(self, agency: str, service: str, bodies: Sequence[bytes]) -> None:
        for raw in bodies:
            envelope = decode(raw)
            contract = payload_class(envelope.type, envelope.schema_version)
            assert contract is not None
            payload = contract.model_validate(envelope.data)
            self.said.append((agency, service, payload))
            if service == "liaison":
                self.held += await self._translated(agency, payload)

    async def _translated(self, sender: str, payload: Payload) -> list[tuple[str, str, Payload]]:
        now = self.clock.now()
        if isinstance(payload, TransferSubmitted):
            await self._copy_files(sender, payload.package.receiver, payload.package.items)
            arrived = TransferArrived(message_id=new_id(now), package=payload.package, received_at=now)
            return [(sender, payload.package.receiver, arrived)]
        if isinstance(payload, TransferReceipted | TransferReturned):
            return [(sender, payload.peer, payload.model_copy(update={"direction": "in", "peer": sender}))]
        if isinstance(payload, NoticeIssued):
            known = [receiver for receiver in payload.receivers if receiver in self.services]
            for receiver in known:
                await self._copy_files(sender, receiver, payload.notice.documents)
            return [
                (
                    sender,
                    receiver,
                    NoticeArrived(
                        message=payload.message,
                        message_id=new_id(now),
                        sender=sender,
                        notice=payload.notice,
                        received_at=now,
                    ),
                )
                for receiver in known
            ]
        return []

    async def _copy_files(self, sender: str, receiver: str, items: Sequence[ManifestItem]) -> None:
        here, there = (self.services[one].service.parts.blobs for one in (sender, receiver))
        for item in items:
            if item.blob is not None and not await there.has(item.blob.digest):
                await there.put_bytes(await here.read(item.blob.digest))

    def told(self, agency: str, kind: type[Payload]) -> list[Payload]:
        return [payload for sender, _, payload in self.said if sender == agency and isinstance(payload, kind)]

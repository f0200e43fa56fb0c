"""Files of an arrived message: pulled from the sender by claim check, verified, before the message is acted on.

Pulling runs beside the worker, so a large file holds up nothing but its own message: until it is here the message is
put back with a pause, and woken when its last file is verified.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from functools import partial

import httpx
from sqlalchemy import text

from zf_contracts.envelope import Payload
from zf_contracts.values import BlobRef
from zf_law.problems import Problem
from zf_liaison.exchange.translation import files_of
from zf_liaison.partners import PeerClient, PeerUnreachable
from zf_platform.blobs import BlobStore, BlobTooLarge
from zf_platform.database import Database
from zf_platform.errors import RejectMessage, RetryLater
from zf_platform.tasks import TaskKeeper
from zf_platform.telemetry import step, use_traceparent
from zf_platform.telemetry_names import LogEvent, SpanName
from zf_platform.transaction import Incoming
from zf_platform.wake import Wakeup

_log = logging.getLogger("zf.exchange")
_WAKE = text("UPDATE inbox SET next_at = now() WHERE id = :id AND state = 'taken' AND lease_token IS NULL RETURNING id")
_WAKE_TRIES = 20
_WAKE_PAUSE = 0.1
_TRIES = 2
_WAIT_SECONDS = 30.0
_CHUNK = 256 * 1024
_KEPT_VERDICTS = 10_000

Item = tuple[int, BlobRef]


class _Differs(Exception):
    """The content is not what the manifest says."""


@dataclass(slots=True)
class FilePuller:
    """`prepare` is the worker's hook before the transaction; `require_intact` is asked inside it."""

    blobs: BlobStore
    peers: PeerClient
    database: Database
    wakeup: Wakeup
    keeper: TaskKeeper = field(default_factory=TaskKeeper)
    max_file_bytes: int = 1 << 30
    _running: set[str] = field(default_factory=set)
    _verdicts: dict[str, tuple[int, ...]] = field(default_factory=dict)

    async def prepare(self, incoming: Incoming, payload: Payload) -> None:
        """Nothing to do without files or with all of them here; else start pulling and ask to be called again."""
        files = files_of(payload)
        if not files or incoming.id in self._verdicts:
            return
        missing = [item for item in files if not await self.blobs.has(item[1].digest)]
        if not missing:
            return
        if incoming.id not in self._running:
            self._running.add(incoming.id)
            self.keeper.start(f"pull.{incoming.id}", partial(self._pull_all, incoming, missing))
        raise RetryLater("exchange.files_pending", expected=True)

    async def stop(self) -> None:
        """Give running pulls a moment; what is not here then is pulled again after the next start."""
        await self.keeper.stop(grace=2.0)

    def require_intact(self, message_id: str) -> None:
        """Raises RejectMessage (R07) when a file of this message came twice with content that is not its digest's."""
        bad = self._verdicts.get(message_id)
        if bad:
            raise RejectMessage([Problem("exchange.file_differs", {"item": number}) for number in bad])

    async def _pull_all(self, incoming: Incoming, missing: Sequence[Item]) -> None:
        """Never raises: whatever is not here at the end is asked for again at the message's next turn."""
        bad: list[int] = []
        try:
            with use_traceparent(incoming.traceparent):
                for number, blob in missing:
                    if not await self._pull(incoming, blob):
                        bad.append(number)
        except Exception as error:  # noqa: BLE001 - the message itself waits and asks again; here it is only logged
            _log.warning(LogEvent.PULL_FAILED, extra={"peer": incoming.source.agency, "code": type(error).__name__})
            return
        finally:
            self._running.discard(incoming.id)
        if bad:
            self._remember(incoming.id, tuple(bad))
        await self._wake(incoming.id)

    async def _pull(self, incoming: Incoming, blob: BlobRef) -> bool:
        """False when the content differs again after a second try: a disturbed line is not yet a forged file."""
        peer = incoming.source.agency
        for _ in range(_TRIES):
            try:
                with step(SpanName.BLOB_PULL, peer=peer, message_id=incoming.id, size=blob.size):
                    await self._pull_once(incoming, blob)
            except _Differs:
                continue
            return True
        _log.warning(LogEvent.PULL_FAILED, extra={"peer": peer, "code": "R07", "message_id": incoming.id})
        return False

    async def _pull_once(self, incoming: Incoming, blob: BlobRef) -> None:
        """Stored under its true digest only; at most as many bytes as the manifest says."""
        if blob.size > self.max_file_bytes:
            raise _Differs
        peer = incoming.source.agency
        path = f"/interagency/blobs/{blob.digest}"
        async with self.peers.stream(peer, path=path, query={"message": incoming.id}, seconds=_WAIT_SECONDS) as answer:
            if answer.status_code != httpx.codes.OK:
                raise PeerUnreachable(f"{peer} answered {answer.status_code} for a file")
            try:
                stored = await self.blobs.put(_chunks(answer), max_bytes=blob.size)
            except BlobTooLarge:
                raise _Differs from None
        if (stored.digest, stored.size) != (blob.digest, blob.size):
            raise _Differs

    def _remember(self, message_id: str, bad: tuple[int, ...]) -> None:
        """Only until the message is acted on; a restart forgets it and pulls again."""
        if len(self._verdicts) >= _KEPT_VERDICTS:
            self._verdicts.pop(next(iter(self._verdicts)))
        self._verdicts[message_id] = bad

    async def _wake(self, message_id: str) -> None:
        """Files are often here before the worker has put their message back: until then there is nothing to wake."""
        for _ in range(_WAKE_TRIES):
            async with self.database.engine.connect() as connection:
                own = await connection.execution_options(isolation_level="AUTOCOMMIT")
                woken = (await own.execute(_WAKE, {"id": message_id})).first()
            if woken is not None:
                self.wakeup.signal()
                return
            await asyncio.sleep(_WAKE_PAUSE)


async def _chunks(answer: httpx.Response) -> AsyncIterator[bytes]:
    async for chunk in answer.aiter_bytes(_CHUNK):
        yield chunk

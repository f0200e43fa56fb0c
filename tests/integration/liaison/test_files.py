"""Files of a package: pulled by claim check, verified, and refused to everybody they were not offered to."""

import asyncio
from collections.abc import Sequence

import pytest
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from tests.integration.liaison.town import Town, submitted
from zf_contracts.internal.transfers import TransferArrived, TransferEvidenceChanged
from zf_contracts.values import BlobRef
from zf_platform.claim import Work
from zf_platform.worker import Worker

CONTENT = "起诉意见书正文".encode() * 1000


async def test_a_package_is_delivered_only_with_all_its_files(city: Town) -> None:
    files = [await _stored(city, CONTENT + bytes([number])) for number in range(3)]
    await city.tell("police", submitted(files=files))
    await city.drain("police")
    assert city.ears["procuratorate"].of(TransferArrived) == []
    await city.settle(lambda: _arrived(city))
    blobs = city.service("procuratorate").parts.blobs
    for number, file in enumerate(files):
        assert await blobs.read(file.digest) == CONTENT + bytes([number])
    assert await city.rows("police", "SELECT state FROM ledger") == [("delivered",)]


async def test_while_a_file_is_missing_other_matters_go_on(city: Town) -> None:
    missing = BlobRef(digest=f"sha256:{'0' * 64}", size=10)
    await city.tell("police", submitted(1, files=[missing]), submitted(2))
    await city.drain()
    arrived = city.ears["procuratorate"].of(TransferArrived)
    assert [one["package"]["transfer_id"] for one in arrived] == [submitted(2).package.transfer_id]  # type: ignore[index]
    states = await city.rows("procuratorate", "SELECT state, error_code FROM inbox WHERE state <> 'done'")
    assert states == [("taken", "exchange.files_pending")]


async def test_a_file_that_comes_back_later_completes_the_package(city: Town) -> None:
    """The peer's disk was away: pulling is tried again until the file is there."""
    file = await _stored(city, CONTENT)
    path = city.service("police").parts.blobs.path(file.digest)
    path.rename(path.with_suffix(".away"))
    await city.tell("police", submitted(files=[file]))
    for _ in range(3):
        await city.drain()
    assert city.ears["procuratorate"].of(TransferArrived) == []
    path.with_suffix(".away").rename(path)

    async def arrived() -> bool:
        await city.run("procuratorate", "UPDATE inbox SET next_at = now() WHERE state = 'taken'")
        return await _arrived(city)

    await city.settle(arrived)


async def test_files_that_are_quicker_than_the_worker_wake_the_message_all_the_same(
    city: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The files are here before the worker has put the message back for an hour: it must not sleep that hour."""
    put_back = Worker._fail

    async def slowly(self: Worker, work: Work, error: Exception, *, token: str) -> None:
        await asyncio.sleep(0.5)
        await put_back(self, work, error, token=token)

    monkeypatch.setattr(Worker, "_fail", slowly)
    monkeypatch.setattr("zf_platform.outcome.jitter", lambda _longest: 3600.0)
    await city.tell("police", submitted(files=[await _stored(city, CONTENT)]))
    await city.settle(lambda: _arrived(city))


async def test_a_file_with_other_content_is_rejected_with_r07(city: Town) -> None:
    """The sender's node answers with bytes that are not those of the manifest, twice: no disturbed line any more."""
    file = await _stored(city, CONTENT)
    city.city.mount({("police", "liaison"): _Answering(b"x" * file.size)})
    await city.tell("police", submitted(files=[file]))
    await city.settle(lambda: _rejected(city))
    told = city.ears["police"].of(TransferEvidenceChanged)[-1]
    assert [(one["code"], one["item_no"]) for one in _problems(told)] == [("R07", 1)]
    assert city.ears["procuratorate"].of(TransferArrived) == []
    assert not await city.service("procuratorate").parts.blobs.has(file.digest)


async def test_a_stream_longer_than_declared_is_cut_off_and_rejected(city: Town) -> None:
    file = await _stored(city, CONTENT)
    endless = _Answering(CONTENT + b"x" * 5_000_000)
    city.city.mount({("police", "liaison"): endless})
    await city.tell("police", submitted(files=[file]))
    await city.settle(lambda: _rejected(city))


async def test_a_file_is_given_only_to_the_agency_it_was_offered_to(city: Town) -> None:
    offered, other = await _stored(city, CONTENT), await _stored(city, b"secret")
    await city.tell("police", submitted(files=[offered]))
    await city.drain("police")
    message = str(await city.value("police", "SELECT message_id FROM ledger"))
    police = city.nodes["police"]
    right = await police.peer("procuratorate").get(f"/interagency/blobs/{offered.digest}", params={"message": message})
    assert (right.status_code, right.content) == (200, CONTENT)
    refused = [
        (police.peer("committee"), offered.digest, message),
        (police.peer("procuratorate"), other.digest, message),
        (police.peer("procuratorate"), offered.digest, "another"),
    ]
    bodies = set()
    for caller, digest, named in refused:
        answer = await caller.get(f"/interagency/blobs/{digest}", params={"message": named})
        assert answer.status_code == 404
        bodies.add(answer.json()["problems"][0]["code"])
    assert bodies == {"request.not_found"}
    person = police.caller("a1", roles=["operator"])
    for caller in (police.stranger(), person):
        answer = await caller.get(f"/interagency/blobs/{offered.digest}", params={"message": message})
        assert answer.status_code == 401
    trick = await police.peer("procuratorate").get("/interagency/blobs/..%2F..%2Fkeys", params={"message": message})
    assert trick.status_code in (404, 422)


async def _stored(city: Town, content: bytes) -> BlobRef:
    stored = await city.service("police").parts.blobs.put_bytes(content)
    return BlobRef(digest=stored.digest, size=stored.size)


async def _arrived(city: Town) -> bool:
    return bool(city.ears["procuratorate"].of(TransferArrived))


async def _rejected(city: Town) -> bool:
    return await city.rows("police", "SELECT state FROM ledger") == [("rejected",)]


def _problems(told: dict[str, object]) -> Sequence[dict[str, object]]:
    problems = told["problems"]
    assert isinstance(problems, list)
    return problems


class _Answering:
    """A node whose file service answers every request with the same bytes."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await Response(self._content)(scope, receive, send)

"""Files by content: whole or not at all, never outside their folder, never changed unseen."""

import asyncio
import hashlib
import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from zf_platform.blobs import BlobCorrupt, BlobStore, BlobTooLarge


def files(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


async def stream(*chunks: bytes) -> AsyncIterator[bytes]:
    for chunk in chunks:
        yield chunk


async def test_what_was_put_comes_back(tmp_path: Path) -> None:
    store = BlobStore(tmp_path / "blobs")
    content = bytes(range(256)) * 4096
    reference = await store.put(stream(content[:1000], content[1000:]), max_bytes=len(content))
    assert reference.digest == f"sha256:{hashlib.sha256(content).hexdigest()}"
    assert reference.size == len(content)
    assert await store.read(reference.digest) == content
    assert await store.has(reference.digest)
    assert store.path(reference.digest).stat().st_mode & 0o777 == 0o440


async def test_the_empty_file(tmp_path: Path) -> None:
    store = BlobStore(tmp_path)
    reference = await store.put_bytes(b"")
    assert (reference.size, await store.read(reference.digest)) == (0, b"")


async def test_a_stream_that_is_too_long_leaves_nothing(tmp_path: Path) -> None:
    store = BlobStore(tmp_path)
    with pytest.raises(BlobTooLarge):
        await store.put(stream(b"abc", b"def"), max_bytes=5)
    assert files(tmp_path) == []


async def test_a_stream_that_breaks_leaves_nothing(tmp_path: Path) -> None:
    async def broken() -> AsyncIterator[bytes]:
        yield b"abc"
        raise ConnectionError

    with pytest.raises(ConnectionError):
        await BlobStore(tmp_path).put(broken(), max_bytes=100)
    assert files(tmp_path) == []


async def test_many_writers_of_one_content(tmp_path: Path) -> None:
    store = BlobStore(tmp_path)
    references = await asyncio.gather(*(store.put_bytes(b"same") for _ in range(20)))
    assert len(set(references)) == 1
    assert len(files(tmp_path)) == 1


async def test_changed_bytes_are_not_served_as_whole(tmp_path: Path) -> None:
    store = BlobStore(tmp_path)
    reference = await store.put_bytes(b"evidence")
    path = store.path(reference.digest)
    path.chmod(0o640)
    path.write_bytes(b"Evidence")
    with pytest.raises(BlobCorrupt):
        await store.read(reference.digest)


@pytest.mark.parametrize(
    "digest",
    ["", "../../etc/passwd", "sha256:../x", "sha256:" + "A" * 64, "md5:" + "a" * 32, "sha256:" + "a" * 64 + "\n"],
)
async def test_no_path_is_smuggled_in(tmp_path: Path, digest: str) -> None:
    store = BlobStore(tmp_path)
    with pytest.raises(FileNotFoundError):
        store.path(digest)


async def test_leftovers_of_a_killed_writer_are_removed(tmp_path: Path) -> None:
    store = BlobStore(tmp_path)
    reference = await store.put_bytes(b"kept")
    for name in (".part-old", ".part-new"):
        (tmp_path / name).write_bytes(b"half")
    os.utime(tmp_path / ".part-old", (0, 0))
    assert store.remove_leftovers() == 1, "a file of a running writer of this node stays"
    assert (tmp_path / ".part-new").is_file()
    assert await store.has(reference.digest)

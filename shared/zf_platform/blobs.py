"""Files by content: named by their SHA-256, written and synced before the row that names them, never changed."""

from __future__ import annotations

import asyncio
import hashlib
import os
import re
import tempfile
import time
from collections.abc import AsyncIterable, AsyncIterator, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_DIGEST = re.compile(r"^sha256:[0-9a-f]{64}\Z")
_CHUNK = 256 * 1024
_TEMPORARY_PREFIX = ".part-"
_LEFTOVER_SECONDS = 3600.0


class BlobTooLarge(ValueError):
    """The stream is longer than the caller allows; nothing was kept."""


class BlobCorrupt(RuntimeError):
    """The stored bytes no longer match their name."""


@dataclass(frozen=True, slots=True)
class BlobRef:
    """`digest` is `sha256:` and 64 hexadecimal digits; `size` is in bytes."""

    digest: str
    size: int


class BlobStore:
    """One directory per node, shared by its services: `<root>/ab/cd/<64 hex digits>`; safe for several writers."""

    def __init__(self, root: Path) -> None:
        self._root = root

    async def put(self, chunks: AsyncIterable[bytes], *, max_bytes: int) -> BlobRef:
        """Store a stream. Returns after the file *and* its directory entry are on the disk."""
        writer = await asyncio.to_thread(_Writer, self._root)
        try:
            async for chunk in chunks:
                if writer.size + len(chunk) > max_bytes:
                    raise BlobTooLarge(f"more than {max_bytes} bytes")
                await asyncio.to_thread(writer.write, chunk)
            return await asyncio.to_thread(writer.finish)
        finally:
            writer.discard()

    async def put_bytes(self, content: bytes) -> BlobRef:
        return await self.put(_once(content), max_bytes=len(content))

    async def open(self, digest: str) -> AsyncIterator[bytes]:
        """The content in chunks; the last one comes only if the whole matched its name. FileNotFoundError if absent."""
        file = await asyncio.to_thread(self.path(digest).open, "rb")
        return _checked(file, digest)

    async def read(self, digest: str) -> bytes:
        return b"".join([chunk async for chunk in await self.open(digest)])

    async def has(self, digest: str) -> bool:
        return await asyncio.to_thread(self.path(digest).is_file)

    async def absent(self, digests: Collection[str]) -> frozenset[str]:
        """Those of them that are not here, looked up in one go."""
        places = {digest: self.path(digest) for digest in digests}
        return await asyncio.to_thread(lambda: frozenset(one for one, place in places.items() if not place.is_file()))

    def path(self, digest: str) -> Path:
        """Where a digest lives; refuses anything that is not a digest, so no path can be smuggled in."""
        if not _DIGEST.match(digest):
            raise FileNotFoundError("not a blob digest")
        name = digest.removeprefix("sha256:")
        return self._root / name[:2] / name[2:4] / name

    def remove_leftovers(self) -> int:
        """Delete half-written files of killed processes; the store is shared by the node, so only old ones go."""
        found = list(self._root.glob(f"{_TEMPORARY_PREFIX}*")) if self._root.is_dir() else []
        leftovers = [path for path in found if time.time() - path.stat().st_mtime > _LEFTOVER_SECONDS]
        for leftover in leftovers:
            leftover.unlink(missing_ok=True)
        return len(leftovers)


class _Writer:
    """Blocking half of `put`; every method runs in a thread."""

    def __init__(self, root: Path) -> None:
        root.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=_TEMPORARY_PREFIX, dir=root)
        self._root = root
        self._file = os.fdopen(handle, "wb")
        self._temporary: Path | None = Path(name)
        self._hash = hashlib.sha256()
        self.size = 0

    def write(self, chunk: bytes) -> None:
        self._hash.update(chunk)
        self._file.write(chunk)
        self.size += len(chunk)

    def finish(self) -> BlobRef:
        """The order matters: file synced, then renamed, then the directories synced."""
        assert self._temporary is not None
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        reference = BlobRef(f"sha256:{self._hash.hexdigest()}", self.size)
        target = BlobStore(self._root).path(reference.digest)
        new_parents = [parent for parent in (target.parent.parent, target.parent) if not parent.is_dir()]
        target.parent.mkdir(parents=True, exist_ok=True)
        self._temporary.chmod(0o440)
        self._temporary.rename(target)
        self._temporary = None
        for directory in {target.parent, *(parent.parent for parent in new_parents)}:
            _sync_directory(directory)
        return reference

    def discard(self) -> None:
        self._file.close()
        if self._temporary is not None:
            self._temporary.unlink(missing_ok=True)


def _sync_directory(directory: Path) -> None:
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


async def _once(content: bytes) -> AsyncIterator[bytes]:
    yield content


async def _checked(file: BinaryIO, digest: str) -> AsyncIterator[bytes]:
    seen = hashlib.sha256()
    try:
        pending = await asyncio.to_thread(file.read, _CHUNK)
        while pending:
            seen.update(pending)
            following = await asyncio.to_thread(file.read, _CHUNK)
            if not following and f"sha256:{seen.hexdigest()}" != digest:
                raise BlobCorrupt(digest)
            yield pending
            pending = following
    finally:
        file.close()

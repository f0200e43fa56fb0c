"""Argon2id in threads, at most four at once: each hash takes 64 MiB, and all services of a city share the memory."""

import asyncio
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.resources import files

from pwdlib import PasswordHash

from zf_platform.ids import new_secret

_AT_ONCE = 4
_threads = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="argon2")


class Passwords:
    """The recommended profile of pwdlib (Argon2id, 64 MiB, 3 rounds, 4 lanes)."""

    def __init__(self) -> None:
        self._scheme = PasswordHash.recommended()
        self._nobody: str | None = None

    async def hash(self, password: str) -> str:
        return await asyncio.get_running_loop().run_in_executor(_threads, self._scheme.hash, password)

    async def verify(self, password: str, *, stored: str | None) -> tuple[bool, str | None]:
        """Whether it fits, and a fresh hash when the stored one is of an older profile.

        Without a stored hash (unknown or disabled account) the same work is done on a hash of nobody, so that the time of
        the answer tells nothing.
        """
        loop = asyncio.get_running_loop()
        reference = stored or await self._hash_of_nobody()
        fits, fresh = await loop.run_in_executor(_threads, self._scheme.verify_and_update, password, reference)
        return (fits, fresh) if stored else (False, None)

    async def warm_up(self) -> None:
        """Make the hash of nobody now, or the first unknown name would take twice as long as the others."""
        await self._hash_of_nobody()

    async def _hash_of_nobody(self) -> str:
        if self._nobody is None:
            self._nobody = await self.hash(new_secret())
        return self._nobody


@cache
def known_passwords() -> Collection[str]:
    """The packaged list of passwords and words that are tried first."""
    text = (files("zf_liaison") / "accounts" / "common_passwords.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))

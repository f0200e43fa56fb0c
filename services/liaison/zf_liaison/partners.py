"""The agencies this node may exchange with, as the signed directory says now; and calls to their liaison over HTTP."""

from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from urllib.parse import urlencode

import httpx

from zf_platform.auth import TokenIssuer
from zf_platform.directory import DirectorySource
from zf_platform.telemetry import inject_traceparent


class PeerUnreachable(OSError):
    """The peer has no address, does not answer, or answers something else than expected."""


@dataclass(frozen=True, slots=True)
class Partners:
    """Who is allowed to be asked or written to."""

    agency: str
    directory: DirectorySource

    def all(self) -> tuple[str, ...]:
        """Every agency this one may write to, in order of code."""
        return tuple(sorted(receiver for sender, receiver in self.directory.current().pairs if sender == self.agency))

    def allows(self, peer: str) -> bool:
        return self.directory.current().permits(self.agency, peer)

    def kind(self, peer: str) -> str:
        """The kind of agency in lower case; empty for an unknown one."""
        entry = self.directory.current().agency(peer)
        return entry.kind.lower() if entry else ""

    def of_kinds(self, kinds: Collection[str]) -> tuple[str, ...]:
        wanted = {kind.lower() for kind in kinds}
        return tuple(peer for peer in self.all() if self.kind(peer) in wanted)


@dataclass(frozen=True, slots=True)
class PeerClient:
    """Calls a peer's liaison with a node token. The HTTP client is given: a city in one process uses its own transport."""

    partners: Partners
    issuer: TokenIssuer
    client: httpx.AsyncClient

    @asynccontextmanager
    async def stream(
        self, peer: str, *, path: str, query: Mapping[str, str] | None = None, seconds: float
    ) -> AsyncIterator[httpx.Response]:
        """A streaming GET; `seconds` bounds each wait, not the whole transfer. Raises PeerUnreachable."""
        request = self.client.build_request(
            "GET", self._url(peer, path, query), headers=self._headers(peer), timeout=seconds
        )
        try:
            response = await self.client.send(request, stream=True)
        except httpx.HTTPError as error:
            raise PeerUnreachable(f"{peer}: {type(error).__name__}") from error
        try:
            yield response
        except httpx.HTTPError as error:
            raise PeerUnreachable(f"{peer}: {type(error).__name__}") from error
        finally:
            await response.aclose()

    async def get(self, peer: str, *, path: str, seconds: float) -> httpx.Response:
        """A small GET. Raises PeerUnreachable."""
        try:
            return await self.client.get(self._url(peer, path, None), headers=self._headers(peer), timeout=seconds)
        except httpx.HTTPError as error:
            raise PeerUnreachable(f"{peer}: {type(error).__name__}") from error

    def _url(self, peer: str, path: str, query: Mapping[str, str] | None) -> str:
        entry = self.partners.directory.current().agency(peer)
        if entry is None or not entry.liaison_url:
            raise PeerUnreachable(f"{peer} has no address in the directory")
        return f"{entry.liaison_url.rstrip('/')}{path}" + (f"?{urlencode(query)}" if query else "")

    def _headers(self, peer: str) -> dict[str, str]:
        headers = {"Authorization": f"Bearer {self.issuer.node_token(peer)}"}
        traceparent = inject_traceparent()
        return {**headers, "traceparent": traceparent} if traceparent else headers

"""The ledger, the health of peers, and the files that peers pull."""

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Response
from starlette.responses import StreamingResponse

from zf_contracts.http.base import Page
from zf_contracts.http.liaison import LedgerRow, LedgerView
from zf_liaison.exchange.offered_file import require_offered
from zf_liaison.exchange.queries import LedgerFilter, ledger_entry, ledger_page
from zf_liaison.paging import Cursor, Limit
from zf_platform.blobs import BlobStore
from zf_platform.http.access import access
from zf_platform.http.current import NodeDep, ScopeDep
from zf_platform.http.description import ANY_FILE
from zf_platform.http.route import service_router

State = Literal["waiting", "delivered", "opened", "rejected", "failed", "overdue"]
Direction = Literal["in", "out"]
Text = Annotated[str | None, Query(max_length=80)]


def ledger_router() -> APIRouter:
    router = service_router(prefix="/ledger", tag="ledger")

    @router.get("", **access("ledger.read"))
    async def rows(
        scope: ScopeDep,
        direction: Direction | None = None,
        state: State | None = None,
        peer: Text = None,
        q: Text = None,
        cursor: Cursor = None,
        limit: Limit = 50,
    ) -> Page[LedgerRow]:
        wanted = LedgerFilter(direction=direction, state=state, peer=peer, q=q)
        return await ledger_page(scope, wanted, cursor=cursor, limit=limit)

    @router.get("/{message_id}", **access("ledger.read"))
    async def one(scope: ScopeDep, message_id: Annotated[str, Path(max_length=64)]) -> LedgerView:
        return await ledger_entry(scope, message_id=message_id)

    return router


def blob_router(blobs: BlobStore) -> APIRouter:
    router = service_router(prefix="/interagency", tag="between nodes")

    @router.get("/blobs/{digest}", response_class=Response, responses=ANY_FILE, **access(node=True))
    async def file(
        scope: ScopeDep,
        node: NodeDep,
        digest: Annotated[str, Path(pattern=r"^sha256:[0-9a-f]{64}$")],
        message: Annotated[str, Query(max_length=64)],
    ) -> Response:
        """A file that a message to the calling agency refers to. Every other file answers 404."""
        await require_offered(scope, digest=digest, message_id=message, peer=node, blobs=blobs)
        return StreamingResponse(await blobs.open(digest), media_type="application/octet-stream")

    return router

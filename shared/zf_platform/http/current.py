"""What a route function may ask for: the scope of this request, or the peer node that calls."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from zf_platform.transaction import Actor, Scope

SCOPE_KEY = "zf.scope"


# These are coroutines though they wait for nothing: FastAPI sends plain functions to a thread, for every request.
async def current_scope(request: Request) -> Scope:
    """The one scope of this request; the route opened it and will commit it."""
    return _scope(request)


def _scope(request: Request) -> Scope:
    found = request.scope.get(SCOPE_KEY)
    if not isinstance(found, Scope):
        raise RuntimeError("this route has no scope: create its router with service_router()")
    return found


async def current_actor(request: Request) -> Actor:
    return _scope(request).actor


async def current_node(request: Request) -> str:
    """The agency code of the calling node (routes with `access(..., node=True)` only)."""
    actor = _scope(request).actor
    if actor.kind != "node":
        raise RuntimeError('this route is not for nodes: give it access("…", node=True)')
    return actor.agency


ScopeDep = Annotated[Scope, Depends(current_scope)]
ActorDep = Annotated[Actor, Depends(current_actor)]
NodeDep = Annotated[str, Depends(current_node)]

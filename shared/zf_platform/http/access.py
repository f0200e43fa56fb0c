"""Who may call a route. `access(...)` is splatted into every route decorator and read back by the route itself.

@router.post("/cases", **access("case.open"))
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal, TypedDict

from fastapi.routing import APIRoute, iter_route_contexts
from starlette.routing import Route

if TYPE_CHECKING:
    from fastapi import FastAPI

PERMISSION_KEY = "x-permission"
KIND_KEY = "x-access"
UPLOAD_KEY = "x-max-upload-bytes"
KEYLESS_KEY = "x-idempotency"
TOUCHES_KEY = "x-touches"
ONCE_KEY = "x-shown-once"

Kind = Literal["person", "public", "node", "hall"]


class Access(TypedDict):
    """What FastAPI's decorators take; `openapi_extra` carries the rule into the published description too."""

    openapi_extra: dict[str, object]


class AccessMissing(RuntimeError):
    """A route without `access(...)`: the service refuses to start."""


def access(
    permission: str = "",
    *,
    public: bool = False,
    node: bool = False,
    hall: bool = False,
    upload: int = 0,
    idempotent: bool = True,
    touches: bool = False,
    once: str = "",
) -> Access:
    """The access rule of one route.

    `public` needs no token (health, published forms); `node` takes a peer agency's node token instead of a person's; `hall`
    takes the key of the front end, for what a petitioner does himself.
    `upload` raises the body cap to that many bytes and lets the route take multipart forms.
    `idempotent=False` frees an unsafe method from the `Idempotency-Key` (only for acts that change nothing).
    `once` names a field of the answer, as `receipt.code`, that is never kept: a repeated request gets it empty.
    `touches` lets a GET commit without an audit entry (the last-used time of a session), never for acts.
    """
    if sum((bool(permission) and not (node or hall), public, node, hall)) != 1:
        raise AccessMissing(
            "a route names one permission, or is public, or is for nodes, or for the hall: exactly one of them"
        )
    kind: Kind = "public" if public else "node" if node else "hall" if hall else "person"
    extra: dict[str, object] = {PERMISSION_KEY: permission, KIND_KEY: kind}
    if kind == "person":
        extra["security"] = [{"staff": []}]
    elif kind == "node":
        extra["security"] = [{"node": []}]
    elif kind == "hall":
        extra["security"] = [{"hall": []}]
    if upload:
        extra[UPLOAD_KEY] = upload
    if not idempotent:
        extra[KEYLESS_KEY] = "not needed"
    if touches:
        extra[TOUCHES_KEY] = True
    if once:
        extra[ONCE_KEY] = once
    return {"openapi_extra": extra}


def access_rows(app: FastAPI) -> list[tuple[str, str, str]]:
    """(method, path, permission) of every route, sorted by path; a public route shows `public`."""
    rows: list[tuple[str, str, str]] = []
    for context in iter_route_contexts(app.routes):
        extra = getattr(context, "openapi_extra", None) or {}
        permission = str(extra.get(PERMISSION_KEY, "")) or str(extra.get(KIND_KEY, "missing"))
        rows.extend((method, str(context.path), permission) for method in context.methods or ())
    return sorted(rows, key=lambda row: (row[1], row[0]))


def routes_without_access(app: FastAPI, *, exempt: Iterable[str] = ()) -> list[str]:
    """Paths that forgot `access(...)`; the description itself is exempt."""
    missing = []
    for context in iter_route_contexts(app.routes):
        if str(context.path) in set(exempt):
            continue
        route = context.original_route
        guarded = isinstance(route, APIRoute) and KIND_KEY in (route.openapi_extra or {})
        if not guarded and isinstance(route, Route):
            missing.append(str(context.path))
    return missing

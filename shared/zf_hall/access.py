"""Which permission opens which page. Every page says so where it is declared; a page that forgets stops the start."""

from __future__ import annotations

from typing import TypedDict

from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts

NEEDS = "x-needs-any"
PUBLIC = "public"
SIGNED_IN = "signed-in"


class Needs(TypedDict):
    openapi_extra: dict[str, object]
    response_model: None


def needs(*permissions: str) -> Needs:
    """Splat into the decorator: any one of these permissions opens the page. None at all: signed in is enough."""
    return {"openapi_extra": {NEEDS: list(permissions) or [SIGNED_IN]}, "response_model": None}


def public() -> Needs:
    """A page for everyone: sign-in, static files, health."""
    return {"openapi_extra": {NEEDS: [PUBLIC]}, "response_model": None}


def needed(route: object) -> tuple[str, ...]:
    """The permissions of a route; a route without any closes rather than opens."""
    extra = getattr(route, "openapi_extra", None) or {}
    found = extra.get(NEEDS, ())
    if not found:
        raise RuntimeError(f"{getattr(route, 'path', route)}: declare needs(…) or public()")
    return tuple(str(name) for name in found)


def page_rows(app: FastAPI) -> list[tuple[str, str, tuple[str, ...]]]:
    """(method, path, permissions) of every page: the access matrix of the tests and of the guide."""
    rows: list[tuple[str, str, tuple[str, ...]]] = []
    for context in iter_route_contexts(app.routes):
        if isinstance(context.original_route, APIRoute):
            permissions = needed(context.original_route)
            rows.extend((method, str(context.path), permissions) for method in context.methods or ())
    return sorted(rows, key=lambda row: (row[1], row[0]))

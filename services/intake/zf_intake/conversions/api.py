"""Routes of recorded conversions."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query

from zf_contracts.http.base import Page
from zf_contracts.http.conversions import ConversionView
from zf_contracts.petition_statements import ConversionKind
from zf_intake.conversions.queries import list_conversions
from zf_platform.http.access import access
from zf_platform.http.current import ScopeDep
from zf_platform.http.route import service_router

Kind = ConversionKind | Literal[""]
Cursor = Annotated[str, Query(max_length=200)]


def conversions_router() -> APIRouter:
    router = service_router(prefix="/conversions", tag="conversions")

    @router.get("", **access("petition.read"))
    async def conversions(
        scope: ScopeDep, *, mine: bool = False, kind: Kind = "", cursor: Cursor = ""
    ) -> Page[ConversionView]:
        return await list_conversions(scope, mine=mine, kind=kind, cursor=cursor)

    return router

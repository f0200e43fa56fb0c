"""Two questions of a supervisor: does the process live, and can it serve (database, bus, schema)?"""

from collections.abc import Awaitable, Callable, Mapping

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict
from starlette.responses import JSONResponse, Response

from zf_platform.http.access import access
from zf_platform.http.route import service_router

Check = Callable[[], Awaitable[bool]]


class Live(BaseModel):
    model_config = ConfigDict(frozen=True)
    status: str


class Ready(BaseModel):
    """`checks` names each part and whether it works; no addresses, no versions."""

    model_config = ConfigDict(frozen=True)
    status: str
    checks: dict[str, bool]


def health_router(checks: Mapping[str, Check]) -> APIRouter:
    router = service_router(prefix="/health", tag="health")

    @router.get("/live", **access(public=True))
    async def live() -> Live:
        """The process answers."""
        return Live(status="live")

    @router.get("/ready", response_model=Ready, responses={503: {"model": Ready}}, **access(public=True))
    async def ready() -> Response:
        """Every part works; 503 while one does not."""
        found = {name: await _works(check) for name, check in checks.items()}
        good = all(found.values())
        body = Ready(status="ready" if good else "not ready", checks=found)
        return JSONResponse(body.model_dump(), status_code=200 if good else 503)

    return router


async def _works(check: Check) -> bool:
    try:
        return await check()
    except Exception:  # noqa: BLE001 - whatever goes wrong in a check means "not ready".
        return False

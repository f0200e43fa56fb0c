"""One address for a whole city: `/api/<agency>/<service>/…` goes to that service, everything else to the web front end."""

from collections.abc import Mapping

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

_PREFIX = "/api/"


class CityApp:
    """A switch on the path, nothing more. The services' own lifespans are run by the city, not through here."""

    def __init__(self, services: Mapping[tuple[str, str], ASGIApp], *, front: ASGIApp) -> None:
        self._services = dict(services)
        self.front = front

    def mount(self, services: Mapping[tuple[str, str], ASGIApp]) -> None:
        """Services are built with a client that goes through this switch, so they can only be told afterwards."""
        self._services |= services

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith(_PREFIX):
            await self._to_service(scope, receive, send)
        elif scope["type"] == "lifespan":
            await _lifespan(receive, send)
        else:
            await self.front(scope, receive, send)

    async def _to_service(self, scope: Scope, receive: Receive, send: Send) -> None:
        parts = scope["path"][len(_PREFIX) :].split("/", 2)
        app = self._services.get((parts[0], parts[1])) if len(parts) >= 2 else None
        if app is None:
            problem = {"type": "about:blank", "title": "Not Found", "status": 404}
            answer = JSONResponse(problem, status_code=404, media_type="application/problem+json")
            await answer(scope, receive, send)
            return
        mount = f"{_PREFIX}{parts[0]}/{parts[1]}"
        inner = dict(scope)
        inner["root_path"] = scope.get("root_path", "") + mount
        await app(inner, receive, send)


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            await send({"type": "lifespan.startup.complete"})
        else:
            await send({"type": "lifespan.shutdown.complete"})
            return

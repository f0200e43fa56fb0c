"""The application of one service: routers, refusals, limits and the published description."""

from collections.abc import Sequence

from fastapi import APIRouter, FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from zf_contracts.envelope import Address
from zf_platform.clock import Clock
from zf_platform.errors import Refused
from zf_platform.http.access import AccessMissing, access, routes_without_access
from zf_platform.http.description import publish_description
from zf_platform.http.edge import Edge
from zf_platform.http.problems import answer_http, answer_invalid, answer_refused
from zf_platform.http.route import RUNTIME_KEY, HttpRuntime, service_router
from zf_platform.proxies import TrustedProxies


def create_service_app(
    address: Address,
    *,
    routers: Sequence[APIRouter],
    runtime: HttpRuntime,
    clock: Clock,
    proxies: TrustedProxies,
    title: str = "",
) -> FastAPI:
    """Refuses to be created when a route lacks its access rule."""
    app = FastAPI(
        title=title or str(address),
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        # The edge below makes the one span of a request; the framework's own would carry the query string.
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )
    setattr(app.state, RUNTIME_KEY, runtime)
    for router in (*routers, _description_router(app)):
        _adopt(app, router)
    missing = routes_without_access(app)
    if missing:
        raise AccessMissing(f"routes without access(): {', '.join(missing)}")
    app.add_exception_handler(Refused, answer_refused)
    app.add_exception_handler(RequestValidationError, answer_invalid)
    app.add_exception_handler(HTTPException, answer_http)
    app.add_middleware(Edge, address=address, clock=clock, proxies=proxies)
    publish_description(app)
    return app


def _adopt(app: FastAPI, router: APIRouter) -> None:
    """Take the routes over as they are: one match per request instead of the two of a nested router."""
    if not all(isinstance(route, APIRoute) for route in router.routes):
        app.include_router(router)
        return
    app.router.routes.extend(router.routes)


def _description_router(app: FastAPI) -> APIRouter:
    router = service_router(tag="description")

    @router.get("/openapi.json", include_in_schema=False, **access(public=True))
    async def description() -> Response:
        return JSONResponse(app.openapi())

    return router

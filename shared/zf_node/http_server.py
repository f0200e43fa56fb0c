"""The one way this software listens on a port."""

import uvicorn
from starlette.types import ASGIApp


def http_server(app: ASGIApp, *, host: str, port: int, drain_seconds: float = 10) -> uvicorn.Server:
    """The server itself believes no proxy header: whom to believe is a setting of ours, and the application reads it."""
    return uvicorn.Server(
        uvicorn.Config(
            app,
            host=host,
            port=port,
            log_config=None,
            access_log=False,
            lifespan="off",
            proxy_headers=False,
            server_header=False,
            timeout_graceful_shutdown=int(drain_seconds),
        )
    )

"""The one way this software listens on a port."""

import gc
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp


class ReturningServer(uvicorn.Server):
    """At SIGTERM or SIGINT it finishes the running requests and then *returns*, so that what has to close comes after it.

    uvicorn raises the signal a second time when it has stopped, which would end the process at once: batches in hand
    would be dropped with their leases, and the PostgreSQL of a city would not be stopped.
    """

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        set_aside_what_is_loaded()
        await super().startup(sockets)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        with super().capture_signals():
            yield
            self._captured_signals.clear()


def set_aside_what_is_loaded() -> None:
    """Law, templates and routes stay as long as the process. Walking them again at every full collection would be a tenth
    of a second in which nobody is answered.
    """
    gc.collect()
    gc.freeze()


def http_server(app: ASGIApp, *, host: str, port: int, drain_seconds: float = 10) -> uvicorn.Server:
    """The server itself believes no proxy header: whom to believe is a setting of ours, and the application reads it."""
    return ReturningServer(
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

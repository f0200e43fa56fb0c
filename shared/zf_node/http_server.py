"""The one way this software listens on a port."""

import gc
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp


class ReturningServer(uvicorn.Server):
    """At SIGTERM or SIGINT it finishes the running requests and then *returns*, so that what has to close comes after it.

    uvicorn raises the signal a second time when it has stopped, which would end the process at once: batches in hand
    would be dropped with their leases, and the PostgreSQL of a city would not be stopped.
    """

    def __init__(self, config: uvicorn.Config, *, on_ready: Callable[[], None] | None) -> None:
        super().__init__(config)
        self._on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        set_aside_what_is_loaded()
        await super().startup(sockets)
        if self.started and self._on_ready is not None:
            self._on_ready()

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


def http_server(
    app: ASGIApp, *, host: str, port: int, drain_seconds: float = 10, on_ready: Callable[[], None] | None = None
) -> uvicorn.Server:
    """The server itself believes no proxy header: whom to believe is a setting of ours, and the application reads it.

    `on_ready` is called when it listens.
    """
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
        ),
        on_ready=on_ready,
    )


def is_free(host: str, port: int) -> bool:
    """Whether a server could listen there now."""
    try:
        with socket.create_server((host, port)):
            return True
    except OSError:
        return False

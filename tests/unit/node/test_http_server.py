"""Who says that it is ready can be reached; a city does not start, nor delete anything, where another one listens."""

import asyncio
import socket
from pathlib import Path

from starlette.responses import PlainTextResponse
from typer.testing import CliRunner

from tests.ports import free_port
from zf_node.cli import app
from zf_node.http_server import http_server, is_free


async def test_it_says_ready_when_it_listens_and_not_before() -> None:
    port, reached = free_port(), []

    def ready() -> None:
        with socket.create_connection(("127.0.0.1", port), timeout=2):
            reached.append(port)

    server = http_server(PlainTextResponse("here"), host="127.0.0.1", port=port, on_ready=ready)
    running = asyncio.create_task(server.serve())
    async with asyncio.timeout(10):
        while not reached:  # noqa: ASYNC110 - the server's own thread of control sets it
            await asyncio.sleep(0.01)
        server.should_exit = True
        await running
    assert reached == [port]


def test_a_taken_port_is_told_before_anything_is_deleted(tmp_path: Path) -> None:
    kept = tmp_path / "city" / "kept"
    kept.parent.mkdir()
    kept.write_text("data of the running city")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert not is_free("127.0.0.1", port)
        arguments = ["up", "--data", str(kept.parent), "--port", str(port), "--fresh"]
        told = CliRunner().invoke(app, arguments)
    assert told.exit_code == 2
    assert f"127.0.0.1:{port} 已被占用" in told.output
    assert kept.exists()
    assert is_free("127.0.0.1", port)
